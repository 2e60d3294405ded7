package org.opencadc.sessionindex.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.http.LoopbackServer;

/**
 * An API server on which nothing ever happens: everything is allowed, watches stay silent, and
 * LISTs are answered as a test says, all at one version until it is said to be too old.
 */
final class CannedLists implements AutoCloseable {
  private static final String VERSION = "50";
  private static final String LATER = "60";
  private static final String EXPIRED =
      "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},"
          + "\"status\":\"Failure\",\"reason\":\"Expired\",\"code\":410}}\n";

  /** What a LIST is answered. */
  interface Answer {
    /**
     * The whole answer.
     *
     * @param query of the request, decoded
     */
    String to(String query) throws InterruptedException;
  }

  private final Answer answer;
  private final LoopbackServer server = new LoopbackServer(this::serve);
  private final KubernetesClient client;
  private volatile boolean expired;

  CannedLists(Answer answer) {
    this.answer = answer;
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(server.address().toString())
            .withOnlyHttpWatches(true)
            .build();
    this.client = SlimClient.of(config);
  }

  /** Sources of what is on it; to be closed before it. */
  Sources sources(ProofPace pace) {
    return new Sources(
        client,
        new ApiRequests(client, Duration.ofSeconds(5)),
        new ServerClock(Clock.systemUTC()),
        pace);
  }

  /** From now on no watch can go on from what was listed before: it has to be listed anew. */
  void expire() {
    expired = true;
  }

  /**
   * A page of a list.
   *
   * @param kind of the list, such as PodList
   * @param next what to continue with; empty on the last page
   * @param items JSON objects with commas between
   */
  String page(String kind, String next, String items) {
    return ("{\"apiVersion\":\"v1\",\"kind\":\"%s\",\"metadata\":{\"resourceVersion\":\"%s\","
            + "\"continue\":\"%s\"},\"items\":[%s]}")
        .formatted(kind, expired ? LATER : VERSION, next, items);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      if (exchange.getRequestMethod().equals("POST")) {
        body.write("{\"status\":{\"allowed\":true}}".getBytes(UTF_8));
      } else if (query.contains("watch=true")) {
        body.flush();
        awaitExpiry(query);
        body.write(EXPIRED.getBytes(UTF_8));
      } else if (query.contains("fieldSelector")) {
        body.write(page("List", "", "").getBytes(UTF_8));
      } else {
        body.write(answer.to(query).getBytes(UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitExpiry(String query) throws InterruptedException {
    while (!expired || !query.contains("resourceVersion=" + VERSION)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
