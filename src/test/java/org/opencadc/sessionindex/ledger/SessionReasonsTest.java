package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of reasons, rule by rule. */
class SessionReasonsTest {
  private static final String CREATED = "2026-11-23T10:00:00Z";
  private static final String T1 = "2026-11-23T10:00:01Z";
  private static final String T2 = "2026-11-23T10:00:02Z";
  private static final String T3 = "2026-11-23T10:00:03Z";

  private static AJob waiting() {
    return AJob.of("j").counters(1, 0, 0, 0, 0);
  }

  private static AJob failed() {
    return AJob.of("j").counters(0, 0, 0, 1, 0);
  }

  private static Why why(AJob job, APod... pods) {
    Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));
    ledger.apply(job.facts());
    for (APod pod : pods) {
      ledger.apply(pod.job("j").facts());
    }
    return ledger.user("adal").sessions().get(0).why();
  }

  @Test
  void aSuspendedSessionOfAQueueIsQueued() {
    AJob job = waiting().counters(0, 0, 0, 0, 0).queue("short").suspended();

    assertThat(why(job)).isEqualTo(new Why("Queued", "in queue short", CREATED));
    assertThat(why(job.suspension("JobSuspended", T1)))
        .isEqualTo(new Why("Queued", "in queue short", T1));
    assertThat(why(job.suspension(null, null)))
        .isEqualTo(new Why("Queued", "in queue short", CREATED));
    assertThat(why(job.suspension("QuotaExceeded", T1)))
        .isEqualTo(new Why("QuotaExceeded", "in queue short", T1));
    assertThat(why(job.suspended(), APod.of("p").unbound().waiting("Unschedulable", "no", T2)))
        .isEqualTo(new Why("QuotaExceeded", "in queue short", T1));
  }

  @Test
  void aSuspendedSessionWithoutAQueueIsJustSuspended() {
    AJob job = waiting().counters(0, 0, 0, 0, 0).suspended();

    assertThat(why(job)).isEqualTo(new Why("Suspended", null, CREATED));
    assertThat(why(job.suspension("JobSuspended", T1))).isEqualTo(new Why("Suspended", null, T1));
  }

  @Test
  void aSessionWithoutAPodSaysSo() {
    AJob job = AJob.of("j").counters(0, 0, 0, 0, 0);

    assertThat(why(job)).isEqualTo(new Why("PodNotCreated", null, CREATED));
    assertThat(why(job.startTime(T1))).isEqualTo(new Why("PodNotCreated", null, T1));
    assertThat(why(waiting())).isNull();
  }

  @Test
  void theNewestPodSaysWhyItWaits() {
    APod unscheduled = APod.of("p").created(T2).unbound().waiting("Unschedulable", "0/5 nodes", T3);
    APod older = APod.of("o").created(T1).waiting("ImagePullBackOff", "no image", T1);

    assertThat(why(waiting(), older, unscheduled))
        .isEqualTo(new Why("Unschedulable", "0/5 nodes", T3));
    assertThat(why(waiting(), APod.of("p").created(T2).waiting("NotReady", null, null)))
        .isEqualTo(new Why("NotReady", null, T2));
    assertThat(why(waiting(), APod.of("p"))).isNull();
  }

  @Test
  void anEarlierEndIsToldBesideTheWait() {
    APod killed = APod.of("o").created(T1).phase(PodPhase.FAILED).end("OOMKilled", 137, T2);
    APod retry = APod.of("p").created(T2).phase(PodPhase.PENDING);

    assertThat(why(waiting(), killed, retry.waiting("ContainerCreating", null, T3)))
        .isEqualTo(new Why("ContainerCreating", "last ended: OOMKilled, exit code 137", T3));
    assertThat(why(waiting(), killed, retry.waiting("ErrImagePull", "no image", T3)))
        .isEqualTo(new Why("ErrImagePull", "no image", T3));
    APod evicted = APod.of("o").created(T1).phase(PodPhase.FAILED).end("Evicted", null, T2);
    assertThat(why(waiting(), evicted, retry.waiting("ContainerCreating", null, T3)))
        .isEqualTo(new Why("ContainerCreating", "last ended: Evicted", T3));
  }

  @Test
  void aPodThatJustEndedSaysHow() {
    APod ended = APod.of("p").phase(PodPhase.FAILED).end("Error", 1, T2);

    assertThat(why(waiting(), ended)).isEqualTo(new Why("Error", "exit code 1", T2));
    assertThat(why(waiting(), APod.of("p").phase(PodPhase.SUCCEEDED))).isNull();
  }

  @Test
  void aFailureTakesTheJobsReasonFirst() {
    APod killed = APod.of("p").phase(PodPhase.FAILED).end("Error", 143, T2);

    assertThat(why(failed().failure("DeadlineExceeded", T3), killed))
        .isEqualTo(new Why("DeadlineExceeded", null, T3));
    assertThat(why(failed().failure("PodFailurePolicy", T3)))
        .isEqualTo(new Why("PodFailurePolicy", null, T3));
  }

  @Test
  void outOfRetriesTheLastPodThatEndedBadlySaysHow() {
    AJob job = failed().failure("BackoffLimitExceeded", T3);
    APod first = APod.of("a").created(CREATED).phase(PodPhase.FAILED).end("Error", 1, T1);
    APod last = APod.of("b").created(T1).phase(PodPhase.FAILED).end("OOMKilled", 137, T2);

    assertThat(why(job, first, last)).isEqualTo(new Why("OOMKilled", "exit code 137", T3));
    assertThat(why(job, last, first)).isEqualTo(new Why("OOMKilled", "exit code 137", T3));
    assertThat(why(job)).isEqualTo(new Why("BackoffLimitExceeded", null, T3));
    assertThat(why(failed(), first)).isEqualTo(new Why("Error", "exit code 1", T1));
    assertThat(why(failed())).isEqualTo(new Why("PodFailed", null, null));
    assertThat(why(failed().failure(null, T3))).isEqualTo(new Why("PodFailed", null, T3));
  }

  @Test
  void otherSessionsHaveNoReason() {
    APod restarted = APod.of("p").end("Error", 1, T1).waiting("NotReady", null, T1);

    assertThat(why(AJob.of("j"), restarted)).isNull();
    assertThat(why(AJob.of("j").counters(0, 0, 1, 1, 0), restarted)).isNull();
    assertThat(why(AJob.of("j").counters(0, 0, 0, 0, 1), restarted)).isNull();
  }

  @Test
  void aPodThatTellsAnotherReasonMakesItsOwnerDirty() {
    Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));
    ledger.apply(waiting().facts());
    ledger.apply(APod.of("p").job("j").unbound().waiting("Unschedulable", "1", T1).facts());
    APod next = APod.of("p").job("j").version("11").unbound().waiting("Unschedulable", "2", T1);

    assertThat(ledger.apply(next.facts()).users()).containsExactly("adal");
    assertThat(ledger.user("adal").sessions().get(0).why().message()).isEqualTo("2");
  }
}
