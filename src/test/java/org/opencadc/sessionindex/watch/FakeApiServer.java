package org.opencadc.sessionindex.watch;

import com.sun.net.httpserver.HttpExchange;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.opencadc.sessionindex.http.LoopbackServer;

/** Serves pages of one list, then whatever events it is given to the one watch. */
final class FakeApiServer implements AutoCloseable {

  private final LoopbackServer server = new LoopbackServer(this::answer);
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final List<String> pages;

  FakeApiServer(List<String> pages) {
    this.pages = pages;
  }

  Config config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(server.address().toString())
        .withUserAgent("session-index/test")
        .withOnlyHttpWatches(true)
        .build();
  }

  void send(String event) {
    events.add(event);
  }

  Queue<String> requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    requests.add(
        exchange.getProtocol()
            + " "
            + exchange.getRequestHeaders().getFirst("User-Agent")
            + " "
            + exchange.getRequestURI());
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      if (query.contains("watch=true")) {
        watch(body);
      } else {
        write(body, pages.get(query.contains("continue=") ? 1 : 0));
      }
    }
  }

  private void watch(OutputStream body) throws IOException {
    try {
      while (true) {
        write(body, events.take() + "\n");
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(OutputStream body, String text) throws IOException {
    body.write(text.getBytes(StandardCharsets.UTF_8));
    body.flush();
  }

  @Override
  public void close() {
    server.close();
  }
}
