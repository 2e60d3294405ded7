package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The operator is killed, paused, restarted and cut off while Jobs come and go. Every answer that
 * the reader gives as trusted is one of the states that the Jobs were in from the claimed version
 * on; of a user with several slices every row is. A session that exists is always found. Skaha
 * keeps to its limit: one replica exactly, two that do not tell each other by one more at most.
 */
@Tag("cluster")
class NoWrongAnswerIT {
  private static final String BULK = "bulk";
  private static final List<String> USERS = List.of("adal", "bchen", "c.o_dell", "Adal", BULK);
  private static final String ALONE = "alone";
  private static final String SHARED = "shared";
  private static final Duration VALID = Duration.ofSeconds(30);
  private static final String INDEX =
      """
      {"apiVersion": "skaha.opencadc.org/v1alpha1", "kind": "SessionIndex",
       "metadata": {"name": "main", "namespace": "skaha-workload"},
       "spec": {"publish": {"heartbeatSeconds": 5, "validForSeconds": 30, "rowsPerSlice": 10,
                            "publicRows": true},
                "nodes": {"enabled": false}}}
      """;

  private final Findings findings = new Findings();
  private volatile boolean late;
  private RealCluster cluster;
  private SessionIndexReader reader;

  @Test
  @Timeout(600)
  void neverGivenAsTrusted() throws Exception {
    cluster = new RealCluster(Path.of(System.getProperty("testcluster.dir")));
    cluster.install(Path.of("..", "deploy", "crds"), INDEX);
    reader = reader();
    JobHistory history = new JobHistory(cluster.version());
    MissingChanges missing = new MissingChanges(history, findings, VALID);
    try (SilentLine line = new SilentLine(cluster.port());
        OperatorProcess operator =
            new OperatorProcess(
                cluster.kubeconfigBy(line.port()),
                System.getProperty("operator.classpath"),
                Path.of("target", "operator.log").toFile(),
                RealCluster.NAMESPACE);
        RepeatedTurns turns = new RepeatedTurns(findings)) {
      begin(turns, history, missing);
      operator.start();
      trusted();
      disturb(operator, line);
    }
    System.out.println(findings);
    System.out.println(
        "the oldest change that one lacked was %d ms old; GETs %d, LISTs %d"
            .formatted(
                missing.oldest().toMillis(), reader.counts().gets(), reader.counts().lists()));
    assertThat(findings.wrong()).isEmpty();
    assertAsked();
  }

  private void begin(RepeatedTurns turns, JobHistory history, MissingChanges missing)
      throws Exception {
    JobWrites writes = new JobWrites(cluster, history);
    turns.start(new JobChurn(USERS, BULK, writes, history)::turn);
    turns.start(creator(ALONE, "a", 1, writes, history)::turn);
    turns.start(creator(SHARED, "b", 2, writes, history)::turn);
    turns.start(creator(SHARED, "c", 2, writes, history)::turn);
    IntStream.range(0, 3)
        .mapToObj(
            seed -> new RandomQuestions(reader, USERS, BULK, history, missing, findings, seed))
        .forEach(questions -> turns.start(questions::ask));
  }

  private LimitedCreator creator(
      String user, String name, int replicas, JobWrites writes, JobHistory history)
      throws Exception {
    return new LimitedCreator(user, name, replicas, reader(), writes, history, findings);
  }

  /** Each with a client of its own, as another process has. */
  private SessionIndexReader reader() throws Exception {
    return new SessionIndexReader(
        cluster.client(this::delay), ReaderSettings.of(RealCluster.NAMESPACE, "main"));
  }

  /** How long an answer of the API server is on its way, within what the reader waits for. */
  private Duration delay(String path) {
    boolean platform = path.endsWith("/main");
    return late && platform
        ? Duration.ofMillis(ThreadLocalRandom.current().nextInt(2_500))
        : Duration.ZERO;
  }

  private void disturb(OperatorProcess operator, SilentLine line) throws Exception {
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
    trusted();
    line.silent(true);
    phase("cut off", VALID.plusSeconds(2));
    untrusted();
    line.silent(false);
    trusted();
    operator.kill();
    phase("killed", Duration.ofSeconds(3));
    operator.start();
    phase("started at once", Duration.ofSeconds(12));
    trusted();
    operator.stop();
    operator.start();
    phase("stopped and started", Duration.ofSeconds(8));
    trusted();
  }

  private void phase(String name, Duration time) throws InterruptedException {
    assertThat(findings.wrong()).as("before: " + name).isEmpty();
    Thread.sleep(time.toMillis());
    System.out.println("until the end of " + name + ": " + findings);
  }

  private void trusted() throws InterruptedException {
    long begun = System.nanoTime();
    while (reader.sessions("adal", Purpose.DECIDE).origin() != Origin.SUMMARY) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
      Thread.sleep(100);
    }
    System.out.println(
        "trusted after " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
  }

  private void untrusted() {
    assertThat(reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.LIST);
    assertThat(reader.platform(Purpose.DECIDE)).isEmpty();
  }

  /** Nothing is right for want of answers. */
  private void assertAsked() {
    Map.ofEntries(
            Map.entry("sessions SUMMARY", 500),
            Map.entry("sliced", 50),
            Map.entry("shown", 200),
            Map.entry("interactive SUMMARY", 100),
            Map.entry("session SUMMARY", 50),
            Map.entry("app SUMMARY", 10),
            Map.entry("jobs SUMMARY", 20),
            Map.entry("figures SUMMARY", 50),
            Map.entry("everybody SUMMARY", 50),
            Map.entry("limit of alone SUMMARY", 10),
            Map.entry("limit of shared SUMMARY", 10),
            Map.entry("shared had 4", 5))
        .forEach(
            (kind, least) ->
                assertThat(findings.counted(kind)).as(kind).isGreaterThanOrEqualTo(least));
  }
}
