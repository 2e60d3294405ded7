package org.opencadc.sessionindex.verify;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/** Hides session ids and Job names, which are secrets, from differences. */
final class Masking {
  private static final Pattern ROW = Pattern.compile("(.*)rows\\[([^]]*)](\\.(.*))?");
  private static final Set<String> SECRETS = Set.of("jobName", "id", "podName", "message");

  private Masking() {}

  /** The difference with a row's number instead of its Job's name. */
  static Difference mask(Difference difference, SessionSummaryStatus expected) {
    Matcher row = ROW.matcher(difference.field());
    if (!row.matches()) {
      return difference;
    }
    String number = number(row.group(2), expected);
    String field = row.group(3) == null ? "" : row.group(3);
    boolean secret = SECRETS.stream().anyMatch(each -> each.equals(row.group(4)));
    return new Difference(
        difference.scope(),
        row.group(1) + "rows[" + number + "]" + field,
        secret ? instead(difference.expected(), "(hidden)") : difference.expected(),
        secret ? instead(difference.published(), "(hidden, another)") : difference.published());
  }

  private static String number(String jobName, SessionSummaryStatus expected) {
    List<SessionRow> rows =
        expected == null || expected.rows() == null ? List.of() : expected.rows();
    int index = rows.stream().map(SessionRow::jobName).toList().indexOf(jobName);
    return index < 0 ? "unexpected" : String.valueOf(index);
  }

  private static String instead(String value, String shown) {
    return value.equals(Difference.ABSENT) ? value : shown;
  }
}
