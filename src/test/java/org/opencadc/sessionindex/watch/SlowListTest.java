package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.PodFacts;

/** A LIST of many pages that takes longer than the patience with one, be it the first or not. */
class SlowListTest {
  /** The server tells the time in whole seconds, so that up to one of these passes at once. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** The client waits for so long before it lists anew. */
  private static final Duration RECONNECTS = Duration.ofSeconds(1);

  private static final int PAGES = 10;

  private final CannedLists server = new CannedLists(query -> page(number(query)));
  private final Sources sources =
      server.sources(
          new ProofPace(
              Duration.ofMillis(200),
              RECONNECTS.multipliedBy(2).plusMillis(500),
              Duration.ofMillis(200),
              PATIENCE,
              PATIENCE));
  private final AtomicInteger begun = new AtomicInteger();
  private final Set<String> problems = ConcurrentHashMap.newKeySet();
  private volatile int stuckAt = PAGES;
  private volatile long pageMillis = 2 * PATIENCE.toMillis() / PAGES;

  SlowListTest() {
    sources.onChange(
        () ->
            sources.states().stream()
                .filter(state -> state.problem() != null)
                .forEach(state -> problems.add(state.problem().message())));
  }

  @AfterEach
  void stop() {
    sources.close();
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

  /** Lists, and then has the server say that the version of that list is too old to go on from. */
  private Sources.Subscription relisting() {
    pageMillis = 0;
    Sources.Subscription pods = sources.pods("skaha-workload", new Deaf());
    await().atMost(Duration.ofSeconds(30)).until(() -> pods.state().proof() != null);
    pageMillis = 2 * PATIENCE.toMillis() / PAGES;
    server.expire();
    return pods;
  }

  @Test
  void isCompletedWhenItIsForcedLater() {
    try (Sources.Subscription pods = relisting()) {
      await().atMost(Duration.ofSeconds(30)).until(() -> pods.state().lists() == 2);
      assertThat(begun).as("lists begun").hasValue(2);
      assertThat(problems).contains("pods are being listed anew");
    }
  }

  @Test
  void isBegunAnewWhenItIsForcedLaterAndStandsStill() {
    try (Sources.Subscription pods = relisting()) {
      stuckAt = 3;
      await().atMost(Duration.ofSeconds(30)).until(() -> begun.get() > 2);
      stuckAt = PAGES;
      await().atMost(Duration.ofSeconds(30)).until(() -> pods.state().proof() != null);
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
    TimeUnit.MILLISECONDS.sleep(number >= stuckAt ? 60_000 : pageMillis);
    String pod =
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p%1$d\",\"uid\":\"u%1$d\","
            + "\"namespace\":\"skaha-workload\",\"resourceVersion\":\"%1$d\"}}";
    String next = number == PAGES - 1 ? "" : String.valueOf(number + 1);
    return server.page("PodList", next, pod.formatted(number));
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
