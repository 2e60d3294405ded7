package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * A measured number.
 *
 * @param value the number
 * @param unit of the value, such as {@code ms}; empty for a bare number
 * @param goal null when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Figure(double value, String unit, Goal goal) {

  /** Whether the goal is met; null without one. */
  @JsonProperty
  Boolean met() {
    return goal == null ? null : goal.metBy(value);
  }

  @Override
  public String toString() {
    String number =
        value == Math.rint(value) && Math.abs(value) < 1e15
            ? String.format(Locale.ROOT, "%,d", (long) value)
            : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%,.1f", value);
    String goalText = goal == null ? "" : "  (goal " + goal + (met() ? ", met)" : ", NOT MET)");
    return (number + " " + unit).strip() + goalText;
  }
}
