package org.opencadc.sessionindex.scale.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A number that a run found.
 *
 * @param unit empty for a bare number
 * @param goal null when there is none
 * @param met null without a goal
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Measured(double value, String unit, Aim goal, Boolean met) {

  /**
   * What it should be.
   *
   * @param bound {@code AT_MOST} or {@code AT_LEAST}
   */
  record Aim(String bound, double value) {
    String text(String unit) {
      return ("AT_MOST".equals(bound) ? "≤ " : "≥ ") + Numbers.text(value, unit);
    }
  }

  String text() {
    return Numbers.text(value, unit);
  }
}
