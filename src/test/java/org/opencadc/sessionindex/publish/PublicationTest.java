package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.ledger.Changes;
import org.opencadc.sessionindex.ledger.ObjectKind;
import org.opencadc.sessionindex.testserver.RecordedLog;

class PublicationTest {
  private static final String SCOPE = SessionSummary.SCOPE_LABEL;
  private static final Duration GRACE = Duration.ofMinutes(1);
  private static final SummaryKey PLATFORM = new SummaryKey(PublishingBench.NAMESPACE, "main");

  private static final String NOT_WAITING = "no change of its user was waiting";

  private final PublishingBench bench;

  PublicationTest() throws IOException {
    bench = new PublishingBench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private JsonNode publishedThrough() {
    return bench.status("main").path("publishedThrough");
  }

  private static String logOf(Runnable action) {
    try (RecordedLog log = new RecordedLog()) {
      action.run();
      return log.text();
    }
  }

  private void nextHeartbeat() {
    bench.pass(Duration.ofSeconds(15));
    bench.publication.tick();
    bench.settle();
  }

  @Test
  void everySummaryIsCreatedAndFilledAtOnce() {
    bench.apply(SomeJob.of("a", "adal"));
    bench.apply(SomeJob.of("b", "Bchen"));
    assertThat(bench.budget.queued()).as("nothing before the sources are live").isZero();
    bench.begin();
    assertThat(bench.budget.grant().get(0).name()).as("the platform first").isEqualTo("main");
    bench.pass(Duration.ofSeconds(11));

    bench.settle();

    assertThat(bench.sent.subList(0, 6))
        .containsExactly(
            "create 201", "patch 200", "update 200", "create 201", "patch 200", "update 200");
    assertThat(bench.existing())
        .allSatisfy(
            summary -> {
              assertThat(bench.publication.owns(summary)).isTrue();
              assertThat(summary.content().digest()).isNotNull();
              assertThat(summary.getMetadata().getOwnerReferences().get(0).getUid())
                  .isEqualTo("uid-of-main");
            })
        .extracting(summary -> summary.getMetadata().getName())
        .containsExactlyInAnyOrder("main", "main.adal", SummaryNames.ofUser("main", "Bchen"));
    JsonNode user = bench.status("main.adal");
    assertThat(user.at("/sessions/total").asInt()).isEqualTo(1);
    assertThat(user.at("/observed/jobs").asText()).isEqualTo("102");
    assertThat(user.has("heartbeat")).isFalse();
    assertThat(bench.json("/main.adal").at("/metadata/labels").toString())
        .contains("\"skaha.opencadc.org/username\":\"adal\"", "\"velero.io/exclude-from-backup\"");
    assertThat(bench.failures).isEmpty();
  }

  @Test
  void publishedThroughIsAbsentUntilEveryUserWasCompared() {
    bench.apply(SomeJob.of("a", "adal"));
    bench.begin();
    bench.server.failNext(1, 503, "create", "sessionsummaries");
    bench.settle();
    assertThat(bench.failures).as("the platform's").hasSize(1);
    bench.server.failNext(1, 503, "update", "sessionsummaries/status");
    bench.pass(Duration.ofSeconds(1));
    bench.settle();

    assertThat(bench.status("main.adal").at("/sessions/total").asInt()).isEqualTo(1);
    bench.pass(Duration.ofSeconds(5));
    bench.settle();
    assertThat(publishedThrough().path("jobs").asText()).isEqualTo("101");
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  @Test
  void thePlatformThatGoesOutFirstClaimsNothing() throws IOException {
    bench.apply(SomeJob.of("a", "adal"));
    bench.begin();
    bench.server.deny("create", "sessionsummaries");
    bench.settle();
    bench.server.allow("create", "sessionsummaries");
    // the platform comes back first, the user is kept from being written
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.budget.grant()).contains(PLATFORM);
    bench.publication.create(PLATFORM);
    assertThat(bench.status("main").at("/sessions/total").asInt()).isEqualTo(1);
    assertThat(publishedThrough().isMissingNode()).isTrue();
  }

  @Test
  void whatIsEqualIsNotWritten() {
    bench.publishTwo();
    bench.apply(SomeJob.of("a", "adal"));
    bench.publication.changed(new Changes(true, Set.of("adal"), true), bench.ledger.applied());
    assertThat(bench.sentSince(bench::settle)).isEmpty();
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  @Test
  void aHeartbeatKeepsWhatWasObserved() {
    bench.publishTwo();
    JsonNode before = bench.status("main");
    assertThat(bench.sentSince(() -> bench.publication.tick())).isEmpty();
    bench.currency.proven = bench.currency.proven.plusSeconds(10);

    assertThat(bench.sentSince(this::nextHeartbeat)).containsExactly("update 200");

    JsonNode after = bench.status("main");
    assertThat(after.path("observed")).isEqualTo(before.path("observed"));
    assertThat(after.at("/heartbeat/time").asText()).isEqualTo(bench.currency.now.toString());
    assertThat(after.at("/heartbeat/validUntil").asText())
        .isEqualTo(bench.currency.proven.plusSeconds(60).toString());
  }

  @Test
  void aLongIntervalDoesNotHoldUpTheHeartbeat() {
    bench.restart(new SessionIndexSpec.Publish(60, 15, 60, 100, 50, false));
    bench.publishTwo();
    assertThat(bench.sentSince(this::nextHeartbeat)).containsExactly("update 200");
  }

  @Test
  void aFailedProofDoesNotMoveTheEnd() {
    bench.publishTwo();
    String until = bench.status("main").at("/heartbeat/validUntil").asText();
    nextHeartbeat();
    assertThat(bench.status("main").at("/heartbeat/validUntil").asText()).isEqualTo(until);
  }

  @Test
  void theTimeClaimedIsThatOfTheLastProofBeforeTheChange() throws IOException {
    bench.publishTwo();
    Instant proven = bench.currency.proven;
    bench.pass(Duration.ofSeconds(20));
    bench.apply(SomeJob.of("a2", "adal"));
    // arrived late: a proof after it says nothing of what is not published
    bench.currency.proven = proven.plusSeconds(40);
    assertThat(bench.budget.grant()).contains(PLATFORM);
    bench.publication.publish(bench.find("main"));
    assertThat(publishedThrough().path("jobs").asText()).isEqualTo("102");
    assertThat(publishedThrough().path("time").asText()).isEqualTo(proven.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 409, 422, 500})
  void aRefusedWriteStaysDirtyAndIsPaced(int code) {
    bench.publishTwo();
    bench.apply(SomeJob.of("secretid", "adal").name("skaha-notebook-adal-secretid"));
    bench.server.failNext(4, code, "update", "sessionsummaries/status");
    bench.settle();
    assertThat(bench.failures).hasSize(2);
    assertThat(bench.publication.dirtyUsers()).isEqualTo(1);
    assertThat(bench.round()).as("at a distance").isZero();
    bench.pass(Duration.ofMillis(500));
    bench.settle();
    assertThat(bench.failures).hasSize(4);
    bench.pass(Duration.ofMillis(500));
    assertThat(bench.round()).as("at a greater distance").isZero();
    bench.pass(Duration.ofMillis(500));
    bench.settle();
    assertThat(bench.publication.dirtyUsers()).isZero();
    assertThat(bench.status("main.adal").at("/sessions/total").asInt()).isEqualTo(2);
    assertThat(bench.failures)
        .allSatisfy(
            e ->
                assertThat(e)
                    .hasMessageContaining("update sessionsummaries: HTTP " + code)
                    .hasMessageNotContaining("secretid"));
  }

  @Test
  void aLostAnswerIsSettledByComparison() {
    bench.publishTwo();
    bench.apply(SomeJob.of("a2", "adal"));
    bench.server.loseAnswers(2, "update", "sessionsummaries/status");
    bench.settle();
    assertThat(bench.failures).hasSize(2);
    assertThat(bench.failures.get(0)).hasMessageContaining("no answer");
    assertThat(bench.publication.dirtyUsers()).isEqualTo(1);
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.sentSince(bench::settle)).as("it had been written").hasSizeLessThan(2);
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  /** The informer is late, and what it shows is right again by chance. */
  @Test
  void whatWasThereBeforeAWriteWithoutAnswerIsNotTakenForEqual() {
    bench.publishTwo();
    PublishedSummary before = bench.find("main.adal");
    bench.apply(SomeJob.of("a2", "adal"));
    bench.server.loseAnswers(1, "update", "sessionsummaries/status");
    publishGranted(before);
    assertThat(bench.failures).singleElement().asString().contains("no answer");

    bench.remove("a2");
    bench.pass(Duration.ofSeconds(5));
    publishGranted(before);
    assertThat(bench.failures).hasSize(2);
    assertThat(bench.publication.dirtyUsers()).isEqualTo(1);

    bench.pass(Duration.ofSeconds(5));
    publishGranted(bench.find("main.adal"));
    assertThat(bench.failures).hasSize(2);
    assertThat(bench.status("main.adal").at("/sessions/total").asInt()).isEqualTo(1);
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  /** Whoever wrote it: the informer may show it minutes later. */
  @Test
  void aConflictIsSettledWithoutTheInformer() throws IOException {
    bench.publishTwo();
    PublishedSummary before = bench.find("main.adal");
    bench.tamper("main.adal", "", "{\"metadata\":{\"labels\":{\"" + SCOPE + "\":\"Public\"}}}");
    bench.apply(SomeJob.of("a2", "adal"));
    publishGranted(before);
    assertThat(bench.failures).singleElement().asString().contains("HTTP 409");

    bench.pass(Duration.ofSeconds(5));
    publishGranted(before);

    assertThat(bench.failures).hasSize(1);
    assertThat(bench.status("main.adal").at("/sessions/total").asInt()).isEqualTo(2);
    assertThat(bench.find("main.adal").getMetadata().getLabels()).containsEntry(SCOPE, "User");
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  @Test
  void anObjectThatHasGoneBackTellsOfARestoredStorage() throws IOException {
    bench.publishTwo();
    bench.tamper("main.adal", "/status", "{\"status\":{\"sessions\":{\"total\":99}}}");
    bench.publication.publish(bench.find("main.adal"));
    PublishedSummary older = bench.find("main.adal");
    bench.tamper("main.adal", "/status", "{\"status\":{\"sessions\":{\"total\":98}}}");
    publishGranted(older);
    assertThat(bench.failures).hasSize(1);
    assertThat(bench.restores).as("somebody else's later write is none").isZero();

    bench.pass(Duration.ofSeconds(5));
    PublishedSummary newer = bench.find("main.adal");
    newer.getMetadata().setResourceVersion("999999");
    publishGranted(newer);
    assertThat(bench.failures).hasSize(2);
    assertThat(bench.restores).isEqualTo(1);
  }

  /** As the informer has it, which is not what is there. */
  private void publishGranted(PublishedSummary informed) {
    assertThat(bench.budget.grant()).contains(informed.key());
    try {
      bench.publication.publish(informed);
    } catch (IOException e) {
      bench.failures.add(e);
    }
  }

  @Test
  void tamperingIsHealed() throws IOException {
    bench.publishTwo();
    JsonNode before = bench.json("/main.adal");
    bench.tamper("main.adal", "/status", "{\"status\":{\"sessions\":{\"total\":99}}}");
    bench.tamper(
        "main.adal",
        "",
        "{\"metadata\":{\"ownerReferences\":null,\"labels\":{\"skaha.opencadc.org/index\":\"x\",\"own\":\"y\"}}}");
    bench.publication.publish(bench.find("main.adal"));
    assertThat(bench.sentSince(bench::settle)).containsExactly("patch 200", "update 200");

    JsonNode after = bench.json("/main.adal");
    assertThat(after.at("/status/sessions")).isEqualTo(before.at("/status/sessions"));
    assertThat(after.at("/metadata/labels/skaha.opencadc.org~1index").asText()).isEqualTo("main");
    assertThat(after.at("/metadata/labels/own").asText()).as("not ours").isEqualTo("y");
    assertThat(after.at("/metadata/ownerReferences/0/uid").asText()).isEqualTo("uid-of-main");
  }

  @Test
  void aChangeThatNobodyMarkedIsFoundByAComparison() {
    assertThat(logOf(bench::publishTwo)).doesNotContain(NOT_WAITING);
    var unmarked = bench.ledger.apply(SomeJob.of("c", "adal").facts("200"));
    assertThat(unmarked.users()).containsExactly("adal");
    assertThat(bench.sentSince(bench::settle)).isEmpty();

    bench.compareAll();
    assertThat(bench.publication.dirtyUsers()).as("what holds claims back").isZero();
    String log =
        logOf(() -> assertThat(bench.sentSince(bench::settle)).containsExactly("update 200"));
    assertThat(log).contains("main.adal in " + PublishingBench.NAMESPACE, NOT_WAITING);
    assertThat(bench.status("main.adal").at("/sessions/total").asInt()).isEqualTo(2);

    bench.pass(Duration.ofSeconds(2));
    bench.compareAll();
    assertThat(bench.sentSince(bench::settle)).as("all are equal").isEmpty();
  }

  @Test
  void anEndThatNobodyMarkedIsFoundByAComparison() {
    bench.publishTwo();
    var unmarked = bench.ledger.remove(ObjectKind.JOB, "a");
    assertThat(unmarked.users()).containsExactly("adal");

    bench.compareAll();
    assertThat(bench.sentSince(bench::settle)).containsExactly("update 200");
    assertThat(bench.status("main.adal").at("/sessions/total").asInt()).isZero();
  }

  @Test
  void nothingIsComparedBeforePublishingBegins() {
    bench.apply(SomeJob.of("a", "adal"));
    bench.compareAll();
    assertThat(bench.budget.queued()).isZero();
  }

  @Test
  void nobodyKeepsARecordOfWhoSetWhat() throws IOException {
    bench.publishTwo();
    assertThat(bench.json("/main").path("metadata").has("managedFields")).isFalse();
    assertThat(bench.json("/main.adal").path("metadata").has("managedFields")).isFalse();

    bench.foreign("main.cdoe", "main", "User", "cdoe", 0);
    assertThat(bench.json("/main.cdoe").path("metadata").has("managedFields")).isTrue();
    bench.publication.publish(bench.find("main.cdoe"));
    assertThat(bench.sentSince(bench::settle)).containsExactly("patch 200", "update 200");
    assertThat(bench.json("/main.cdoe").path("metadata").has("managedFields")).isFalse();
  }

  @Test
  void echoesAreDropped() throws IOException {
    bench.publishTwo();
    PublishedSummary echo = bench.find("main.adal");
    bench.publication.publish(echo);
    assertThat(bench.budget.queued()).isZero();

    bench.tamper(
        "main.adal", "", "{\"metadata\":{\"labels\":{\"skaha.opencadc.org/scope\":\"x\"}}}");
    bench.publication.publish(bench.find("main.adal"));
    bench.settle();
    bench.publication.publish(bench.find("main.adal"));
    assertThat(bench.budget.queued()).as("the echo of our own patch").isZero();
    bench.publication.publish(echo);
    assertThat(bench.budget.queued()).as("older than what we wrote").isZero();
  }

  @Test
  void aDeletedSummaryIsMadeAgain() throws IOException {
    bench.publishTwo();
    bench.delete("main.adal");
    bench.delete("main");
    assertThat(bench.sentSince(bench::settle))
        .containsExactly(
            "create 201", "patch 200", "update 200", "create 201", "patch 200", "update 200");
    assertThat(bench.status("main.adal").at("/sessions/total").asInt()).isEqualTo(1);
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  @Test
  void aDeletedSummaryOfAUserWithoutSessionsIsNotMissed() throws IOException {
    bench.publishTwo();
    bench.restart();
    bench.apply(SomeJob.of("b", "Bchen"));
    bench.begin();
    bench.delete("main.adal");
    bench.settle();
    bench.pass(Duration.ofSeconds(2));
    bench.settle();
    assertThat(bench.publication.dirtyUsers()).isZero();
    assertThat(publishedThrough().path("jobs").asText()).isNotEmpty();
    assertThat(bench.find("main.adal")).isNull();
  }

  @Test
  void afterARestartOnlyTheHeartbeatIsWritten() {
    bench.publishTwo();
    JsonNode platform = bench.status("main");
    bench.restart();
    bench.apply(SomeJob.of("a", "adal"));
    bench.apply(SomeJob.of("b", "Bchen"));
    bench.begin();
    assertThat(
            bench.sentSince(
                () -> {
                  bench.settle();
                  bench.pass(Duration.ofSeconds(2));
                  bench.settle();
                }))
        .containsOnly("update 200")
        .hasSizeLessThanOrEqualTo(2);
    assertThat(bench.status("main").path("observed")).isEqualTo(platform.path("observed"));
    assertThat(bench.publication.dirtyUsers()).isZero();
    assertThat(publishedThrough().isMissingNode()).isFalse();
  }

  @Test
  void thatEveryUserWasComparedIsSaidAtOnce() {
    bench.publishTwo();
    bench.restart();
    bench.apply(SomeJob.of("a", "adal"));
    bench.apply(SomeJob.of("b", "Bchen"));
    bench.begin();
    assertThat(bench.sentSince(bench::settle))
        .as("the first heartbeat, and what is claimed")
        .containsExactly("update 200", "update 200");
    assertThat(publishedThrough().isMissingNode()).isFalse();
  }

  @Test
  void emptySummariesAreDeletedAfterTheGrace() throws IOException {
    bench.publishTwo();
    bench.remove("a");
    bench.settle();
    assertThat(bench.status("main.adal").at("/sessions/total").asInt(-1)).isZero();
    bench.pass(GRACE.minusSeconds(1));
    bench.publication.deleteSurplus(bench.existing(), GRACE);
    assertThat(bench.find("main.adal")).isNotNull();

    bench.pass(Duration.ofSeconds(2));
    bench.publication.deleteSurplus(bench.existing(), GRACE);
    assertThat(bench.find("main.adal")).isNull();
    assertThat(bench.find("main")).isNotNull();
    assertThat(bench.existing()).hasSize(2);
  }

  @Test
  void aUserWhoComesBackKeepsTheSummary() throws IOException {
    bench.publishTwo();
    bench.remove("a");
    bench.settle();
    bench.pass(GRACE.plusSeconds(1));
    List<PublishedSummary> existing = bench.existing();
    bench.apply(SomeJob.of("a2", "adal"));
    bench.publication.deleteSurplus(existing, GRACE);
    bench.settle();
    bench.publication.deleteSurplus(existing, GRACE);
    assertThat(bench.status("main.adal").at("/sessions/total").asInt()).isEqualTo(1);
  }

  @Test
  void aSummaryThatWasWrittenMeanwhileIsNotDeleted() throws IOException {
    bench.publishTwo();
    bench.remove("a");
    bench.settle();
    bench.pass(GRACE.plusSeconds(1));
    List<PublishedSummary> existing = bench.existing();
    bench.tamper("main.adal", "", "{\"metadata\":{\"labels\":{\"own\":\"y\"}}}");
    bench.publication.deleteSurplus(existing, GRACE);
    assertThat(bench.find("main.adal")).isNotNull();
    bench.publication.deleteSurplus(bench.existing(), GRACE);
    assertThat(bench.find("main.adal")).as("seen as it is, it goes").isNull();
  }

  @Test
  void whatIsGrantedWhileNothingIsLiveIsNotLost() {
    bench.publishTwo();
    Instant proven = bench.currency.proven;
    bench.apply(SomeJob.of("a2", "adal"));
    bench.apply(SomeJob.of("c", "cleo"));
    bench.currency.proven = null;
    assertThat(bench.sentSince(bench::settle)).isEmpty();
    bench.currency.proven = proven;
    bench.pass(Duration.ofSeconds(1));
    bench.settle();
    assertThat(bench.publication.dirtyUsers()).isZero();
    assertThat(bench.status("main.adal").at("/sessions/total").asInt()).isEqualTo(2);
    assertThat(bench.status("main.cleo").at("/sessions/total").asInt()).isEqualTo(1);
  }

  @Test
  void aUserWhoIsGoneBeforeTheFirstWriteGetsNoSummary() {
    bench.publishTwo();
    bench.apply(SomeJob.of("c", "cleo"));
    bench.remove("c");
    bench.settle();
    assertThat(bench.find("main.cleo")).isNull();
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  @Test
  void aUserWithAnEmptyNameBlocksNobody() {
    bench.apply(SomeJob.of("x", ""));
    bench.publishTwo();
    bench.apply(SomeJob.of("y", ""));
    bench.settle();
    assertThat(bench.failures).isEmpty();
    assertThat(bench.publication.dirtyUsers()).isZero();
    assertThat(publishedThrough().isMissingNode()).isFalse();
  }

  @Test
  void anIndexThatIsNotServedWritesNothing() {
    bench.publishTwo();
    bench.apply(SomeJob.of("a2", "adal"));
    bench.publication.end();
    bench.apply(SomeJob.of("a3", "adal"));
    bench.publication.tick();
    assertThat(bench.budget.queued()).isZero();
    assertThat(bench.sentSince(bench::settle)).isEmpty();
    assertThat(bench.publication.begun()).isFalse();

    bench.begin();
    assertThat(bench.publication.begun()).as("for good").isFalse();
    assertThat(bench.budget.queued()).isZero();
  }

  @Test
  void othersSummariesAreNotOurs() throws IOException {
    bench.publishTwo();
    JsonNode ours = bench.json("/main.adal");
    assertThat(bench.publication.owns(bench.find("main.adal"))).isTrue();
    for (String patch :
        List.of(
            "{\"metadata\":{\"name\":\"main.other\"}}",
            "{\"metadata\":{\"namespace\":\"elsewhere\"}}",
            "{\"spec\":{\"indexName\":\"other\"}}",
            "{\"spec\":{\"slice\":1}}",
            "{\"spec\":{\"scope\":\"Public\"}}",
            "{\"spec\":{\"scope\":\"Platform\"}}",
            "{\"spec\":{\"username\":\"bchen\"}}",
            "{\"spec\":{\"username\":null}}")) {
      JsonNode other = bench.mapper.readerForUpdating(ours.deepCopy()).readTree(patch);
      assertThat(bench.publication.owns(bench.mapper.treeToValue(other, PublishedSummary.class)))
          .as(patch)
          .isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "main.adal, main, User, bchen, 0",
    "main.adal, other, User, adal, 0",
    "main.adal, main, User, adal, 1",
    "main.adal, main, Platform,, 0",
    "main, main, User, adal, 0"
  })
  void whoTakesANameOfOursLosesIt(
      String name, String index, String scope, String username, int slice) throws IOException {
    bench.foreign(name, index, scope, username, slice);
    bench.foreign("mainly.adal", "mainly", "User", "adal", 0);
    bench.publishTwo();
    assertThat(bench.publication.dirtyUsers()).as("in the way").isLessThanOrEqualTo(1);
    assertThat(bench.publication.owns(bench.find(name))).isFalse();
    String uid = bench.find(name).getMetadata().getUid();

    bench.publication.deleteSurplus(bench.existing(), GRACE);
    assertThat(bench.find(name)).isNull();
    bench.pass(Duration.ofSeconds(31));
    bench.settle();
    nextHeartbeat();

    bench.publication.deleteSurplus(bench.existing(), GRACE);
    assertThat(bench.publication.owns(bench.find(name))).isTrue();
    assertThat(bench.find(name).getMetadata().getUid()).isNotEqualTo(uid);
    assertThat(bench.status(name).at("/sessions/total").asInt()).isPositive();
    assertThat(publishedThrough().path("jobs").asText()).isEqualTo("102");
    assertThat(bench.publication.dirtyUsers()).isZero();
    assertThat(bench.find("mainly.adal")).isNotNull();
  }
}
