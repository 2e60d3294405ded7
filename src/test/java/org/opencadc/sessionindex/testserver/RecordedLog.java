package org.opencadc.sessionindex.testserver;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Records what this JVM logs, from its making until it is closed; it goes where it went as well.
 */
public final class RecordedLog implements AutoCloseable {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  /** Begins to record. */
  public RecordedLog() {
    System.setErr(
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) {
                before.write(b);
                log.write(b);
              }

              @Override
              public void write(byte[] bytes, int from, int count) {
                before.write(bytes, from, count);
                log.write(bytes, from, count);
              }
            },
            true,
            StandardCharsets.UTF_8));
  }

  /** What was logged until now. */
  public String text() {
    return log.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
