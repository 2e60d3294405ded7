package org.opencadc.sessionindex.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.ledger.Drift;
import org.opencadc.sessionindex.ledger.JobFacts;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.publish.SummaryKey;
import org.opencadc.sessionindex.testserver.SkahaJobs;
import org.opencadc.sessionindex.watch.ServerClock;

class AuditorTest {
  private final ReconcileBench bench = new ReconcileBench();
  private final SessionIndex index = SomeIndex.created("main", "2026-01-01T00:00:00Z");
  private final List<ActiveIndex> told = new ArrayList<>();
  private final Auditor auditor =
      new Auditor(
          bench.indexes,
          new ServerClock(Clock.systemUTC()),
          System::nanoTime,
          Duration.ofHours(1),
          told::add);

  @AfterEach
  void close() {
    auditor.close();
    bench.close();
  }

  private Optional<String> said() {
    return IndexConditions.of(bench.indexes.verdict(index), Duration.ZERO).stream()
        .filter(condition -> condition.getType().equals("Consistent"))
        .map(c -> c.getStatus() + "/" + c.getReason() + ": " + c.getMessage().split("Z: ", 2)[1])
        .findFirst();
  }

  private ActiveIndex serve() {
    assertThat(bench.indexes.present(index)).hasSize(1);
    ActiveIndex active = bench.indexes.active(SomeIndex.NAMESPACE).orElseThrow();
    Awaitility.await().until(() -> active.currency().live());
    return active;
  }

  @Test
  void driftIsToldAndRepaired() {
    Job job;
    try (KubernetesClient client = bench.server.client()) {
      SkahaJobs sessions = SkahaJobs.seeded(7, SomeIndex.NAMESPACE);
      job = client.resource(sessions.session("notebook", "adal").job()).create();
      Job other = client.resource(sessions.session("carta", "bchen").job()).create();
      assertThat(other).isNotNull();
    }
    ActiveIndex active = serve();
    active.publication().begin(List::of);
    assertThat(said()).as("before the first audit").isEmpty();

    auditor.round();
    assertThat(said()).contains("True/Audited: 2 rows compared, none drifted");
    assertThat(told).containsExactly(active);

    Drift.loseRow(active.ledger(), job.getMetadata().getUid());
    assertThat(active.ledger().users()).containsExactly("bchen");
    auditor.round();
    assertThat(said())
        .contains(
            "False/DriftFound: 2 rows compared, 3 rows and figures drifted; they were made anew");
    assertThat(active.ledger().users()).containsExactlyInAnyOrder("adal", "bchen");
    assertThat(active.publication().dirtyUsers()).isPositive();
    assertThat(active.lastAudit().took()).isPositive();

    auditor.round();
    assertThat(said()).contains("True/Audited: 2 rows compared, none drifted");
  }

  @Test
  void anObjectThatTheLedgerLostOrMadeUpIsToldAndRepaired() {
    Job job;
    try (KubernetesClient client = bench.server.client()) {
      job =
          client
              .resource(SkahaJobs.seeded(7, SomeIndex.NAMESPACE).session("notebook", "adal").job())
              .create();
    }
    ActiveIndex active = serve();
    active.publication().begin(List::of);
    Ledger ledger = active.ledger();
    JobFacts facts = ledger.job(job.getMetadata().getUid());

    Drift.loseJob(ledger, facts.uid());
    Drift.makeUpJob(ledger, facts, "ghost", "zoe");
    assertThat(ledger.users()).containsExactly("zoe");
    assertThat(ledger.audit().drifted()).as("by the ledger's own facts").isZero();
    auditor.round();
    assertThat(said())
        .contains(
            "False/DriftFound: 1 rows compared, 2 rows and figures drifted; they were made anew");
    assertThat(ledger.users()).containsExactly("adal");
    assertThat(ledger.job(facts.uid())).isEqualTo(facts);
    assertThat(active.publication().dirtyUsers()).as("adal and zoe").isEqualTo(2);

    Drift.makeUpJob(ledger, facts, facts.uid(), "zoe");
    auditor.round();
    assertThat(active.lastAudit().drifted()).isEqualTo(1);
    assertThat(ledger.users()).containsExactly("adal");

    auditor.round();
    assertThat(said()).contains("True/Audited: 1 rows compared, none drifted");
  }

  @Test
  void everyUserIsComparedAfterwards() {
    try (KubernetesClient client = bench.server.client()) {
      Job job =
          client
              .resource(SkahaJobs.seeded(7, SomeIndex.NAMESPACE).session("notebook", "adal").job())
              .create();
      assertThat(job).isNotNull();
    }
    serve().publication().begin(List::of);
    for (SummaryKey key : bench.budget.grant()) {
      assertThat(bench.budget.claim(key) && bench.budget.dismiss(key)).isTrue();
    }
    assertThat(bench.budget.queued()).isZero();

    auditor.round();
    assertThat(bench.budget.grant()).extracting(SummaryKey::name).containsExactly("main.adal");
  }

  @Test
  void itComesAgainAndAgainWhateverHappens() {
    AtomicInteger rounds = new AtomicInteger();
    try (Auditor often =
        new Auditor(
            bench.indexes,
            new ServerClock(Clock.systemUTC()),
            System::nanoTime,
            Duration.ofMillis(20),
            active -> {
              if (rounds.incrementAndGet() == 1) {
                throw new IllegalStateException("the first one fails");
              }
            })) {
      ActiveIndex unused = serve();
      often.start();
      Awaitility.await().until(() -> rounds.get() >= 3);
    }
  }

  @Test
  void theConditionSaysWhen() {
    Clock clock = Clock.fixed(Instant.parse("2026-11-23T08:00:09Z"), ZoneOffset.UTC);
    ActiveIndex active = serve();
    try (Auditor late =
        new Auditor(
            bench.indexes,
            new ServerClock(clock),
            System::nanoTime,
            Duration.ofHours(1),
            told::add)) {
      late.round();
    }
    assertThat(told).containsExactly(active);
    assertThat(IndexConditions.of(bench.indexes.verdict(index), Duration.ZERO))
        .filteredOn(condition -> condition.getType().equals("Consistent"))
        .extracting(Condition::getMessage)
        .containsExactly("audit of 2026-11-23T08:00:09Z: 0 rows compared, none drifted");
  }

  @Test
  void theConditionsKeepTheirOrder() {
    ActiveIndex unused = serve();
    auditor.round();

    assertThat(IndexConditions.of(bench.indexes.verdict(index), Duration.ZERO))
        .extracting(Condition::getType)
        .containsExactly("Ready", "SourcesLive", "Consistent", "ObjectsSkipped");
  }

  @Test
  void anIndexThatIsNotListedYetIsNotAudited() {
    bench.server.deny("watch", "pods");
    assertThat(bench.indexes.present(index)).hasSize(1);
    auditor.round();

    assertThat(said()).isEmpty();
    assertThat(told).isEmpty();
  }
}
