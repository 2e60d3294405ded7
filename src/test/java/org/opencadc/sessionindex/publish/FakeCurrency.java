package org.opencadc.sessionindex.publish;

import java.time.Instant;

/** Says of the sources' currency what a test wants. */
final class FakeCurrency implements Currency {
  Instant now = Instant.parse("2026-11-23T08:00:09Z");
  Instant proven = Instant.parse("2026-11-23T08:00:00Z");
  Instant nodesProven = Instant.parse("2026-11-23T07:59:58Z");

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public boolean live() {
    return proven != null;
  }

  @Override
  public Instant provenAt() {
    return proven;
  }

  @Override
  public Instant nodesProvenAt() {
    return nodesProven;
  }
}
