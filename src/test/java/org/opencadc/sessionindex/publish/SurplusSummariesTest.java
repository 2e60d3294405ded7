package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.http.WriteFence;

/** Summaries of users who have no session any more, and when they may be deleted. */
class SurplusSummariesTest {
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final PublishingBench bench;

  SurplusSummariesTest() throws IOException {
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

  /** What was written in between is clean: nothing but its rows says that it must stay. */
  @Test
  void aUserWhoComesBackWhileOthersAreDeletedKeepsTheSummary() throws IOException {
    bench.remove("a");
    bench.remove("b");
    bench.settle();
    bench.pass(GRACE.plusSeconds(1));
    bench.fence =
        () -> {
          bench.fence = WriteFence.OPEN;
          bench.apply(SomeJob.of("b2", "Bchen"));
          bench.settle();
        };
    bench.publication.deleteSurplus(bench.existing(), GRACE);

    assertThat(bench.find("main.adal")).isNull();
    assertThat(bench.publication.dirtyUsers()).isZero();
    assertThat(bench.status(SummaryNames.ofUser("main", "Bchen")).at("/sessions/total").asInt())
        .isEqualTo(1);
    assertThat(bench.sent).as("it is not even tried").doesNotContain("delete 409");
  }

  @Test
  void whatTheInformerDoesNotShowYetIsNotDeleted() throws IOException {
    List<PublishedSummary> existing = bench.existing();
    bench.remove("a");
    bench.settle();
    bench.pass(GRACE.plusSeconds(1));
    bench.publication.deleteSurplus(existing, GRACE);
    assertThat(bench.find("main.adal")).isNotNull();

    bench.publication.deleteSurplus(bench.existing(), GRACE);
    assertThat(bench.find("main.adal")).isNull();
  }

  @Test
  void nothingIsRememberedOfAUserWhoIsGone() throws IOException {
    assertThat(bench.budget.known()).isEqualTo(3);
    bench.remove("a");
    bench.settle();
    bench.pass(GRACE.plusSeconds(1));
    PublishedSummary summary = bench.find("main.adal");
    bench.publication.deleteSurplus(bench.existing(), GRACE);
    bench.publication.gone(summary);
    bench.settle();
    assertThat(bench.budget.known()).isEqualTo(2);
  }

  @Test
  void oneThatCannotBeDeletedDoesNotKeepTheOthers() {
    bench.remove("a");
    bench.remove("b");
    bench.settle();
    bench.pass(GRACE.plusSeconds(1));
    bench.server.failNext(1, 500, "delete", "sessionsummaries");
    assertThat(bench.sentSince(this::deleteSurplus)).containsExactly("delete 500", "delete 200");
    assertThat(bench.failures)
        .singleElement()
        .satisfies(e -> assertThat(e).hasMessageContaining("delete sessionsummaries: HTTP 500"));

    assertThat(bench.sentSince(this::deleteSurplus)).as("not at once").isEmpty();
    bench.pass(GRACE.plusSeconds(1));
    assertThat(bench.sentSince(this::deleteSurplus)).containsExactly("delete 200");
  }

  @Test
  void aServerThatDoesNotAnswerIsNotAskedForTheOthers() {
    bench.remove("a");
    bench.remove("b");
    bench.settle();
    bench.pass(GRACE.plusSeconds(1));
    bench.server.loseAnswers(1, "delete", "sessionsummaries");
    assertThat(bench.sentSince(this::deleteSurplus)).isEmpty();
    assertThat(bench.failures).singleElement().asString().contains("no answer");
    assertThat(bench.existing()).as("the platform's, and that of the second").hasSize(2);

    assertThat(bench.sentSince(this::deleteSurplus)).containsExactly("delete 200");
  }

  /** It has no slice 0, of which the operator deletes those of empty users. */
  @Test
  void aFurtherSliceOfNobodyIsDeleted() throws IOException {
    bench.foreign("main.ghost.s1", "main", "User", "ghost", 1);
    bench.inform();
    bench.settle();
    assertThat(bench.find("main.ghost.s1")).isNull();
    assertThat(bench.budget.known()).isEqualTo(3);
    assertThat(bench.failures).isEmpty();
  }

  @Test
  void aFurtherSliceOfNobodyIsDeletedAfterARestart() throws IOException {
    bench.foreign("main.ghost.s1", "main", "User", "ghost", 1);
    bench.restart();
    bench.apply(SomeJob.of("a", "adal"));
    bench.apply(SomeJob.of("b", "Bchen"));
    bench.begin();
    bench.settle();
    assertThat(bench.find("main.ghost.s1")).isNull();
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  @Test
  void aFurtherSliceOfNobodyThatCannotBeDeletedIsTriedAgain() throws IOException {
    bench.foreign("main.ghost.s1", "main", "User", "ghost", 1);
    bench.server.failNext(1, 500, "delete", "sessionsummaries");
    bench.inform();
    bench.settle();
    assertThat(bench.failures).singleElement().asString().contains("HTTP 500");
    assertThat(bench.find("main.ghost.s1")).isNotNull();

    bench.pass(Duration.ofSeconds(1));
    bench.settle();
    assertThat(bench.find("main.ghost.s1")).isNull();
  }

  /** As at the end of a course: whoever deletes also creates, and clears what is gone. */
  @Test
  void manyUsersWhoEndTogetherAreDeletedAFewAtATime() throws IOException {
    IntStream.range(0, 60).forEach(i -> bench.apply(SomeJob.of("job-" + i, "user" + i)));
    bench.settle();
    bench.pass(Duration.ofSeconds(2));
    IntStream.range(0, 60).forEach(i -> bench.remove("job-" + i));
    bench.settle();
    bench.pass(GRACE.plusSeconds(1));

    for (int left : new int[] {35, 10, 0}) {
      bench.publication.deleteSurplus(bench.existing(), GRACE);
      assertThat(bench.existing()).hasSize(3 + left);
      bench.inform();
      assertThat(bench.publication.dirtyUsers()).isLessThanOrEqualTo(25);
      bench.settle();
      assertThat(bench.publication.dirtyUsers()).isZero();
    }
  }

  private void deleteSurplus() {
    try {
      bench.publication.deleteSurplus(bench.existing(), GRACE);
    } catch (IOException e) {
      bench.failures.add(e);
    }
  }
}
