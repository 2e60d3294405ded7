package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/**
 * Compares the rows of a user's summary, matched by Job name. Just so many may be missing as the
 * condition Truncated says.
 */
record RowComparison(Findings findings) {
  private static final Pattern SHOWN = Pattern.compile("(\\d+ of \\d+) sessions have rows\\b.*");

  void compare(SessionSummaryStatus expected, SessionSummaryStatus published) {
    List<SessionRow> should = rows(expected);
    List<SessionRow> is = rows(published);
    Map<String, SessionRow> found = new LinkedHashMap<>();
    is.forEach(row -> found.put(row.jobName(), row));
    String truncated = truncated(published);
    int missing = 0;
    for (SessionRow row : should) {
      SessionRow counterpart = found.remove(row.jobName());
      if (counterpart != null) {
        findings.texts(path(row), row, counterpart);
      } else {
        missing++;
        if (truncated == null) {
          findings.add(path(row), Difference.PRESENT, Difference.ABSENT);
        }
      }
    }
    for (SessionRow row : found.values()) {
      findings.add(path(row), Difference.ABSENT, Difference.PRESENT);
    }
    String shown =
        missing == 0 ? Difference.ABSENT : (should.size() - missing) + " of " + should.size();
    if (truncated != null && !truncated.equals(shown)) {
      findings.add("conditions.Truncated", shown, truncated);
    }
    order(is);
  }

  /** Finds rows of one object that are not by Job name, or of which one is there twice. */
  void order(List<SessionRow> published) {
    List<String> names = published.stream().map(SessionRow::jobName).toList();
    if (!names.equals(
        names.stream().distinct().sorted(Comparator.nullsFirst(Rows.BYTES)).toList())) {
      findings.add("rows", "by Job name, each once", "another order or one twice");
    }
  }

  private static String path(SessionRow row) {
    return "rows[" + row.jobName() + "]";
  }

  private static List<SessionRow> rows(SessionSummaryStatus status) {
    return status.rows() == null ? List.of() : status.rows();
  }

  /** How many sessions have rows, as the condition says; null when the condition is not there. */
  static String truncated(SessionSummaryStatus status) {
    return Objects.requireNonNullElse(status.conditions(), List.<Condition>of()).stream()
        .filter(condition -> "Truncated".equals(condition.getType()))
        .filter(condition -> "True".equals(condition.getStatus()))
        .map(RowComparison::shown)
        .findFirst()
        .orElse(null);
  }

  /** The numbers alone: whatever else somebody wrote there may be a secret. */
  private static String shown(Condition truncated) {
    Matcher message = SHOWN.matcher(Objects.requireNonNullElse(truncated.getMessage(), ""));
    return message.matches() ? message.group(1) : Difference.PRESENT;
  }
}
