package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.http.WriteFence;
import org.opencadc.sessionindex.ledger.Changes;
import org.opencadc.sessionindex.ledger.ResourceVersions;

/** Nothing proves that the informer of summaries is current: it may show what was, much later. */
class LateInformerTest {
  private static final int ROWS = 10;

  private final PublishingBench bench;

  LateInformerTest() throws IOException {
    bench = new PublishingBench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void start(int jobs) {
    bench.restart(LeftoverSlicesTest.spec(ROWS));
    for (int i = 0; i < jobs; i++) {
      bench.apply(job(i));
    }
    bench.begin();
  }

  private static SomeJob job(int number) {
    return SomeJob.of(name(number), "adal").name(name(number)).kind("headless");
  }

  private static String name(int number) {
    return String.format("job-%02d", number);
  }

  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      bench.pass(Duration.ofSeconds(31));
      bench.publication.tick();
      bench.inform();
      bench.round();
    }
  }

  /** As {@link #rounds}, and the informer shows nothing of what happens. */
  private void roundsUnseen(int count) {
    for (int i = 0; i < count; i++) {
      bench.pass(Duration.ofSeconds(31));
      bench.publication.tick();
      bench.round();
    }
  }

  private interface Step {
    void take() throws IOException;
  }

  /** Two slices, and another process that is about to begin with them. */
  private void startAnew() {
    start(2 * ROWS);
    rounds(3);
    assertThat(bench.status("main.adal.s1").path("rows")).hasSize(ROWS);
    bench.restart();
    for (int i = 0; i < 2 * ROWS; i++) {
      bench.apply(job(i));
    }
  }

  /** Begins; what happens after its look is told by another thread before it is done. */
  private void beginWhile(Step happens, Step isTold) throws InterruptedException {
    Thread controller = new Thread(() -> take(isTold), "controller");
    bench.publication.begin(
        () -> {
          List<PublishedSummary> seen = bench.existing();
          take(happens);
          controller.start();
          await()
              .pollInterval(Duration.ofMillis(10))
              .until(controller::getState, LateInformerTest::waitsOrHasEnded);
          return seen;
        });
    controller.join();
    assertThat(bench.publication.begun()).isTrue();
  }

  private static boolean waitsOrHasEnded(Thread.State state) {
    return state == Thread.State.BLOCKED || state == Thread.State.TERMINATED;
  }

  private static void take(Step step) {
    try {
      step.take();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void changeAll() {
    for (int i = 0; i < 2 * ROWS; i++) {
      bench.apply(job(i).time(null, 60L));
    }
  }

  @Test
  void aSliceThatIsWrittenWhilePublishingBeginsIsSeen() throws InterruptedException {
    startAnew();
    beginWhile(
        () -> bench.tamper("main.adal.s1", "", "{\"metadata\":{\"labels\":{\"own\":\"y\"}}}"),
        () -> bench.publication.publish(bench.find("main.adal.s1")));
    changeAll();
    roundsUnseen(4);
    assertThat(bench.failures).isEmpty();
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  @Test
  void aSliceThatIsDeletedWhilePublishingBeginsIsMadeAgain() throws InterruptedException {
    startAnew();
    PublishedSummary slice = bench.find("main.adal.s1");
    beginWhile(() -> bench.deleteUnseen("main.adal.s1"), () -> bench.publication.gone(slice));
    roundsUnseen(4);
    assertThat(bench.failures).isEmpty();
    assertThat(bench.publication.dirtyUsers()).isZero();
    assertThat(bench.status("main.adal.s1").path("rows")).hasSize(ROWS);
  }

  /** Of a user without sessions, of whom nothing else tells. */
  @Test
  void aSummaryThatIsMadeWhilePublishingBeginsIsCompared() throws InterruptedException {
    startAnew();
    beginWhile(
        () -> bench.foreign("main.bchen", "main", "User", "bchen", 0),
        () -> bench.publication.publish(bench.find("main.bchen")));
    roundsUnseen(4);
    assertThat(bench.status("main.bchen").at("/sessions/total").asInt(-1)).isZero();
  }

  /** Whatever it is that the informer does not show. */
  @Test
  void aSliceThatSomebodyWroteUnseenIsWrittenAllTheSame() throws IOException {
    start(2 * ROWS);
    rounds(3);
    bench.tamper("main.adal.s1", "/status", "{\"status\":{\"rows\":[]}}");
    changeAll();
    roundsUnseen(4);
    assertThat(bench.failures).singleElement().asString().contains("HTTP 409");
    assertThat(bench.publication.dirtyUsers()).isZero();
    assertThat(bench.status("main.adal.s1").path("rows")).hasSize(ROWS);
  }

  /** It is shown while the only further slice that was known goes, and with it the user's book. */
  @Test
  void aSliceThatIsShownWhileItsUserIsDroppedIsNotLost() throws InterruptedException {
    start(2 * ROWS);
    rounds(3);
    for (int i = 1; i < 2 * ROWS; i++) {
      bench.remove(name(i));
    }
    AtomicReference<Thread> controller = new AtomicReference<>();
    bench.fence =
        () -> {
          boolean deletes = bench.status("main.adal").path("slices").isEmpty();
          if (deletes && controller.get() == null) {
            bench.tamper("main.adal.s1", "", "{\"metadata\":{\"labels\":{\"own\":\"y\"}}}");
            PublishedSummary slice = bench.find("main.adal.s1");
            controller.set(new Thread(() -> take(() -> bench.publication.publish(slice))));
            controller.get().start();
            await().until(() -> !controller.get().isAlive());
          }
        };
    roundsUnseen(1);
    assertThat(bench.sent).endsWith("delete 409");
    controller.get().join();

    roundsUnseen(2);
    assertThat(bench.find("main.adal.s1")).isNull();
  }

  @Test
  void ofAUserWhoIsGoneNoSlicesAreRemembered() throws IOException {
    start(2 * ROWS);
    rounds(3);
    for (int i = 0; i < 2 * ROWS; i++) {
      bench.remove(name(i));
    }
    bench.delete("main.adal.s1");
    bench.delete("main.adal");
    roundsUnseen(1);
    assertThat(bench.find("main.adal")).isNull();

    bench.apply(job(1));
    roundsUnseen(1);
    assertThat(bench.status("main.adal").path("rows")).hasSize(1);
    assertThat(bench.status("main.adal").has("sequence")).as("one of many slices").isFalse();
  }

  /** What was made is there, whatever became of the request after it. */
  @Test
  void aSliceOfWhichOnlyTheCreateWasAnsweredIsGoneOnWith() {
    start(2 * ROWS);
    bench.fence =
        () -> {
          int sent = bench.sent.size();
          boolean justMade = sent > 0 && bench.sent.get(sent - 1).equals("create 201");
          if (justMade && bench.find("main.adal.s1") != null) {
            throw new IOException("cut off");
          }
        };
    bench.round();
    bench.inform();
    assertThat(bench.failures).isNotEmpty();
    bench.fence = WriteFence.OPEN;
    rounds(6);
    assertThat(bench.publication.dirtyUsers()).isZero();
    assertThat(bench.status("main.adal.s1").path("rows")).hasSize(ROWS);
  }

  /**
   * It shows a slice before the answer to its create has come, and that one is put right at once.
   */
  @Test
  void anInformerThatIsFasterThanTheAnswerIsNoConflict() {
    start(2 * ROWS);
    AtomicBoolean shown = new AtomicBoolean();
    bench.fence =
        () -> {
          PublishedSummary slice = bench.find("main.adal.s1");
          if (slice != null && shown.compareAndSet(false, true)) {
            bench.tamper("main.adal.s1", "", "{\"metadata\":{\"labels\":{\"own\":\"y\"}}}");
          }
        };
    bench.settle();
    assertThat(shown).isTrue();
    assertThat(bench.failures).isEmpty();
    assertThat(bench.publication.dirtyUsers()).isZero();
    assertThat(bench.status("main.adal.s1").path("rows")).hasSize(ROWS);
  }

  /** As of a summary that the informer does not show. */
  private void createUnseen() throws IOException {
    for (SummaryKey granted : bench.budget.grant()) {
      if (granted.name().equals("main.adal")) {
        bench.publication.create(granted);
      }
    }
  }

  /** The user is empty, but not his summary. */
  @Test
  void aSummaryThatIsNotShownYetIsNotTakenForMissing() throws IOException {
    start(0);
    bench.settle();
    bench.apply(job(1));
    bench.settle();
    assertThat(bench.status("main.adal").path("rows")).hasSize(1);

    bench.remove(name(1));
    bench.pass(Duration.ofSeconds(2));
    createUnseen();
    bench.inform();
    bench.settle();
    assertThat(bench.status("main.adal").path("rows")).isEmpty();
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  /** It is told late that the one before is gone, when there is another by that name. */
  @Test
  void aSummaryIsNotForgottenWithTheOneBefore() throws IOException {
    start(0);
    bench.settle();
    bench.apply(job(1));
    bench.settle();
    PublishedSummary before = bench.find("main.adal");
    bench.deleteUnseen("main.adal");
    bench.apply(job(2));
    bench.pass(Duration.ofSeconds(2));
    createUnseen();
    assertThat(bench.status("main.adal").path("rows")).hasSize(2);
    bench.publication.gone(before);

    bench.remove(name(1));
    bench.remove(name(2));
    bench.pass(Duration.ofSeconds(2));
    createUnseen();
    assertThat(bench.status("main.adal").at("/sessions/total").asInt(-1)).isZero();
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  /** It is written again, and not taken for what was written here. */
  @Test
  void aSummaryThatSomebodyWroteBeforeItWasShownIsWrittenAnew() throws IOException {
    start(0);
    bench.settle();
    bench.apply(job(1));
    bench.settle();
    bench.tamper("main.adal", "/status", "{\"status\":{\"rows\":[]}}");

    bench.publication.changed(new Changes(true, Set.of("adal"), true), bench.ledger.applied());
    bench.pass(Duration.ofSeconds(2));
    createUnseen();
    assertThat(bench.status("main.adal").path("rows")).hasSize(1);
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  /** Not even if the user has no session any more: slice 0 shows some until it is written. */
  @Test
  void aSliceThatIsGoneIsNotTheUser() throws IOException {
    start(2 * ROWS);
    bench.settle();
    bench.inform();
    bench.settle();
    ResourceVersions before = bench.ledger.applied();
    for (int i = 0; i < 2 * ROWS; i++) {
      bench.remove(name(i));
    }
    bench.delete("main.adal.s1");
    assertThat(bench.publication.dirtyUsers()).isOne();

    bench.publication.publish(bench.find("main"));
    bench.pass(Duration.ofMillis(1100));
    bench.budget.grant();
    bench.publication.publish(bench.find("main"));
    assertThat(bench.status("main").at("/publishedThrough/jobs").asText())
        .isLessThanOrEqualTo(before.jobs());
  }
}
