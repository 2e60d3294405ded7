package org.opencadc.sessionindex.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.opencadc.sessionindex.api.Resources.Amounts;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.testserver.SkahaLoad.Deed;

/** The platform summary as it changes: one line that is redrawn, or a line every few seconds. */
final class LiveTable {
  private static final int EVERY = 5;
  private static final String FORMAT = "%5s  %8s %7s %7s %11s %8s %5s  %9s %8s  %8s %7s%n";

  private final PrintStream out;
  private final boolean terminal;
  private final Instant start;
  private int lines;

  LiveTable(PrintStream out, boolean terminal, Instant start) {
    this.out = out;
    this.terminal = terminal;
    this.start = start;
  }

  void header() {
    out.printf(
        FORMAT,
        "TIME",
        "SESSIONS",
        "RUNNING",
        "PENDING",
        "INTERACTIVE",
        "HEADLESS",
        "USERS",
        "CPU",
        "MEMORY",
        "STARTED",
        "DELETED");
  }

  void show(SessionSummaryStatus platform, Map<Deed, Long> deeds, Instant now) {
    boolean due = lines++ % EVERY == 0;
    if (platform == null || platform.sessions() == null || (!terminal && !due)) {
      return;
    }
    if (terminal && lines > 1) {
      out.print("\u001b[1A\u001b[2K");
    }
    var sessions = platform.sessions();
    Amounts allocated = platform.resources().allocated();
    out.printf(
        FORMAT,
        Duration.between(start, now).toSeconds() + " s",
        sessions.total(),
        sessions.running(),
        sessions.pending(),
        sessions.interactive().active(),
        sessions.headless().active(),
        sessions.activeUsers(),
        allocated.cpu(),
        allocated.memory(),
        deeds.getOrDefault(Deed.STARTED, 0L),
        deeds.getOrDefault(Deed.DELETED, 0L));
  }
}
