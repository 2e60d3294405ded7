package org.opencadc.sessionindex.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.ledger.JobFacts;
import org.opencadc.sessionindex.ledger.PodDemand;
import org.opencadc.sessionindex.ledger.TemplateFacts;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

class IndexConditionsTest {
  private final ReconcileBench bench = new ReconcileBench();
  private final SessionIndex index = SomeIndex.created("main", "2026-01-01T00:00:00Z");

  @AfterEach
  void close() {
    bench.close();
  }

  private ActiveIndex serve() {
    assertThat(bench.indexes.present(index)).hasSize(1);
    return bench.indexes.active(SomeIndex.NAMESPACE).orElseThrow();
  }

  private Condition condition(String type, Duration offset) {
    return IndexConditions.of(bench.indexes.verdict(index), offset).stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private String said(String type) {
    Condition condition = condition(type, Duration.ZERO);
    return condition.getStatus() + "/" + condition.getReason() + ": " + condition.getMessage();
  }

  private void await(String type, String expected) {
    Awaitility.await().untilAsserted(() -> assertThat(said(type)).isEqualTo(expected));
  }

  @Test
  void anIndexThatIsServed() {
    ActiveIndex active = serve();
    assertThat(said("Ready"))
        .isEqualTo("False/Starting: Jobs and Pods are not listed and proven yet");
    await("SourcesLive", "True/Proven: jobs, pods, nodes are listed, watched and proven current");
    assertThat(said("Ready"))
        .isEqualTo("False/Starting: the summaries that are there are not known yet");
    active.publication().begin(List::of);
    assertThat(said("Ready")).isEqualTo("True/Publishing: summaries are published");
    assertThat(said("ObjectsSkipped")).isEqualTo("False/None: every Job is counted");
  }

  @Test
  void aSourceThatIsRefusedIsNamed() {
    bench.server.deny("watch", "pods");
    ActiveIndex active = serve();
    await("SourcesLive", "False/Forbidden: missing permission: watch pods");
    active.publication().begin(List::of);
    assertThat(said("Ready")).isEqualTo("False/SourcesNotLive: see condition SourcesLive");
  }

  @Test
  void aClockThatIsFarOffIsReported() {
    ActiveIndex unused = serve();
    assertThat(condition("SourcesLive", Duration.ofSeconds(5)).getMessage())
        .doesNotContain("clock");
    assertThat(condition("SourcesLive", Duration.ofMinutes(-10)).getMessage())
        .endsWith("; the API server's clock is -600 s ahead of ours");
  }

  @Test
  void whatIsSkippedIsCountedAndNeverNamed() {
    ActiveIndex active = serve();
    for (int i = 0; i < 7; i++) {
      assertThat(active.ledger().apply(foreign("uid-" + i)).none()).isFalse();
    }
    assertThat(said("ObjectsSkipped"))
        .isEqualTo(
            "True/MissingLabels: MissingLabels: 7 (uid uid-0, uid-1, uid-2, uid-3, uid-4, ..)");
  }

  private static JobFacts foreign(String uid) {
    TemplateFacts template =
        new TemplateFacts(
            null,
            null,
            null,
            List.of(),
            VerbatimAmounts.NONE,
            VerbatimAmounts.NONE,
            PodDemand.NONE);
    return new JobFacts(
        uid, "secret", "1", null, null, null, null, false, 1, null, template, null, null, 0, 0, 0,
        0, 0, null, null);
  }

  @Test
  void whyAnIndexIsNotServed() {
    assertThat(bench.indexes.present(SomeIndex.created("old", "2025-01-01T00:00:00Z"))).hasSize(1);
    assertThat(bench.indexes.present(index)).hasSize(2);
    assertThat(said("Ready"))
        .isEqualTo("False/Duplicate: index old is older and serves this namespace");
  }

  @Test
  void anInvalidSpec() {
    assertThat(bench.indexes.present(SomeIndex.selecting(index, "Like"))).hasSize(1);
    assertThat(said("Ready"))
        .isEqualTo(
            "False/InvalidSpec: selector operator Like on key app is unknown: In, NotIn, Exists or"
                + " DoesNotExist is allowed");
    ActiveIndex unused = serve();
    assertThat(bench.indexes.present(SomeIndex.selecting(index, "Like"))).hasSize(1);
    assertThat(said("Ready"))
        .startsWith("False/InvalidSpec: ")
        .endsWith("; the last good spec is served until the process ends");
  }

  @Test
  void timesAreThoseOfTheLastChangeOfStatus() {
    List<Condition> before =
        List.of(
            condition("Ready", "True", "Publishing", "2026-01-01T00:00:00Z"),
            condition("SourcesLive", "True", "Proven", "2026-01-02T00:00:00Z"));
    List<Condition> next =
        List.of(
            condition("Ready", "True", "OtherReason", null),
            condition("SourcesLive", "False", "Forbidden", null),
            condition("ObjectsSkipped", "False", "None", null));

    List<Condition> carried = IndexConditions.carryTimes(next, before, 7L, "2026-11-23T08:00:00Z");

    assertThat(carried)
        .extracting(Condition::getLastTransitionTime)
        .containsExactly("2026-01-01T00:00:00Z", "2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z");
    assertThat(carried).extracting(Condition::getObservedGeneration).containsOnly(7L);
  }

  private static Condition condition(String type, String status, String reason, String time) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withLastTransitionTime(time)
        .build();
  }
}
