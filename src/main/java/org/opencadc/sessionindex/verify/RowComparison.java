package org.opencadc.sessionindex.verify;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/** Compares the rows of a user's summary, matched by Job name. */
record RowComparison(Findings findings, boolean showNames) {
  private static final Set<String> SECRETS = Set.of("jobName", "id", "podName");

  void compare(SessionSummaryStatus expected, SessionSummaryStatus published) {
    List<SessionRow> should = rows(expected);
    List<SessionRow> is = rows(published);
    Map<String, SessionRow> found = new LinkedHashMap<>();
    is.forEach(row -> found.put(row.jobName(), row));
    boolean truncated = truncated(published);
    int missing = 0;
    for (int i = 0; i < should.size(); i++) {
      SessionRow row = should.get(i);
      SessionRow counterpart = found.remove(row.jobName());
      if (counterpart != null) {
        findings.texts(path(i, row), row, counterpart, showNames ? Set.of() : SECRETS);
      } else {
        missing++;
        if (!truncated) {
          findings.add(path(i, row), Difference.PRESENT, Difference.ABSENT);
        }
      }
    }
    for (SessionRow row : found.values()) {
      findings.add(
          "published " + path(is.indexOf(row), row), Difference.ABSENT, Difference.PRESENT);
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

  private String path(int index, SessionRow row) {
    return "rows[" + (showNames ? row.jobName() : String.valueOf(index)) + "]";
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
