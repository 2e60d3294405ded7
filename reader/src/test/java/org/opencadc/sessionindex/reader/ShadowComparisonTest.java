package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.opencadc.sessionindex.reader.ShadowedIndex.CANONICAL;
import static org.opencadc.sessionindex.reader.ShadowedIndex.CAPTURED;
import static org.opencadc.sessionindex.reader.ShadowedIndex.EARLIER;
import static org.opencadc.sessionindex.reader.ShadowedIndex.LATER;
import static org.opencadc.sessionindex.reader.ShadowedIndex.USERS;
import static org.opencadc.sessionindex.reader.ShadowedIndex.interactive;
import static org.opencadc.sessionindex.reader.ShadowedIndex.list;

import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1JobList;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of LISTs that are compared with summaries later. */
class ShadowComparisonTest {
  private final ShadowedIndex index = new ShadowedIndex(CANONICAL);
  private final FakeApiServer server = index.server;
  private final ShadowComparison shadow = index.shadow;

  @AfterEach
  void close() {
    index.close();
  }

  @Test
  void listsAgreeWithSummariesOfTheSameMoment() {
    USERS.forEach(user -> shadow.listed(user, list(user, CAPTURED)));
    shadow.listedInteractive("adal", interactive("adal", CAPTURED));
    shadow.listed("nobody", list("nobody", CAPTURED));
    assertThat(shadow.waiting()).isEqualTo(5);
    assertThat(server.requests).as("a LIST costs nothing").isEmpty();
    index.settlesAs(
        ShadowOutcome.AGREED,
        ShadowOutcome.AGREED,
        ShadowOutcome.AGREED,
        ShadowOutcome.AGREED,
        ShadowOutcome.AGREED);
    assertThat(server.gets("main")).isEqualTo(1);
    assertThat(server.gets()).as("adal is read once for both").isEqualTo(5);
    assertThat(server.lists()).isZero();
  }

  @Test
  void whatWasNotWrittenIsNotReadAgain() {
    index.status("main").add("userWrites", Index.toldWrites("one", 7));
    for (int i = 0; i < 3; i++) {
      shadow.listed("adal", list("adal", CAPTURED));
      shadow.settle();
    }
    shadow.listed("adal", list("adal", EARLIER));
    index.settlesAs(
        ShadowOutcome.AGREED, ShadowOutcome.AGREED, ShadowOutcome.AGREED, ShadowOutcome.VOID);
    assertThat(server.gets("main.adal")).isEqualTo(1);
  }

  @Test
  void aListWaitsUntilAllUpToItIsPublished() {
    shadow.listed("adal", list("adal", LATER));
    shadow.settle();
    assertThat(shadow.waiting()).isEqualTo(1);
    assertThat(server.gets("main.adal")).isZero();
    index.pass(Duration.ofSeconds(3));
    index.publish(LATER);
    index.settlesAs(ShadowOutcome.AGREED);
  }

  @Test
  void aSummaryOfALaterVersionIsVoid() {
    index.publish(LATER);
    index.observed().addProperty("jobs", LATER);
    index.row().addProperty("status", "Failed");
    shadow.listed("adal", list("adal", CAPTURED));
    index.settlesAs(ShadowOutcome.VOID);
  }

  @ParameterizedTest
  @CsvSource({"14,VOID", "16,SUSPECTED"})
  void soIsOneThatWasComputedAtAboutTheSameTime(int secondsBefore, ShadowOutcome outcome) {
    Instant time = server.time.get().minusSeconds(secondsBefore);
    index.observed().addProperty("time", time.toString());
    index.row().addProperty("status", "Failed");
    shadow.listed("adal", list("adal", CAPTURED));
    index.settlesAs(outcome);
  }

  @Test
  void soIsOneThatDoesNotSayWhen() {
    index.observed().remove("time");
    shadow.listed("adal", list("adal", CAPTURED));
    index.settlesAs(ShadowOutcome.VOID);
  }

  @Test
  void soIsOneThatWasComputedWhileTheListWaited() {
    shadow.listed("adal", list("adal", CAPTURED));
    Instant time = server.time.get().plusSeconds(10);
    index.observed().addProperty("time", time.toString());
    index.pass(Duration.ofSeconds(30));
    index.publish(LATER);
    index.settlesAs(ShadowOutcome.VOID);
  }

  @Test
  void soIsOneThatMayHaveGoneSinceTheList() {
    shadow.listed("adal", list("adal", LATER));
    index.unpublish();
    index.pass(Duration.ofSeconds(41));
    index.publish(LATER);
    index.settlesAs(ShadowOutcome.VOID);
  }

  @Test
  void aUserWithoutSessionsMayBeComparedHoweverLate() {
    shadow.listed("nobody", list("nobody", LATER));
    index.pass(Duration.ofSeconds(41));
    index.publish(LATER);
    index.settlesAs(ShadowOutcome.AGREED);
  }

  /** Published is what was there before and is again: there was nothing to write. */
  @Test
  void whatWasTakenBackBeforeItWasPublishedIsNoDifference() {
    V1Job another = list("bchen", CAPTURED).getItems().get(0);
    another.getMetadata().putLabelsItem("canfar.net/username", "adal");
    V1JobList meanwhile = list("adal", CAPTURED).addItemsItem(another);
    for (int i = 0; i < 2; i++) {
      shadow.listed("adal", meanwhile);
      shadow.settle();
      shadow.listed("adal", list("adal", CAPTURED));
      shadow.settle();
    }
    index.settlesAs(
        ShadowOutcome.SUSPECTED,
        ShadowOutcome.AGREED,
        ShadowOutcome.SUSPECTED,
        ShadowOutcome.AGREED);
    assertThat(shadow.counts().differences(ShadowDifference.MISSING)).isZero();
  }

  @Test
  void aDifferenceThatStaysIsOneEachTime() {
    index.row().addProperty("image", "other");
    for (int i = 0; i < 3; i++) {
      shadow.listed("adal", list("adal", CAPTURED));
      shadow.settle();
    }
    index.settlesAs(ShadowOutcome.SUSPECTED, ShadowOutcome.DIFFERED, ShadowOutcome.DIFFERED);
    assertThat(shadow.counts().differences(ShadowDifference.TEMPLATE)).isEqualTo(2);
  }

  @Test
  void anIndexThatIsNotTrustedIsWaitedForAndThenGivenUp() {
    server.summaries.remove("main");
    shadow.listed("adal", list("adal", CAPTURED));
    shadow.settle();
    index.pass(Duration.ofMinutes(5));
    shadow.settle();
    assertThat(shadow.waiting()).isEqualTo(1);
    index.pass(Duration.ofSeconds(3));
    index.settlesAs(ShadowOutcome.UNTRUSTED);
    assertThat(server.gets("main.adal")).isZero();
  }

  @Test
  void aMissingSummaryOfAnActiveUserIsNotTrusted() {
    server.summaries.remove("main.adal");
    shadow.listed("adal", list("adal", CAPTURED));
    index.settlesAs(ShadowOutcome.UNTRUSTED);
  }

  @Test
  void anotherUsersSummaryIsNotTrusted() {
    server.summaries.get("main.adal").getAsJsonObject("spec").addProperty("username", "other");
    shadow.listed("adal", list("adal", CAPTURED));
    index.settlesAs(ShadowOutcome.UNTRUSTED);
  }

  @Test
  void anApiServerThatDoesNotAnswerIsNotAskedForTheNext() {
    server.fault = path -> path.endsWith("/main") ? 200 : 503;
    USERS.forEach(user -> shadow.listed(user, list(user, CAPTURED)));
    shadow.settle();
    assertThat(server.gets()).isEqualTo(2);
    assertThat(shadow.counts().outcomes(ShadowOutcome.UNTRUSTED)).isEqualTo(1);
    assertThat(shadow.waiting()).isEqualTo(2);
    server.fault = path -> 200;
    index.settlesAs(ShadowOutcome.UNTRUSTED, ShadowOutcome.AGREED, ShadowOutcome.AGREED);
  }

  @Test
  void oneListOfAUserWaitsAtATime() {
    shadow.listed("adal", list("adal", CAPTURED));
    shadow.listed("adal", list("adal", LATER));
    index.settlesAs(ShadowOutcome.SKIPPED, ShadowOutcome.AGREED);
    shadow.listed("adal", list("adal", CAPTURED));
    index.settlesAs(ShadowOutcome.SKIPPED, ShadowOutcome.AGREED, ShadowOutcome.AGREED);
  }

  @Test
  void soManySessionsWaitAtMost() {
    int room = list("adal", CAPTURED).getItems().size() + 2;
    try (ShadowedIndex small = new ShadowedIndex(withStaleRows(room))) {
      small.shadow.listed("adal", list("adal", CAPTURED));
      small.shadow.listed("bchen", list("bchen", CAPTURED));
      small.shadow.listed("nobody", list("nobody", CAPTURED));
      small.shadow.listed("no-one", list("no-one", CAPTURED));
      assertThat(small.shadow.waiting()).isEqualTo(2);
      small.settlesAs(
          ShadowOutcome.DROPPED, ShadowOutcome.DROPPED, ShadowOutcome.AGREED, ShadowOutcome.AGREED);
      small.shadow.listed("bchen", list("bchen", CAPTURED));
      assertThat(small.shadow.waiting()).as("there is room again").isEqualTo(1);
    }
  }

  private static ReaderSettings withStaleRows(int rows) {
    return CANONICAL.toBuilder().staleRows(rows).build();
  }

  @Test
  void aListThatCannotBeComparedIsDropped() {
    V1JobList part = list("adal", CAPTURED);
    part.getMetadata().setContinue("more");
    shadow.listed("adal", part);
    shadow.listed("adal", list("adal", null));
    shadow.listed("adal", new V1JobList());
    index.settlesAs(ShadowOutcome.DROPPED, ShadowOutcome.DROPPED, ShadowOutcome.DROPPED);
  }

  @Test
  void whateverIsGivenNothingIsThrown() {
    shadow.listed("adal", null);
    shadow.listed(null, list("adal", CAPTURED));
    shadow.listed("bchen", list("bchen", CAPTURED));
    index.settlesAs(ShadowOutcome.FAILED, ShadowOutcome.FAILED, ShadowOutcome.AGREED);
  }

  @Test
  void aGenerationThatTheReaderDoesNotReadIsRefused() {
    SessionIndexReader reader = new SessionIndexReader(server.client(), CANONICAL);
    assertThatIllegalArgumentException().isThrownBy(() -> reader.shadow(LabelGeneration.LEGACY));
  }

  @Test
  @Timeout(30)
  void aSettlementDoesNotWaitForAnother() throws Exception {
    shadow.listed("adal", list("adal", CAPTURED));
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    server.fault =
        path -> {
          if (path.endsWith("/main.adal")) {
            asked.countDown();
            answered.await();
          }
          return 200;
        };
    Thread first = new Thread(shadow::settle);
    first.start();
    asked.await();
    shadow.settle();
    assertThat(shadow.waiting()).isEqualTo(1);
    answered.countDown();
    first.join();
    index.settlesAs(ShadowOutcome.AGREED);
    assertThat(server.gets("main.adal")).isEqualTo(1);
  }

  @Test
  void everyListEndsOnceHoweverManyThreadsThereAre() throws Exception {
    int rounds = 200;
    List<V1JobList> lists = USERS.stream().map(user -> list(user, CAPTURED)).toList();
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(thread -> new Thread(() -> listAndSettle(lists, thread, rounds)))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    shadow.settle();
    assertThat(shadow.waiting()).isZero();
    long agreed = shadow.counts().outcomes(ShadowOutcome.AGREED);
    long refused =
        shadow.counts().outcomes(ShadowOutcome.SKIPPED)
            + shadow.counts().outcomes(ShadowOutcome.DROPPED);
    assertThat(agreed).isPositive();
    assertThat(agreed + refused).isEqualTo((long) threads.size() * rounds);
  }

  private void listAndSettle(List<V1JobList> lists, int from, int rounds) {
    for (int i = 0; i < rounds; i++) {
      int user = (from + i) % USERS.size();
      shadow.listed(USERS.get(user), lists.get(user));
      shadow.settle();
    }
  }
}
