package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.http.WriteFence;

/** Slices that nothing names any more: no reader sees them, and nothing waits for their end. */
class UnneededSlicesTest {
  private static final int ROWS = 10;
  private static final String SLICE = "main.adal.s2";

  private final PublishingBench bench;

  UnneededSlicesTest() throws IOException {
    bench = new PublishingBench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** Sixty sessions in six slices, and one of somebody else. */
  @BeforeEach
  void publishSlices() {
    bench.restart(LeftoverSlicesTest.spec(ROWS));
    IntStream.range(0, 60).forEach(i -> bench.apply(SomeJob.of(job(i), "adal")));
    bench.apply(SomeJob.of("other", "bchen"));
    bench.begin();
    publish();
    assertThat(bench.status("main.adal").path("slices")).hasSize(5);
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  private static String job(int number) {
    return String.format("job-%02d", number);
  }

  private void publish() {
    for (int i = 0; i < 10; i++) {
      bench.pass(Duration.ofSeconds(5));
      bench.publication.tick();
      bench.settle();
    }
  }

  private void endMost() {
    IntStream.range(10, 60).forEach(i -> bench.remove(job(i)));
  }

  @Test
  void oneThatMayNotBeDeletedHoldsUpNoClaim() {
    bench.server.deny("delete", "sessionsummaries");
    endMost();
    publish();

    assertThat(bench.find(SLICE)).isNotNull();
    assertThat(bench.failures).isNotEmpty();
    assertThat(bench.status("main.adal").has("slices")).isFalse();
    assertThat(bench.publication.dirtyUsers()).isZero();
    assertThat(bench.status("main").at("/publishedThrough/jobs").asText())
        .isEqualTo(bench.ledger.applied().jobs());

    bench.server.allow("delete", "sessionsummaries");
    publish();
    assertThat(bench.find(SLICE)).as("tried again and again").isNull();
  }

  /** A user who ends altogether leaves his slices for last. */
  @Test
  void thoseOfNobodyHoldUpNoClaimEither() throws IOException {
    bench.deleteUnseen("main.adal");
    bench.server.deny("delete", "sessionsummaries");
    IntStream.range(0, 60).forEach(i -> bench.remove(job(i)));
    bench.inform();
    publish();

    assertThat(bench.find(SLICE)).isNotNull();
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  /** It is the informer that tells, and it tells of all summaries of all users. */
  @Test
  void whoTellsOfASummaryDoesNotWaitForDeletions() throws Exception {
    CountDownLatch deleting = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    bench.fence =
        () -> {
          if (!bench.status("main.adal").has("slices")) {
            bench.fence = WriteFence.OPEN;
            deleting.countDown();
            await(goOn);
          }
        };
    endMost();
    CompletableFuture<Void> publishing = CompletableFuture.runAsync(this::publish);
    await(deleting);

    // by somebody else
    assertThat(CompletableFuture.runAsync(() -> deleted(SLICE)))
        .succeedsWithin(Duration.ofSeconds(10));

    goOn.countDown();
    publishing.get(1, TimeUnit.MINUTES);
    assertThat(bench.find(SLICE)).isNull();
    assertThat(bench.failures).isEmpty();
  }

  private void deleted(String name) {
    try {
      bench.delete(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
