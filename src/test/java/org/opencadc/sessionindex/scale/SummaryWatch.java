package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.opencadc.sessionindex.api.SessionIndex;

/**
 * A watch of all SessionSummaries, as a reader has one: first every object that there is, then each
 * change, told to one listener in order. Where the API server ends it, it goes on from there.
 */
final class SummaryWatch implements AutoCloseable {
  private static final int BUFFER = 256 << 10;

  private final ObjectMapper json = new ObjectMapper();
  private final AdminHttp http;
  private final String path;
  private final Consumer<Seen> listener;
  private volatile InputStream stream;
  private volatile boolean closed;
  private volatile RuntimeException failure;
  private final AtomicInteger resumed = new AtomicInteger();
  private long version;

  /** Opens the watch; the listener is called on a thread of the watch's own. */
  SummaryWatch(Stage stage, Consumer<Seen> listener) throws IOException, InterruptedException {
    this.http = stage.http();
    this.listener = listener;
    this.path =
        "/apis/"
            + SessionIndex.GROUP
            + "/"
            + SessionIndex.VERSION
            + "/namespaces/"
            + stage.namespace()
            + "/sessionsummaries?watch=1&timeoutSeconds=7200&resourceVersion=";
    this.stream = http.stream(path);
    Thread thread = new Thread(this::follow, "summary-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    try {
      while (!closed) {
        read();
        if (!closed) {
          // the server ends a watch whose reader was too slow for it
          resumed.incrementAndGet();
          stream = http.stream(path + version);
        }
      }
    } catch (IOException e) {
      failure = new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void read() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8), BUFFER)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<Seen> seen = Seen.parse(line, System.nanoTime(), json);
        if (seen.isPresent()) {
          // those that are there at first come in no order
          version = Math.max(version, seen.get().version());
          listener.accept(seen.get());
        }
      }
    }
  }

  /** How often the server ended it. */
  int resumed() {
    return resumed.get();
  }

  /** Throws when it could not go on, so that what it should have shown is not taken for late. */
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
