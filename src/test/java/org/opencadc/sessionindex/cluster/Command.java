package org.opencadc.sessionindex.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran to its end.
 *
 * @param line the program and its arguments
 * @param exit its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Command(List<String> line, int exit, String out, String err) {

  /** Runs a program; how it ended is for the caller to judge. */
  public static Command run(List<String> line, Map<String, String> environment, Duration timeout) {
    try {
      // Files, not pipes: what the program leaves running keeps a pipe open.
      Path out = Files.createTempFile("command", ".out");
      Path err = Files.createTempFile("command", ".err");
      try {
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        return end(line, process, timeout, out, err);
      } finally {
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Command end(
      List<String> line, Process process, Duration timeout, Path out, Path err) throws IOException {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            line + " did not end within " + timeout + ": " + Files.readString(err));
      }
      return new Command(line, process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + line, e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** This command, if it succeeded; throws with what it said if not. */
  public Command orThrow() {
    if (exit != 0) {
      throw new IllegalStateException(line + " ended with " + exit + ":\n" + out + err);
    }
    return this;
  }

  /** Everything it said. */
  public String said() {
    return out + err;
  }
}
