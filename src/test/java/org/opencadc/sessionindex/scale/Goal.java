package org.opencadc.sessionindex.scale;

import java.util.Locale;

/** What a figure should be. The rig prints it beside the figure and never fails on it. */
record Goal(Bound bound, double value) {

  /** Which side of the value is good. */
  enum Bound {
    AT_MOST("<="),
    AT_LEAST(">=");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  static Goal atMost(double value) {
    return new Goal(Bound.AT_MOST, value);
  }

  static Goal atLeast(double value) {
    return new Goal(Bound.AT_LEAST, value);
  }

  boolean metBy(double figure) {
    return bound == Bound.AT_MOST ? figure <= value : figure >= value;
  }

  @Override
  public String toString() {
    return bound.sign + " " + (value == Math.rint(value) ? Long.toString((long) value) : plain());
  }

  private String plain() {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
