package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.opencadc.sessionindex.api.SessionIndex;

/**
 * A watch of all SessionSummaries, as a reader has one: first every object that there is, then each
 * change, told to one listener in order.
 */
final class SummaryWatch implements AutoCloseable {
  private static final int BUFFER = 256 << 10;

  private final ObjectMapper json = new ObjectMapper();
  private final InputStream stream;
  private final Consumer<Seen> listener;
  private volatile boolean closed;
  private volatile RuntimeException failure;

  /** Opens the watch; the listener is called on a thread of the watch's own. */
  SummaryWatch(Stage stage, Consumer<Seen> listener) throws IOException, InterruptedException {
    this.listener = listener;
    this.stream =
        stage.http().stream(
            "/apis/"
                + SessionIndex.GROUP
                + "/"
                + SessionIndex.VERSION
                + "/namespaces/"
                + stage.namespace()
                + "/sessionsummaries?watch=1&allowWatchBookmarks=true&timeoutSeconds=7200");
    Thread thread = new Thread(this::read, "summary-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8), BUFFER)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Seen.parse(line, System.nanoTime(), json).ifPresent(listener);
      }
      failure = new IllegalStateException("the watch of the summaries ended");
    } catch (IOException e) {
      failure = new UncheckedIOException(e);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Throws when the watch ended, so that what it should have shown is not taken for late. */
  void check() {
    if (!closed && failure != null) {
      throw new IllegalStateException("the watch of the summaries is over", failure);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    stream.close();
  }
}
