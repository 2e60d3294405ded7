package org.opencadc.sessionindex.scale;

import java.util.Arrays;

/** Percentiles of measured values by nearest rank: each is a value that was measured. */
final class Percentiles {
  private final double[] sorted;

  private Percentiles(double[] sorted) {
    this.sorted = sorted;
  }

  static Percentiles of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Percentiles(sorted);
  }

  int count() {
    return sorted.length;
  }

  /**
   * The smallest value that so many percent do not exceed.
   *
   * @param percent above 0, at most 100
   * @throws IllegalStateException when there is no value
   */
  double at(double percent) {
    if (sorted.length == 0) {
      throw new IllegalStateException("no values");
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }
}
