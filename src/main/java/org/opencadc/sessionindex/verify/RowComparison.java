package org.opencadc.sessionindex.verify;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/** Compares the rows of a user's summary, matched by Job name. */
record RowComparison(Findings findings) {

  void compare(SessionSummaryStatus expected, SessionSummaryStatus published) {
    List<SessionRow> should = rows(expected);
    List<SessionRow> is = rows(published);
    Map<String, SessionRow> found = new LinkedHashMap<>();
    is.forEach(row -> found.put(row.jobName(), row));
    boolean truncated = truncated(published);
    int missing = 0;
    for (SessionRow row : should) {
      SessionRow counterpart = found.remove(row.jobName());
      if (counterpart != null) {
        findings.texts(path(row), row, counterpart);
      } else {
        missing++;
        if (!truncated) {
          findings.add(path(row), Difference.PRESENT, Difference.ABSENT);
        }
      }
    }
    for (SessionRow row : found.values()) {
      findings.add(path(row), Difference.ABSENT, Difference.PRESENT);
    }
    if (truncated && missing == 0) {
      findings.add("conditions.Truncated", Difference.ABSENT, Difference.PRESENT);
    }
    order(is);
  }

  private void order(List<SessionRow> published) {
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

  private static boolean truncated(SessionSummaryStatus status) {
    return status.conditions() != null
        && status.conditions().stream()
            .anyMatch(
                condition ->
                    "Truncated".equals(condition.getType())
                        && "True".equals(condition.getStatus()));
  }
}
