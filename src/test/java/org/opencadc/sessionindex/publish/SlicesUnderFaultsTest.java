package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Slices of a user whose Jobs change all the time, while the operator is killed at any write. */
class SlicesUnderFaultsTest {
  private static final int ROWS = 10;
  private static final int MOST_JOBS = 110;
  private static final int CYCLES = 4;
  private static final String USER = "adal";
  private static final List<String> VERBS = List.of("create", "update", "delete");

  /** One operator after the other before one API server. */
  private static final class Run {
    final PublishingBench bench;
    final Random random;
    final JobHistory history;
    int created;
    int writesLeft = Integer.MAX_VALUE;

    Run(PublishingBench bench, Random random) {
      this.bench = bench;
      this.random = random;
      this.history = new JobHistory(bench, USER);
      bench.fence = this::beforeWrite;
      begin();
    }

    private void beforeWrite() throws IOException {
      history.check();
      if (writesLeft == 0) {
        throw new IOException("killed");
      }
      writesLeft--;
    }

    /** Another process; while there was none, things went on. */
    private void begin() {
      writesLeft = Integer.MAX_VALUE;
      bench.restart(LeftoverSlicesTest.spec(ROWS));
      history.list();
      changeSome(2);
      bench.begin();
    }

    /** Slices are filled, half emptied and taken over by another process. */
    void cycle() throws IOException {
      start(60 + random.nextInt(40));
      publish(6);
      bench.inform();
      disturb();
      end(2);
      publish(random.nextInt(10));
      start(random.nextInt(12));
      changeSome(2);
      publish(random.nextInt(6));
      switch (random.nextInt(3)) {
        case 0 -> begin();
        case 1 -> bench.inform();
        default -> disturb();
      }
      changeSome(2);
      publish(random.nextInt(6));
    }

    private void disturb() throws IOException {
      switch (random.nextInt(4)) {
        case 0 -> loseAnAnswer();
        case 1 -> writesLeft = random.nextInt(8);
        default -> label();
      }
    }

    private void changeSome(int oneOf) {
      for (String job : history.jobs()) {
        if (random.nextInt(oneOf) == 0) {
          history.change(job);
        }
      }
    }

    private void start(int count) {
      for (int i = 0; i < count && history.jobs().size() < MOST_JOBS; i++) {
        created++;
        history.change(String.format("job-%04d", created));
      }
    }

    private void end(int oneOf) {
      for (String job : history.jobs()) {
        if (random.nextInt(oneOf) == 0) {
          history.remove(job);
        }
      }
    }

    /** Somebody writes a label, which the operator learns of later. */
    private void label() throws IOException {
      List<PublishedSummary> slices =
          bench.existing().stream().filter(summary -> summary.spec().slice() > 0).toList();
      if (!slices.isEmpty()) {
        String name = slices.get(slices.size() - 1).getMetadata().getName();
        bench.tamper(name, "", "{\"metadata\":{\"labels\":{\"own\":\"" + created + "\"}}}");
      }
    }

    private void loseAnAnswer() {
      String verb = VERBS.get(random.nextInt(VERBS.size()));
      String subresource = verb.equals("update") ? "/status" : "";
      bench.server.loseAnswers(1, verb, "sessionsummaries" + subresource);
    }

    private void publish(int rounds) {
      for (int i = 0; i < rounds; i++) {
        bench.pass(Duration.ofSeconds(2));
        bench.publication.tick();
        bench.round();
        if (writesLeft == 0) {
          begin();
        }
        switch (random.nextInt(6)) {
          case 0 -> changeSome(5);
          case 1 -> end(5);
          case 2 -> start(random.nextInt(10));
          default -> {}
        }
      }
    }

    void settle() {
      writesLeft = Integer.MAX_VALUE;
      for (int i = 0; i < 20; i++) {
        bench.pass(Duration.ofSeconds(5));
        bench.inform();
        bench.publication.tick();
        bench.settle();
      }
    }
  }

  @Property(tries = 12, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void noReaderSeesWhatIsOlderThanAnyClaim(@ForAll long seed) throws IOException {
    try (PublishingBench bench = new PublishingBench()) {
      Run run = new Run(bench, new Random(seed));
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        run.cycle();
      }
      run.settle();
      assertThat(run.history.check()).as("nothing is missing in the end").isTrue();
      assertThat(run.history.answers()).isGreaterThan(5);
      assertThat(bench.publication.dirtyUsers()).isZero();
    }
  }
}
