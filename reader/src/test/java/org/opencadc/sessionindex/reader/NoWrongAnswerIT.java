package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.ApiException;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The operator is killed, paused and restarted while Jobs come and go, and every answer that the
 * reader gives as trusted is one of the states that the Jobs were in from the claimed version on.
 */
@Tag("cluster")
class NoWrongAnswerIT {
  private static final List<String> USERS = List.of("adal", "bchen", "c.o_dell", "Adal");
  private static final List<String> KINDS = List.of("notebook", "carta", "headless", "desktop-app");
  private static final int FAIL = 2;
  private static final int DELETE = 3;
  private static final Duration VALID = Duration.ofSeconds(30);
  private static final String INDEX =
      """
      {"apiVersion": "skaha.opencadc.org/v1alpha1", "kind": "SessionIndex",
       "metadata": {"name": "main", "namespace": "skaha-workload"},
       "spec": {"publish": {"heartbeatSeconds": 5, "validForSeconds": 30},
                "nodes": {"enabled": false}}}
      """;

  private final AtomicBoolean over = new AtomicBoolean();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicLong summaries = new AtomicLong();
  private final AtomicLong lists = new AtomicLong();
  private final AtomicLong oldest = new AtomicLong();
  private RealCluster cluster;
  private JobHistory history;
  private SessionIndexReader reader;

  @Test
  @Timeout(600)
  void neverGivenAsTrusted() throws Exception {
    cluster = new RealCluster(Path.of(System.getProperty("testcluster.dir")));
    cluster.install(Path.of("..", "deploy", "crds"), INDEX);
    history = new JobHistory(cluster.version());
    reader =
        new SessionIndexReader(cluster.client, ReaderSettings.of(RealCluster.NAMESPACE, "main"));
    List<Thread> threads = new ArrayList<>();
    threads.add(new Thread(this::change));
    for (int i = 0; i < 3; i++) {
      int seed = i;
      threads.add(new Thread(() -> ask(seed)));
    }
    File log = Path.of("target", "operator.log").toFile();
    try (OperatorProcess operator =
        new OperatorProcess(cluster.kubeconfig, System.getProperty("operator.classpath"), log)) {
      threads.forEach(Thread::start);
      operator.start();
      trustedWithin(Duration.ofSeconds(60));
      phase("healthy", Duration.ofSeconds(20));
      operator.pause();
      phase("paused shortly", Duration.ofSeconds(10));
      operator.resume();
      phase("resumed", Duration.ofSeconds(10));
      operator.pause();
      phase("paused", VALID.plusSeconds(15));
      untrusted();
      operator.resume();
      trustedWithin(Duration.ofSeconds(60));
      phase("resumed late", Duration.ofSeconds(10));
      operator.kill();
      phase("killed", Duration.ofSeconds(5));
      operator.start();
      phase("started at once", Duration.ofSeconds(40));
      operator.kill();
      phase("killed for long", VALID.plusSeconds(15));
      untrusted();
      operator.start();
      trustedWithin(Duration.ofSeconds(60));
      operator.stop();
      operator.start();
      phase("stopped and started", Duration.ofSeconds(30));
      trustedWithin(Duration.ofSeconds(60));
    } finally {
      over.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    System.out.println(
        "trusted: "
            + summaries
            + " of summaries, "
            + lists
            + " of LISTs; the oldest change that one lacked was "
            + Duration.ofNanos(oldest.get()).toMillis()
            + " ms old; GETs "
            + reader.counts().gets()
            + ", LISTs "
            + reader.counts().lists());
    assertThat(wrong).isEmpty();
    assertThat(summaries).hasValueGreaterThan(500);
  }

  private void phase(String name, Duration time) throws InterruptedException {
    assertThat(wrong).isEmpty();
    long before = summaries.get();
    long listsBefore = lists.get();
    Thread.sleep(time.toMillis());
    System.out.println(
        name
            + ": "
            + (summaries.get() - before)
            + " answers of summaries, "
            + (lists.get() - listsBefore)
            + " of LISTs");
  }

  private void trustedWithin(Duration time) throws InterruptedException {
    long begun = System.nanoTime();
    while (reader.sessions("adal", Purpose.DECIDE).origin() != Origin.SUMMARY) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(time);
      Thread.sleep(100);
    }
    System.out.println(
        "trusted after " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
  }

  private void untrusted() {
    assertThat(reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.LIST);
    assertThat(reader.platform(Purpose.DECIDE)).isEmpty();
  }

  private void change() {
    Random random = new Random(1);
    Map<String, String> jobs = new TreeMap<>();
    Set<String> failed = new HashSet<>();
    for (int i = 0; !over.get(); i++) {
      try {
        String user = USERS.get(random.nextInt(USERS.size()));
        List<String> mine = jobs.keySet().stream().filter(j -> jobs.get(j).equals(user)).toList();
        if (mine.size() < 3 || (random.nextInt(3) == 0 && mine.size() < 12)) {
          String name = "job-" + i;
          history.begin();
          String version = cluster.create(user, name, KINDS.get(random.nextInt(KINDS.size())));
          history.done(user, name, "Pending", version);
          jobs.put(name, user);
        } else {
          String name = mine.get(random.nextInt(mine.size()));
          // the API server refuses a count of failures that goes back
          int what = failed.contains(name) ? DELETE : random.nextInt(DELETE + 1);
          history.begin();
          switch (what) {
            case 0 -> history.done(user, name, "Pending", cluster.run(name, 0));
            case 1 -> history.done(user, name, "Running", cluster.run(name, 1));
            case FAIL -> history.done(user, name, "Failed", cluster.fail(name));
            default -> history.done(user, name, null, cluster.delete(name));
          }
          if (what == FAIL) {
            failed.add(name);
          } else if (what == DELETE) {
            jobs.remove(name);
          }
        }
        Thread.sleep(random.nextInt(10) == 0 ? 3000 : random.nextInt(150));
      } catch (Exception e) {
        wrong.add(
            "the test's own write failed: "
                + (e instanceof ApiException a ? a.getResponseBody() : e));
        over.set(true);
        // whoever waits for this change to settle must not wait for ever
        history.done("none", "none", null, "0");
      }
    }
  }

  private void ask(int seed) {
    Random random = new Random(seed);
    while (!over.get()) {
      try {
        String user = USERS.get(random.nextInt(USERS.size()));
        if (random.nextInt(4) == 0) {
          checkPlatform();
        } else {
          check(user);
        }
        Thread.sleep(random.nextInt(60));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        wrong.add("no answer: " + e);
      }
    }
  }

  private void check(String user) throws InterruptedException {
    Answer<List<Session>> answer = reader.sessions(user, Purpose.DECIDE);
    long answeredAt = System.nanoTime();
    int until = history.settled();
    Map<String, String> given =
        answer.value().stream()
            .collect(
                Collectors.toMap(Session::jobName, Session::status, (a, b) -> a, TreeMap::new));
    int from = history.from(answer.versions().jobs());
    List<Map<String, String>> allowed = history.of(user, from, until);
    if (!allowed.contains(given)) {
      wrong.add(
          user
              + " "
              + answer.origin()
              + " at "
              + answer.versions()
              + ": "
              + given
              + " is none of "
              + allowed);
    }
    if (answer.origin() == Origin.SUMMARY) {
      summaries.incrementAndGet();
      lacks(user, given, answeredAt, until);
    } else {
      lists.incrementAndGet();
    }
  }

  /** How old the changes are that a trusted answer does not have: never beyond the validity. */
  private void lacks(String user, Map<String, String> given, long answeredAt, int until) {
    for (long age = VALID.toMillis() + 5000; age >= 0; age -= 500) {
      int from = history.at(answeredAt - Duration.ofMillis(age).toNanos());
      if (!history.of(user, from, until).contains(given)) {
        oldest.accumulateAndGet(Duration.ofMillis(age).toNanos(), Math::max);
        if (age > VALID.toMillis()) {
          wrong.add(user + " lacks a change " + age + " ms old");
        }
        return;
      }
    }
  }

  private void checkPlatform() throws InterruptedException {
    Answer<PlatformFigures> answer = reader.platform(Purpose.DECIDE).orElse(null);
    int until = history.settled();
    if (answer == null) {
      return;
    }
    int from = history.from(answer.versions().jobs());
    Long total = answer.value().sessions().total();
    if (!history.totals(from, until).contains(total)) {
      wrong.add(
          "platform total "
              + total
              + " at "
              + answer.versions()
              + " is none of "
              + history.totals(from, until));
    }
  }
}
