package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.ApiException;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The operator is killed, paused, restarted and cut off while Jobs come and go. Every answer that
 * the reader gives as trusted is one of the states that the Jobs were in from the claimed version
 * on; of a user with several slices every row is. A session that exists is always found, and the
 * limit of somebody who tells of what they create is exact.
 */
@Tag("cluster")
class NoWrongAnswerIT {
  private static final String BULK = "bulk";
  private static final String LIMITED = "limited";
  private static final List<String> USERS = List.of("adal", "bchen", "c.o_dell", "Adal", BULK);
  private static final String HEADLESS = "headless";
  private static final List<String> KINDS = List.of("notebook", "carta", HEADLESS, "desktop-app");
  private static final int FAIL = 2;
  private static final int DELETE = 3;

  /** By what was done; a deleted Job has none. */
  private static final List<String> STATUSES = Arrays.asList("Pending", "Running", "Failed", null);

  private static final Duration VALID = Duration.ofSeconds(30);
  private static final String INDEX =
      """
      {"apiVersion": "skaha.opencadc.org/v1alpha1", "kind": "SessionIndex",
       "metadata": {"name": "main", "namespace": "skaha-workload"},
       "spec": {"publish": {"heartbeatSeconds": 5, "validForSeconds": 30, "rowsPerSlice": 10},
                "nodes": {"enabled": false}}}
      """;

  private final Object writing = new Object();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicLong summaries = new AtomicLong();
  private final AtomicLong lists = new AtomicLong();
  private final AtomicLong oldest = new AtomicLong();
  private final AtomicLong limits = new AtomicLong();
  private final AtomicLong sliced = new AtomicLong();
  private final AtomicLong shown = new AtomicLong();
  private volatile boolean late;
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
        new SessionIndexReader(
            cluster.client(this::delay), ReaderSettings.of(RealCluster.NAMESPACE, "main"));
    List<Thread> threads = new ArrayList<>();
    threads.add(new Thread(this::change));
    threads.add(new Thread(this::createUpToTheLimit));
    for (int i = 0; i < 3; i++) {
      int seed = i;
      threads.add(new Thread(() -> ask(seed)));
    }
    File log = Path.of("target", "operator.log").toFile();
    try (SilentLine line = new SilentLine(cluster.port());
        OperatorProcess operator =
            new OperatorProcess(
                cluster.kubeconfigBy(line.port()),
                System.getProperty("operator.classpath"),
                log,
                RealCluster.NAMESPACE)) {
      threads.forEach(Thread::start);
      operator.start();
      trustedWithin(Duration.ofSeconds(60));
      phase("healthy", Duration.ofSeconds(10));
      late = true;
      phase("the platform's answers are late", Duration.ofSeconds(10));
      late = false;
      operator.pause();
      phase("paused shortly", Duration.ofSeconds(4));
      operator.resume();
      phase("resumed", Duration.ofSeconds(4));
      operator.pause();
      phase("paused", VALID.plusSeconds(2));
      untrusted();
      operator.resume();
      trustedWithin(Duration.ofSeconds(60));
      line.silent(true);
      phase("cut off", VALID.plusSeconds(2));
      untrusted();
      line.silent(false);
      trustedWithin(Duration.ofSeconds(60));
      operator.kill();
      phase("killed", Duration.ofSeconds(3));
      operator.start();
      phase("started at once", Duration.ofSeconds(12));
      trustedWithin(Duration.ofSeconds(60));
      operator.stop();
      operator.start();
      phase("stopped and started", Duration.ofSeconds(8));
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
            + " of LISTs; "
            + sliced
            + " of several slices; "
            + shown
            + " to be shown; "
            + limits
            + " limit checks; the oldest change that one lacked was "
            + Duration.ofNanos(oldest.get()).toMillis()
            + " ms old; GETs "
            + reader.counts().gets()
            + ", LISTs "
            + reader.counts().lists());
    assertThat(wrong).isEmpty();
    assertThat(summaries).hasValueGreaterThan(500);
    assertThat(sliced).hasValueGreaterThan(50);
    assertThat(shown).hasValueGreaterThan(200);
    assertThat(limits).hasValueGreaterThan(50);
  }

  /** How long an answer of the API server is on its way, within what the reader waits for. */
  private Duration delay(String path) {
    boolean platform = path.endsWith("/main");
    return late && platform
        ? Duration.ofMillis(ThreadLocalRandom.current().nextInt(2_500))
        : Duration.ZERO;
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
        String user = i < 30 ? BULK : anyOf(USERS, random);
        List<String> mine = jobs.keySet().stream().filter(j -> jobs.get(j).equals(user)).toList();
        boolean bulk = user.equals(BULK);
        int least = bulk ? 25 : 3;
        if (mine.size() < least || (random.nextInt(3) == 0 && mine.size() < least + 10)) {
          String kind = bulk && random.nextInt(8) > 0 ? HEADLESS : anyOf(KINDS, random);
          String name = "job-" + i + "-" + kind;
          make(user, name, kind);
          jobs.put(name, user);
        } else {
          String name = mine.get(random.nextInt(mine.size()));
          // the API server refuses a count of failures that goes back
          int what = failed.contains(name) ? DELETE : random.nextInt(DELETE + 1);
          change(user, name, what);
          if (what == FAIL) {
            failed.add(name);
          } else if (what == DELETE) {
            jobs.remove(name);
          }
        }
        boolean growing = i < 30;
        Thread.sleep(growing ? 0 : random.nextInt(10) == 0 ? 3000 : random.nextInt(150));
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

  /** One write at a time, so that the order in the history is that of the API server. */
  private String make(String user, String name, String kind) throws ApiException {
    synchronized (writing) {
      history.begin();
      String version = cluster.create(user, name, kind);
      history.done(user, name, "Pending", version);
      return version;
    }
  }

  private String change(String user, String name, int what) throws ApiException {
    synchronized (writing) {
      history.begin();
      String version =
          switch (what) {
            case 0 -> cluster.run(name, 0);
            case 1 -> cluster.run(name, 1);
            case FAIL -> cluster.fail(name);
            default -> cluster.delete(name);
          };
      history.done(user, name, STATUSES.get(what), version);
      return version;
    }
  }

  private void ask(int seed) {
    Random random = new Random(seed);
    while (!over.get()) {
      try {
        switch (random.nextInt(5)) {
          case 0 -> checkPlatform();
          case 1 -> checkOne(anyOf(USERS, random), random);
          case 2 -> check(anyOf(USERS, random), Purpose.DECIDE);
          default -> check(anyOf(USERS, random), Purpose.SHOW);
        }
        Thread.sleep(random.nextInt(60));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        wrong.add("no answer: " + e);
      }
    }
  }

  private void check(String user, Purpose purpose) throws InterruptedException {
    Answer<List<Session>> answer = reader.sessions(user, purpose);
    long answeredAt = System.nanoTime();
    int until = history.settled();
    if (!answer.trusted()) {
      return;
    }
    if (purpose == Purpose.SHOW && answer.origin() == Origin.SUMMARY) {
      shown.incrementAndGet();
    }
    Map<String, String> given =
        answer.value().stream()
            .collect(
                Collectors.toMap(Session::jobName, Session::status, (a, b) -> a, TreeMap::new));
    int from = history.from(answer.versions().jobs());
    List<Map<String, String>> allowed = history.of(user, from, until);
    if (user.equals(BULK) && answer.origin() == Origin.SUMMARY) {
      sliced.incrementAndGet();
      checkRows(given, answer.versions(), allowed);
    } else if (!allowed.contains(given)) {
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
      if (!user.equals(BULK)) {
        lacks(user, given, answeredAt, until);
      }
    } else {
      lists.incrementAndGet();
    }
  }

  /** Slices are of different moments, all since the claimed version: each row was right then. */
  private void checkRows(
      Map<String, String> given, Versions versions, List<Map<String, String>> states) {
    given.forEach(
        (name, status) -> {
          if (states.stream().noneMatch(state -> status.equals(state.get(name)))) {
            wrong.add(name + " was not " + status + " since " + versions);
          }
        });
    for (String name : states.get(0).keySet()) {
      if (!given.containsKey(name) && states.stream().allMatch(s -> s.containsKey(name))) {
        wrong.add(name + " is missing at " + versions);
      }
    }
  }

  /** A session that is there all the time is found, however new it is. */
  private void checkOne(String user, Random random) throws InterruptedException {
    int from = history.at(System.nanoTime());
    List<String> names =
        history.of(user, from, from + 1).get(0).keySet().stream()
            .filter(name -> !name.endsWith("desktop-app"))
            .toList();
    if (names.isEmpty()) {
      return;
    }
    String name = anyOf(names, random);
    Purpose purpose = random.nextBoolean() ? Purpose.DECIDE : Purpose.SHOW;
    Answer<Optional<Session>> answer = reader.session(user, name, purpose);
    List<Map<String, String>> states = history.all(user, from, history.settled());
    if (answer.value().isEmpty() && states.stream().allMatch(s -> s.containsKey(name))) {
      wrong.add(user + "'s " + name + " is not found: " + answer.origin());
    }
  }

  /** Somebody who creates whenever they may, and tells the reader, as Skaha does. */
  private void createUpToTheLimit() {
    Random random = new Random(4);
    Deque<String> mine = new ArrayDeque<>();
    for (int i = 0; !over.get(); i++) {
      try {
        int max = 2 + random.nextInt(5);
        boolean allowed = reader.checkLimit(LIMITED, max).allowed();
        limits.incrementAndGet();
        if (allowed != mine.size() < max) {
          wrong.add(mine.size() + " sessions of " + max + ", one more allowed: " + allowed);
        }
        if (mine.size() < 6 && random.nextInt(3) > 0) {
          mine.add("limited-" + i);
          reader.written(LIMITED, make(LIMITED, mine.getLast(), "notebook"));
        } else if (!mine.isEmpty()) {
          reader.written(LIMITED, change(LIMITED, mine.remove(), DELETE));
        }
        Thread.sleep(random.nextInt(1500));
      } catch (Exception e) {
        wrong.add("no limit check: " + e);
        over.set(true);
        history.done("none", "none", null, "0");
      }
    }
  }

  private static <T> T anyOf(List<T> some, Random random) {
    return some.get(random.nextInt(some.size()));
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
