package org.opencadc.sessionindex.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.http.LoopbackServer;
import org.opencadc.sessionindex.ledger.PodFacts;

/** A LIST of many pages that takes longer than the patience with one. */
class SlowListTest {
  /** The server tells the time in whole seconds, so that up to one of these passes at once. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int PAGES = 10;

  private final LoopbackServer server = new LoopbackServer(this::answer);
  private final KubernetesClient client;
  private final Sources sources;
  private final AtomicInteger begun = new AtomicInteger();
  private final Set<String> problems = ConcurrentHashMap.newKeySet();
  private volatile int stuckAt = PAGES;

  SlowListTest() {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(server.address().toString())
            .withOnlyHttpWatches(true)
            .build();
    client = SlimClient.of(config);
    ProofPace pace =
        new ProofPace(
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            PATIENCE,
            PATIENCE);
    sources =
        new Sources(
            client,
            new ApiRequests(client, Duration.ofSeconds(5)),
            new ServerClock(Clock.systemUTC()),
            pace);
    sources.onChange(
        () ->
            sources.states().stream()
                .filter(state -> state.problem() != null)
                .forEach(state -> problems.add(state.problem().message())));
  }

  @AfterEach
  void stop() {
    sources.close();
    client.close();
    server.close();
  }

  @Test
  void isCompletedAndToldMeanwhile() {
    try (Sources.Subscription pods = sources.pods("skaha-workload", new Deaf())) {
      await().atMost(Duration.ofSeconds(30)).until(() -> pods.state().listed());
      assertThat(begun).as("lists begun").hasValue(1);
      assertThat(problems).contains("list pods is slow").doesNotContain("list pods stands still");
    }
  }

  @Test
  void isBegunAnewWhenItStandsStill() {
    stuckAt = 3;
    try (Sources.Subscription pods = sources.pods("skaha-workload", new Deaf())) {
      await().atMost(Duration.ofSeconds(30)).until(() -> begun.get() > 1);
      stuckAt = PAGES;
      await().atMost(Duration.ofSeconds(30)).until(() -> pods.state().listed());
      assertThat(problems).contains("list pods stands still");
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      if (exchange.getRequestMethod().equals("POST")) {
        body.write("{\"status\":{\"allowed\":true}}".getBytes(UTF_8));
      } else if (query.contains("watch=true")) {
        body.flush();
        TimeUnit.MINUTES.sleep(1);
      } else if (query.contains("fieldSelector")) {
        body.write(page("", "").getBytes(UTF_8));
      } else {
        body.write(page(number(query)).getBytes(UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int number(String query) {
    int at = query.indexOf("continue=");
    return at < 0 ? 0 : Integer.parseInt(query.substring(at + 9).split("&", -1)[0]);
  }

  private String page(int number) throws InterruptedException {
    if (number == 0) {
      begun.incrementAndGet();
    }
    TimeUnit.MILLISECONDS.sleep(number >= stuckAt ? 60_000 : 2 * PATIENCE.toMillis() / PAGES);
    String pod =
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p%1$d\",\"uid\":\"u%1$d\","
            + "\"namespace\":\"skaha-workload\",\"resourceVersion\":\"%1$d\"}}";
    return page(number == PAGES - 1 ? "" : String.valueOf(number + 1), pod.formatted(number));
  }

  private static String page(String next, String pod) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"PodList\",\"metadata\":{\"resourceVersion\":\"50\","
        + "\"continue\":\"%s\"},\"items\":[%s]}".formatted(next, pod);
  }

  /** Does not care. */
  private static final class Deaf implements SourceListener<PodFacts> {
    @Override
    public void epoch() {}

    @Override
    public void upsert(PodFacts facts) {}

    @Override
    public void removed(String uid) {}

    @Override
    public void listed(Set<String> uids) {}

    @Override
    public void applied(String resourceVersion) {}

    @Override
    public PodFacts facts(String uid) {
      return null;
    }

    @Override
    public Set<String> uids() {
      return Set.of();
    }
  }
}
