package org.opencadc.sessionindex.reader;

import org.opencadc.sessionindex.reader.PlatformFigures.Node;

/** Ceilings from the largest nodes; nothing where there is no node. */
final class LargestNodes {
  private LargestNodes() {}

  static Ceilings.Ceiling of(PlatformFigures figures) {
    Node byCpu = figures.largestByCpu();
    Node byMemory = figures.largestByMemory();
    return new Ceilings.Ceiling(
        byCpu == null ? 0 : SkahaFormat.cores(byCpu.cpu()),
        SkahaFormat.platformRam(byCpu == null ? null : byCpu.memory()),
        SkahaFormat.platformRam(byMemory == null ? null : byMemory.memory()),
        byMemory == null ? 0 : SkahaFormat.cores(byMemory.cpu()));
  }
}
