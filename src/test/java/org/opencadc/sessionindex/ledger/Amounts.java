package org.opencadc.sessionindex.ledger;

import java.util.Map;

/** Resource vectors for tests. */
final class Amounts {
  private Amounts() {}

  static ResourceVector cores(int cores) {
    return new ResourceVector(1000L * cores, 0, Map.of());
  }

  static ResourceVector of(long millis, long bytes) {
    return new ResourceVector(millis, bytes, Map.of());
  }

  static ResourceVector gpus(long gpus) {
    return new ResourceVector(0, 0, Map.of("nvidia.com/gpu", gpus));
  }
}
