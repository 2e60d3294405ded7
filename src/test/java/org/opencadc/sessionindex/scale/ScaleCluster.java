package org.opencadc.sessionindex.scale;

import org.opencadc.sessionindex.cluster.LocalCluster;

/** A control plane that has room for so many sessions. */
final class ScaleCluster {
  private static final int PODS_PER_NODE = 110;

  /**
   * Every eighth node has GPUs, which sessions without one avoid; and there shall be spare room.
   */
  private static final int SESSIONS_PER_NODE = 50;

  private ScaleCluster() {}

  static LocalCluster start(int sessions) {
    if (sessions > Stage.MOST_REAL) {
      return LocalCluster.apiOnly();
    }
    return LocalCluster.full(
        "--nodes",
        Integer.toString(Math.max(8, sessions / SESSIONS_PER_NODE)),
        "--nodes-cpu",
        "256",
        "--nodes-memory",
        "1024",
        "--nodes-pods",
        Integer.toString(PODS_PER_NODE));
  }
}
