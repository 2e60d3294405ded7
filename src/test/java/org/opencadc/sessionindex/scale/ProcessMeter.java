package org.opencadc.sessionindex.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What the kernel says about a process. It may be restarted meanwhile; the next reading follows.
 */
final class ProcessMeter {
  /** Of /proc/PID/stat; 100 on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private final LongSupplier pid;
  private final Path proc;

  ProcessMeter(LongSupplier pid) {
    this(pid, Path.of("/proc"));
  }

  ProcessMeter(LongSupplier pid, Path proc) {
    this.pid = pid;
    this.proc = proc;
  }

  /** CPU seconds that it has used since its start, user and system, of all its threads. */
  double cpuSeconds() {
    String stat = String.join(" ", lines("stat"));
    // the name is in parentheses and may hold anything
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    return ticks / TICKS_PER_SECOND;
  }

  /** Resident memory in bytes. */
  long rssBytes() {
    return kib("status", "VmRSS:");
  }

  /** The most resident memory that it ever had, in bytes. */
  long rssHighWaterBytes() {
    return kib("status", "VmHWM:");
  }

  /** Resident memory with shared pages divided among those who share them, in bytes. */
  long pssBytes() {
    return kib("smaps_rollup", "Pss:");
  }

  /** Bytes that it has read from sockets, files and pipes since its start. */
  long readBytes() {
    return number("io", "rchar:");
  }

  private long kib(String file, String key) {
    return number(file, key) << 10;
  }

  private long number(String file, String key) {
    return lines(file).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).strip().split(" ", 2)[0])
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(key + " is not in " + file));
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(proc.resolve(Long.toString(pid.getAsLong())).resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
