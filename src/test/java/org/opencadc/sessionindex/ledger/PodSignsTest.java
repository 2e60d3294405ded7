package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.PodSigns.Condition;
import org.opencadc.sessionindex.ledger.PodSigns.Waiting;

/** What a pod's status comes to. */
class PodSignsTest {
  private static final String T1 = "2026-11-23T10:00:01Z";
  private static final String T2 = "2026-11-23T10:00:02Z";
  private static final Condition SCHEDULED = new Condition(true, null, null, T1);
  private static final Condition NOT_READY = new Condition(false, "ContainersNotReady", "x", T2);

  private static PodSigns unbound(Condition scheduled) {
    return new PodSigns(PodPhase.PENDING, false, scheduled, null, null, null, null, null);
  }

  private static PodSigns bound(PodPhase phase, Condition ready, Waiting init, Waiting app) {
    return new PodSigns(phase, true, SCHEDULED, ready, init, app, null, null);
  }

  private static PodSigns ended(PodPhase phase, String reason, PodEnd last) {
    return new PodSigns(phase, true, SCHEDULED, NOT_READY, null, null, reason, last);
  }

  @Test
  void theSchedulerSaysWhyAPodHasNoNode() {
    assertThat(unbound(new Condition(false, "Unschedulable", "0/5 nodes", T1)).waiting())
        .isEqualTo(new Why("Unschedulable", "0/5 nodes", T1));
    assertThat(unbound(new Condition(false, "SchedulingGated", "gated", T1)).waiting())
        .isEqualTo(new Why("SchedulingGated", "gated", T1));
    assertThat(unbound(new Condition(false, null, " ", T1)).waiting())
        .isEqualTo(new Why("NotScheduled", null, T1));
    assertThat(unbound(null).waiting()).isEqualTo(new Why("NotScheduled", null, null));
  }

  @Test
  void itsMessageIsCut() {
    String long300 = "n".repeat(300);
    String pair = "n".repeat(255) + "\uD83D\uDE00";

    assertThat(unbound(new Condition(false, "Unschedulable", long300, T1)).waiting().message())
        .isEqualTo("n".repeat(256));
    assertThat(unbound(new Condition(false, "Unschedulable", pair, T1)).waiting().message())
        .isEqualTo("n".repeat(255));
  }

  @Test
  void aWaitingContainerSaysWhyTheInitContainerFirst() {
    Waiting init = new Waiting("CrashLoopBackOff", "back-off restarting container=x");
    Waiting app = new Waiting("PodInitializing", null);

    assertThat(bound(PodPhase.PENDING, NOT_READY, init, app).waiting())
        .isEqualTo(new Why("CrashLoopBackOff", null, T2));
    assertThat(bound(PodPhase.PENDING, NOT_READY, null, app).waiting())
        .isEqualTo(new Why("PodInitializing", null, T2));
    assertThat(bound(PodPhase.PENDING, null, null, app).waiting())
        .isEqualTo(new Why("PodInitializing", null, T1));
  }

  @Test
  void onlyHarmlessMessagesAreShown() {
    for (String reason :
        new String[] {"ErrImagePull", "ImagePullBackOff", "CreateContainerConfigError"}) {
      assertThat(bound(PodPhase.PENDING, NOT_READY, null, new Waiting(reason, "m")).waiting())
          .isEqualTo(new Why(reason, "m", T2));
    }
    for (String reason :
        new String[] {"CreateContainerError", "RunContainerError", "CrashLoopBackOff"}) {
      assertThat(bound(PodPhase.PENDING, NOT_READY, null, new Waiting(reason, "m")).waiting())
          .isEqualTo(new Why(reason, null, T2));
    }
  }

  @Test
  void aPodWithoutAWaitingContainerIsNotStartedOrNotReady() {
    assertThat(bound(PodPhase.PENDING, null, null, null).waiting())
        .isEqualTo(new Why("NotStarted", null, T1));
    assertThat(bound(PodPhase.RUNNING, NOT_READY, null, null).waiting())
        .isEqualTo(new Why("NotReady", null, T2));
    assertThat(bound(PodPhase.UNKNOWN, NOT_READY, null, null).waiting())
        .isEqualTo(new Why("NotReady", null, T2));
  }

  @Test
  void aReadyPodAndAnEndedOneWaitForNothing() {
    Condition ready = new Condition(true, null, null, T2);

    assertThat(bound(PodPhase.RUNNING, ready, null, new Waiting("X", null)).waiting()).isNull();
    assertThat(bound(PodPhase.FAILED, NOT_READY, null, null).waiting()).isNull();
    assertThat(bound(PodPhase.SUCCEEDED, NOT_READY, null, null).waiting()).isNull();
  }

  @Test
  void thePodsOwnReasonToFailComesFirst() {
    PodEnd killed = new PodEnd("Error", 137, T2);

    assertThat(ended(PodPhase.FAILED, "Evicted", killed).end())
        .isEqualTo(new PodEnd("Evicted", null, T2));
    assertThat(ended(PodPhase.FAILED, "Evicted", null).end())
        .isEqualTo(new PodEnd("Evicted", null, null));
    assertThat(ended(PodPhase.FAILED, null, killed).end()).isEqualTo(killed);
    assertThat(ended(PodPhase.RUNNING, "Any", killed).end()).isEqualTo(killed);
    assertThat(ended(PodPhase.SUCCEEDED, null, killed).end()).isNull();
  }

  @Test
  void aReasonIsOneWord() {
    assertThat(Why.word("OOMKilled")).isEqualTo("OOMKilled");
    assertThat(Why.word("x".repeat(64))).hasSize(64);
    // as kubelets reject what does not fit
    assertThat(Why.word("OutOfnvidia.com/gpu")).isEqualTo("OutOfnvidia.com/gpu");
    assertThat(Why.word("OutOfephemeral-storage")).isEqualTo("OutOfephemeral-storage");
    assertThat(Why.word("OutOf" + "x".repeat(58) + "/")).hasSize(64);
    for (String other :
        new String[] {null, "", "two words", "x".repeat(65), "a\n", "-x", "OutOf/x", "a.b"}) {
      assertThat(Why.word(other)).isNull();
    }
  }
}
