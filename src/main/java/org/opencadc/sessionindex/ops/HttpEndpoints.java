package org.opencadc.sessionindex.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code /livez}, {@code /readyz} and {@code /metrics} on one port. */
public final class HttpEndpoints implements AutoCloseable {
  /** In seconds; the documents of newer JDKs say milliseconds, and their code does not. */
  private static final Map<String, String> LIMITS =
      Map.of("sun.net.httpserver.maxReqTime", "5", "sun.net.httpserver.maxRspTime", "5");

  private final HttpServer server;
  private final ExecutorService threads;

  /**
   * Begins to answer.
   *
   * @param address port 0 takes a free one
   * @param metrics text for Prometheus
   * @throws IOException if the address is taken
   */
  public HttpEndpoints(InetSocketAddress address, Health health, Supplier<String> metrics)
      throws IOException {
    server = HttpServer.create(address, 0);
    threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "http");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/livez", exchange -> probe(exchange, health.notAlive(), List.of()));
    server.createContext(
        "/readyz", exchange -> probe(exchange, health.notReady(), health.leftOut()));
    server.createContext(
        "/metrics",
        exchange ->
            answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.get()));
    server.start();
  }

  /**
   * Gives each client of this process five seconds to send its request, and as long to take the
   * answer: the JDK's server would wait for ever, and two such clients would hold both threads.
   * What the JVM was started with stays. The JDK reads this once, when its first server is made.
   */
  public static void limitTimes() {
    LIMITS.forEach((name, seconds) -> System.setProperty(name, System.getProperty(name, seconds)));
  }

  /** The port that is listened on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private static void probe(HttpExchange exchange, String problem, List<String> leftOut)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of(problem == null ? "ok" : problem));
    lines.addAll(problem == null ? leftOut : List.of());
    answer(
        exchange,
        problem == null ? 200 : 503,
        "text/plain; charset=utf-8",
        String.join("\n", lines) + "\n");
  }

  private static void answer(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    try (exchange) {
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
