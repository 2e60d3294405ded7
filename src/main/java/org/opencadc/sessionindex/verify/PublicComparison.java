package org.opencadc.sessionindex.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublicRow;

/**
 * Compares the public rows. They have no key, so it is counted how often each occurs; their order
 * is compared once the counts agree.
 */
final class PublicComparison {
  /** Scope of its differences. */
  static final String SCOPE = "public";

  private PublicComparison() {}

  /** Differences; null stands for rows that are not wanted or not published. */
  static List<Difference> compare(List<PublicRow> expected, List<PublicRow> published) {
    Findings findings = new Findings(SCOPE);
    if (expected == null || published == null) {
      if (expected != null || published != null) {
        findings.add("publicRows", presence(expected), presence(published));
      }
      return findings.found();
    }
    Map<String, Integer> should = counts(expected);
    Map<String, Integer> is = counts(published);
    TreeSet<String> all = new TreeSet<>(should.keySet());
    all.addAll(is.keySet());
    for (String row : all) {
      int wanted = should.getOrDefault(row, 0);
      int found = is.getOrDefault(row, 0);
      if (wanted != found) {
        findings.add("publicRows[" + row + "]", wanted + " times", found + " times");
      }
    }
    if (should.equals(is) && !expected.equals(published)) {
      findings.add("publicRows", "by Job name", "another order");
    }
    return findings.found();
  }

  private static String presence(List<PublicRow> rows) {
    return rows == null ? Difference.ABSENT : Difference.PRESENT;
  }

  private static Map<String, Integer> counts(List<PublicRow> rows) {
    Map<String, Integer> counts = new HashMap<>();
    for (PublicRow row : rows) {
      String start = row.startTime() == null ? "not started" : row.startTime();
      counts.merge(
          String.join(" ", row.username(), row.kind(), row.status(), start), 1, Integer::sum);
    }
    return counts;
  }
}
