package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Whatever the operator writes between any two GETs, no wrong answer is given as trusted. */
class TornSlicesTest {
  private static final int READINGS = 12;

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void anyInterleavingIsRightOrALookAtTheJobs(@ForAll long seed) {
    check(seed, false);
  }

  /** And whichever API server answers each GET, however far its cache is behind. */
  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void anyCacheThatMayAnswerIsRight(@ForAll long seed) {
    check(seed, true);
  }

  private static void check(long seed, boolean lagging) {
    Random random = new Random(seed);
    try (Index index = new Index()) {
      SlicePublisher publisher = new SlicePublisher(index, random);
      if (lagging) {
        LaggingCaches caches = new LaggingCaches(index.server.summaries, random);
        index.server.reads = caches;
        publisher.afterWrite = caches::written;
      }
      for (int reading = 0; reading < READINGS; reading++) {
        repeat(random.nextInt(30), publisher);
        if (random.nextInt(6) == 0) {
          publisher.restart();
        }
        index.server.fault =
            path -> {
              if (random.nextBoolean()) {
                repeat(random.nextInt(6), publisher);
              }
              return 200;
            };
        boolean interactive = random.nextInt(3) == 0;
        Answer<List<Session>> answer = ask(index, interactive);
        index.server.fault = path -> 200;
        boolean sliced = index.server.summaries.containsKey("main.adal.s1");
        Statistics.collect(answer.origin() + (sliced ? " of slices" : ""));
        if (answer.origin() == Origin.SUMMARY) {
          int from = Integer.parseInt(answer.versions().jobs());
          assertRight(answer.value(), publisher.states(from, publisher.now()), interactive);
        }
        index.pass(Duration.ofSeconds(3));
      }
      publisher.settle();
      index.server.reads = (name, version) -> index.server.summaries.get(name);
      Answer<List<Session>> quiet = ask(index, false);
      assertThat(quiet.origin()).isEqualTo(Origin.SUMMARY);
      assertThat(jobs(quiet.value()))
          .isEqualTo(publisher.states(0, publisher.now()).get(publisher.now()));
    }
    // a reader that always LISTs would be right, too
    Statistics.coverage(
        coverage -> coverage.check("SUMMARY of slices").count(count -> count >= 100));
  }

  private static void repeat(int times, SlicePublisher publisher) {
    for (int i = 0; i < times; i++) {
      publisher.happen();
    }
  }

  private static Answer<List<Session>> ask(Index index, boolean interactive) {
    return interactive
        ? index.reader.interactiveSessions("adal", Purpose.DECIDE)
        : index.reader.sessions("adal", Purpose.DECIDE);
  }

  /**
   * Every row is what its Job was at some moment since the version that is claimed, and no Job is
   * missing that was there all the time.
   */
  private static void assertRight(
      List<Session> answer, List<Map<String, SlicePublisher.Job>> states, boolean interactive) {
    Map<String, SlicePublisher.Job> given = jobs(answer);
    given.forEach(
        (name, job) -> assertThat(states).as(name).anyMatch(state -> job.equals(state.get(name))));
    states
        .get(0)
        .forEach(
            (name, job) -> {
              boolean wanted = !interactive || !job.kind().equals("headless");
              if (wanted && states.stream().allMatch(state -> state.containsKey(name))) {
                assertThat(given).containsKey(name);
              }
            });
  }

  private static Map<String, SlicePublisher.Job> jobs(List<Session> sessions) {
    Map<String, SlicePublisher.Job> jobs = new TreeMap<>();
    sessions.forEach(
        session ->
            jobs.put(session.jobName(), new SlicePublisher.Job(session.kind(), session.status())));
    return jobs;
  }
}
