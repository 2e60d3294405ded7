package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodsTest {
  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));

  @ParameterizedTest(name = "{0}, bound={1}")
  @CsvSource({
    "PENDING, false, 0, 0, 3",
    "PENDING, true, 0, 3, 0",
    "RUNNING, true, 1, 3, 0",
    "UNKNOWN, true, 0, 3, 0",
    "SUCCEEDED, true, 0, 0, 0",
    "FAILED, true, 0, 0, 0",
    "FAILED, false, 0, 0, 0",
  })
  void phaseAndNodeDecideWhereAPodCounts(
      PodPhase phase, boolean bound, int allocated, int effective, int pending) {
    APod pod = APod.of("p").job("a").cores(1, 3);
    ledger.apply(AJob.of("a").facts());
    ledger.apply((bound ? pod : pod.unbound()).phase(phase).facts());

    PlatformSnapshot platform = ledger.platform(1);
    assertThat(platform.allocated()).isEqualTo(Amounts.cores(allocated));
    assertThat(platform.effective()).isEqualTo(Amounts.cores(effective));
    assertThat(platform.pending()).isEqualTo(Amounts.cores(pending));
    assertThat(ledger.user("adal").allocated()).isEqualTo(Amounts.cores(allocated));
    assertThat(ledger.user("adal").pending()).isEqualTo(Amounts.cores(pending));
  }

  @Test
  void aPodOfNoSessionCountsOnThePlatformOnly() {
    ledger.apply(AJob.of("foreign").canonical(null).facts());
    ledger.apply(APod.of("p").job("foreign").cores(1, 1).facts());
    ledger.apply(APod.of("q").cores(1, 1).facts());

    assertThat(ledger.platform(1).allocated()).isEqualTo(Amounts.cores(2));
    assertThat(ledger.user("adal").allocated()).isEqualTo(ResourceVector.ZERO);
  }

  @Test
  void aPodThatCameFirstJoinsItsJob() {
    assertThat(ledger.apply(APod.of("p").job("a").cores(1, 1).facts()))
        .isEqualTo(new Changes(true, Set.of(), false));
    assertThat(ledger.apply(AJob.of("a").facts()))
        .isEqualTo(new Changes(true, Set.of("adal"), true));

    assertThat(ledger.user("adal").allocated()).isEqualTo(Amounts.cores(1));
    assertThat(podName()).isEqualTo("pod-p");
  }

  @Test
  void aPodThatOutlivesItsJobStaysOnThePlatform() {
    ledger.apply(AJob.of("a").facts());
    ledger.apply(APod.of("p").job("a").cores(1, 1).facts());
    ledger.remove(ObjectKind.JOB, "a");

    assertThat(ledger.user("adal").allocated()).isEqualTo(ResourceVector.ZERO);
    assertThat(ledger.platform(1).allocated()).isEqualTo(Amounts.cores(1));

    ledger.apply(AJob.of("a").user("bchen", "notebook").facts());
    assertThat(ledger.user("bchen").allocated()).isEqualTo(Amounts.cores(1));
  }

  @Test
  void podsFollowTheirJobToAnotherUser() {
    ledger.apply(AJob.of("a").counters(0, 0, 0, 0, 0).suspended().demand(demand(5), 2).facts());
    ledger.apply(APod.of("p").job("a").cores(1, 1).facts());
    ledger.apply(APod.of("q").job("a").cores(1, 2).unbound().facts());

    Changes changes =
        ledger.apply(
            AJob.of("a")
                .user("bchen", "notebook")
                .counters(0, 0, 0, 0, 0)
                .suspended()
                .demand(demand(5), 2)
                .facts());

    assertThat(changes).isEqualTo(new Changes(true, Set.of("adal", "bchen"), true));
    assertThat(ledger.user("adal"))
        .isEqualTo(new Ledger(List.of(LabelGeneration.CANONICAL)).user("adal"));
    UserSnapshot owner = ledger.user("bchen");
    assertThat(owner.allocated()).isEqualTo(Amounts.cores(1));
    assertThat(owner.pending()).isEqualTo(Amounts.cores(2));
    assertThat(owner.queued()).isEqualTo(Amounts.cores(10));
  }

  @Test
  void aJobThatStopsBeingASessionTakesItsPodsAlong() {
    ledger.apply(AJob.of("a").facts());
    ledger.apply(APod.of("p").job("a").cores(1, 1).facts());
    ledger.apply(AJob.of("a").user("adal", "gradio").facts());

    assertThat(ledger.user("adal").allocated()).isEqualTo(ResourceVector.ZERO);
    assertThat(ledger.platform(1).allocated()).isEqualTo(Amounts.cores(1));
  }

  @Test
  void theRowNamesTheNewestPod() {
    ledger.apply(AJob.of("a").facts());
    assertThat(podName()).isNull();

    ledger.apply(APod.of("1").job("a").name("late").created("2026-11-23T10:00:05Z").facts());
    ledger.apply(APod.of("2").job("a").name("early").created("2026-11-23T10:00:01Z").facts());
    ledger.apply(APod.of("3").job("a").name("unknown").created(null).facts());
    assertThat(podName()).isEqualTo("late");

    ledger.apply(APod.of("4").job("a").name("later").created("2026-11-23T10:00:05Z").facts());
    assertThat(podName()).isEqualTo("later");

    assertThat(ledger.remove(ObjectKind.POD, "4").users()).containsExactly("adal");
    assertThat(podName()).isEqualTo("late");
    ledger.remove(ObjectKind.POD, "1");
    ledger.remove(ObjectKind.POD, "2");
    assertThat(podName()).isEqualTo("unknown");
  }

  @Test
  void anOldPodThatEndedConcernsNoRow() {
    ledger.apply(AJob.of("a").facts());
    ledger.apply(APod.of("new").job("a").facts());

    assertThat(
            ledger.apply(
                APod.of("old").job("a").created(null).phase(PodPhase.FAILED).cores(1, 1).facts()))
        .isEqualTo(Changes.NONE);
  }

  @Test
  void queuedIsTheDemandOfSuspendedSessions() {
    ledger.apply(AJob.of("a").counters(0, 0, 0, 0, 0).suspended().demand(demand(5), 3).facts());
    ledger.apply(AJob.of("b").demand(demand(7), 1).facts());
    ledger.apply(
        AJob.of("c")
            .canonical(null)
            .counters(0, 0, 0, 0, 0)
            .suspended()
            .demand(demand(9), 1)
            .facts());
    assertThat(ledger.platform(1).queued()).isEqualTo(Amounts.cores(15));
    assertThat(ledger.user("adal").queued()).isEqualTo(Amounts.cores(15));

    ledger.apply(AJob.of("a").demand(demand(5), 3).facts());
    assertThat(ledger.platform(1).queued()).isEqualTo(ResourceVector.ZERO);
    assertThat(ledger.user("adal").queued()).isEqualTo(ResourceVector.ZERO);
  }

  private String podName() {
    return ledger.user("adal").sessions().get(0).podName();
  }

  private static PodDemand demand(int cores) {
    return new PodDemand(ResourceVector.ZERO, Amounts.cores(cores), 0);
  }
}
