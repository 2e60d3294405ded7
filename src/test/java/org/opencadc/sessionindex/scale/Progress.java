package org.opencadc.sessionindex.scale;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells a person how far the run is: one line per step, and a line that is redrawn meanwhile. */
final class Progress {
  private static final int WIDTH = 100;

  private final PrintStream out;
  private final boolean terminal;
  private long lastTick;

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Says something that stays. */
  synchronized void say(String line) {
    clear();
    out.println(line);
  }

  /** Shows what is under way, at most ten times a second; only on a terminal. */
  synchronized void tick(String text) {
    long now = System.nanoTime();
    if (terminal && now - lastTick > 100_000_000L) {
      lastTick = now;
      String bounded = text.substring(0, Math.min(text.length(), WIDTH));
      out.print("\r" + String.format(Locale.ROOT, "%-" + WIDTH + "s", bounded));
      out.flush();
    }
  }

  /** Says that a step is over and what it found. */
  synchronized void found(Step step, Figures figures, Duration took) {
    say(String.format(Locale.ROOT, "%-12s %7.1f s", step.name(), took.toMillis() / 1000.0));
    figures
        .numbers()
        .forEach((name, figure) -> say(String.format(Locale.ROOT, "  %-46s %s", name, figure)));
    figures
        .notes()
        .forEach((name, text) -> say(String.format(Locale.ROOT, "  %-46s %s", name, text)));
  }

  private void clear() {
    if (terminal) {
      out.print("\r" + " ".repeat(WIDTH) + "\r");
    }
  }
}
