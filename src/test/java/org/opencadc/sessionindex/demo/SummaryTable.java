package org.opencadc.sessionindex.demo;

import java.io.PrintStream;
import java.util.List;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.Sessions;

/** The summaries as {@code kubectl get sessionsummaries} shows them. */
final class SummaryTable {
  private static final int MOST = 12;
  private static final String FORMAT = "%-32s %-9s %-8s %-8s %-12s %-9s %s%n";

  private SummaryTable() {}

  static void print(PrintStream out, List<SessionSummary> summaries) {
    out.printf(FORMAT, "NAME", "SCOPE", "RUNNING", "PENDING", "INTERACTIVE", "HEADLESS", "USERS");
    for (SessionSummary summary : summaries.subList(0, Math.min(MOST, summaries.size()))) {
      Sessions sessions = summary.getStatus() == null ? null : summary.getStatus().sessions();
      if (sessions != null) {
        out.printf(
            FORMAT,
            summary.getMetadata().getName(),
            summary.getSpec().scope(),
            sessions.running(),
            sessions.pending(),
            sessions.interactive().active(),
            sessions.headless().active(),
            sessions.activeUsers() == null ? "" : sessions.activeUsers());
      }
    }
    if (summaries.size() > MOST) {
      out.printf("... and %d more%n", summaries.size() - MOST);
    }
  }
}
