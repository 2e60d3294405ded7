package org.opencadc.sessionindex.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints what the operator's process takes: time to start, memory and CPU. The API server is the
 * one of the tests, so the figures are for comparing one change with another.
 */
final class Footprint {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration CHURN = Duration.ofSeconds(20);
  private static final int EVENTS_PER_SECOND = 100;
  private static final Pattern LIVE_TOTAL = Pattern.compile("(?m)^Total +(\\d+) +(\\d+)");

  private final FilledServer server;
  private final TlsTunnel tunnel;
  private final Path directory;
  private final String options;
  private final int sessions;

  private Footprint(
      FilledServer server, TlsTunnel tunnel, Path directory, int sessions, String options) {
    this.server = server;
    this.tunnel = tunnel;
    this.directory = directory;
    this.sessions = sessions;
    this.options = options;
  }

  /** Arguments: sessions, then options of the JVM beside those of the Deployment. */
  public static void main(String[] arguments) throws Exception {
    int sessions = Integer.parseInt(arguments[0]);
    String options = String.join(" ", arguments).substring(arguments[0].length());
    Path directory = Files.createDirectories(Path.of("target/footprint").toAbsolutePath());
    try (FilledServer server = new FilledServer(sessions, Math.max(1, sessions / 12));
        TlsTunnel tunnel = new TlsTunnel(server.url(), directory)) {
      Footprint footprint = new Footprint(server, tunnel, directory, sessions, options);
      footprint.start("nothing published yet");
      footprint.start("summaries exist");
    }
  }

  private void start(String name)
      throws IOException, GeneralSecurityException, InterruptedException {
    String before = server.platform("/heartbeat/time");
    String throughBefore = server.platform("/publishedThrough/time");
    try (OperatorProcess operator = new OperatorProcess(tunnel, directory, options)) {
      print("%s: %d Jobs and as many Pods", name, sessions);
      await(operator, () -> changed("/heartbeat/time", before));
      print("  first heartbeat     %6.1f s", operator.secondsSinceStart());
      await(operator, () -> changed("/publishedThrough/time", throughBefore));
      print("  published through   %6.1f s", operator.secondsSinceStart());
      print("  CPU until then      %6.1f s", operator.cpuSeconds());
      // the compiler is busy at first, and what is wanted is what the operator costs for days
      server.change(EVENTS_PER_SECOND, WARM_UP);
      double cpu = operator.cpuSeconds();
      Files.writeString(directory.resolve("threads-before.txt"), operator.jcmd("Thread.print"));
      server.change(EVENTS_PER_SECOND, CHURN);
      print(
          "  CPU at %d events/s %6.1f %% of a core",
          EVENTS_PER_SECOND, 100 * (operator.cpuSeconds() - cpu) / CHURN.toSeconds());
      print("  RSS after that      %6d MiB", operator.mebibytes("VmRSS"));
      print("  RSS at most         %6d MiB", operator.mebibytes("VmHWM"));
      print("  threads             %6d", operator.number("Threads"));
      Files.writeString(directory.resolve("threads.txt"), operator.jcmd("Thread.print"));
      Files.writeString(directory.resolve("native.txt"), operator.jcmd("VM.native_memory"));
      Files.writeString(directory.resolve("heap.txt"), operator.jcmd("GC.heap_info"));
      String histogram = operator.jcmd("GC.class_histogram");
      Files.writeString(directory.resolve("histogram.txt"), histogram);
      Matcher total = LIVE_TOTAL.matcher(histogram);
      if (total.find()) {
        print("  live heap           %6d MiB", Long.parseLong(total.group(2)) >> 20);
      }
    }
  }

  private boolean changed(String pointer, String before) {
    String now = server.platform(pointer);
    return !now.isEmpty() && !now.equals(before);
  }

  private static void await(OperatorProcess operator, BooleanSupplier condition)
      throws InterruptedException {
    while (!condition.getAsBoolean()) {
      if (!operator.alive() || operator.secondsSinceStart() > PATIENCE.toSeconds()) {
        throw new IllegalStateException("the operator did not get there; see its log");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
