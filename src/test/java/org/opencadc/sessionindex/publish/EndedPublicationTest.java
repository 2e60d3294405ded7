package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An index that is not served any more, and what was under way for it. */
class EndedPublicationTest {
  private final PublishingBench bench;

  EndedPublicationTest() throws IOException {
    bench = new PublishingBench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** Two users with a session each, published. */
  @BeforeEach
  void publishTwo() {
    bench.publishTwo();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsUnderWayWhenAnIndexEndsIsNotQueuedAgain(boolean fails) {
    bench.apply(SomeJob.of("a2", "adal"));
    bench.fence =
        () -> {
          bench.apply(SomeJob.of("a3", "adal"));
          bench.publication.end();
          if (fails) {
            throw new IOException("the namespace is gone");
          }
        };
    PublishedSummary summary = bench.find("main.adal");
    assertThat(bench.budget.grant()).contains(summary.key());
    publish(summary);
    assertThat(bench.publication.begun()).isFalse();
    assertThat(bench.failures).hasSize(fails ? 1 : 0);

    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.budget.grant()).isEmpty();
  }

  /** Whoever looked the index up before it was replaced. */
  @Test
  void anEndedIndexDoesNotSpendWhatIsGrantedToTheNext() throws IOException {
    Publication ended = bench.publication;
    bench.respec(LeftoverSlicesTest.spec(10));
    bench.apply(SomeJob.of("a", "adal"));
    bench.apply(SomeJob.of("a2", "adal"));
    bench.apply(SomeJob.of("c", "cleo"));
    bench.begin();
    PublishedSummary summary = bench.find("main.adal");
    SummaryKey missing = new SummaryKey(PublishingBench.NAMESPACE, "main.cleo");
    assertThat(bench.budget.grant()).contains(summary.key(), missing);
    ended.publish(summary);
    ended.create(missing);

    bench.pass(Duration.ofSeconds(11));
    bench.settle();
    assertThat(bench.status("main.adal").at("/sessions/total").asInt()).isEqualTo(2);
    assertThat(bench.status("main.cleo").at("/sessions/total").asInt()).isEqualTo(1);
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  @Test
  void anEndedIndexDoesNotForgetWhatTheNextHasQueued() {
    Publication ended = bench.publication;
    bench.respec(LeftoverSlicesTest.spec(10));
    bench.apply(SomeJob.of("a", "adal"));
    bench.begin();
    ended.gone(bench.find("main.adal"));

    bench.settle();
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  private void publish(PublishedSummary summary) {
    try {
      bench.publication.publish(summary);
    } catch (IOException e) {
      bench.failures.add(e);
    }
  }
}
