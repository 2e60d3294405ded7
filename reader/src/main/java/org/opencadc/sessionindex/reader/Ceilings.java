package org.opencadc.sessionindex.reader;

/** The largest session there may be, for stats: from nodes, a LimitRange or configuration. */
@FunctionalInterface
public interface Ceilings {

  /** What the largest nodes have: Skaha's rule before its metrics backend. */
  Ceilings LARGEST_NODES = LargestNodes::of;

  /**
   * The ceilings.
   *
   * @return never null
   */
  Ceiling of(PlatformFigures figures);

  /**
   * The ceilings as Skaha writes them.
   *
   * @param cpuCores most cores
   * @param withRam memory beside them, such as 270.189G
   * @param ram most memory
   * @param withCpuCores cores beside it
   */
  record Ceiling(double cpuCores, String withRam, String ram, double withCpuCores) {}
}
