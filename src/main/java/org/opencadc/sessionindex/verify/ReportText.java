package org.opencadc.sessionindex.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for people. */
final class ReportText {
  private static final int MOST_LINES = 100;

  private final StringBuilder text = new StringBuilder();

  private ReportText() {}

  static String of(VerifyReport report) {
    ReportText text = new ReportText();
    text.headline(report);
    text.costs(report);
    text.differences("DIFFERENCES", report.differences());
    text.differences("NOT SETTLED (changed too fast to tell)", report.unsettled());
    report.notes().forEach(note -> text.line("note: %s", note));
    return text.text.toString();
  }

  private void headline(VerifyReport report) {
    String verdict =
        switch (report.exitCode()) {
          case 0 -> "equal";
          case 1 -> report.differences().size() + " differences";
          default -> report.caughtUp() ? "changes too fast to tell" : "not caught up";
        };
    line("index %s in namespace %s: %s", report.index(), report.namespace(), verdict);
    line(
        "compared 1 platform, %d users, %d rows%s in %d rounds; the summaries %s",
        report.usersCompared(),
        report.rowsCompared(),
        report.publicRowsCompared() == 0
            ? ""
            : String.format(Locale.ROOT, ", %d public rows", report.publicRowsCompared()),
        report.rounds(),
        String.format(
            Locale.ROOT,
            report.caughtUp()
                ? "reflected the LIST after %.1f s"
                : "did not reflect the LIST within %.1f s",
            report.lagSeconds()));
  }

  private void costs(VerifyReport report) {
    line("");
    line("%-32s %10s %14s %10s", "", "OBJECTS", "BYTES", "MS");
    cost("LIST jobs, pods, nodes", report.lists());
    cost("LIST all summaries", report.summaries());
    cost("GET the platform summary", report.get());
  }

  private void cost(String what, Cost cost) {
    line("%-32s %10d %14d %10d", what, cost.objects(), cost.bytes(), cost.millis());
  }

  private void differences(String title, List<Difference> differences) {
    if (differences.isEmpty()) {
      return;
    }
    List<Difference> shown = new ArrayList<>();
    shown.add(new Difference("SCOPE", "FIELD", "EXPECTED", "PUBLISHED"));
    shown.addAll(differences.subList(0, Math.min(MOST_LINES, differences.size())));
    int scope = shown.stream().mapToInt(each -> each.scope().length()).max().orElse(1);
    int field = shown.stream().mapToInt(each -> each.field().length()).max().orElse(1);
    int expected = shown.stream().mapToInt(each -> each.expected().length()).max().orElse(1);
    line("");
    line("%s", title);
    String format = "%-" + scope + "s  %-" + field + "s  %-" + expected + "s  %s";
    for (Difference each : shown) {
      line(format, each.scope(), each.field(), each.expected(), each.published());
    }
    if (differences.size() > MOST_LINES) {
      line("... and %d more", differences.size() - MOST_LINES);
    }
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
