package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts in a user's quota. */
class QuotaTest {
  private static final Quota NONE = new Quota(0, ResourceVector.ZERO, ResourceVector.ZERO);
  private static final PodDemand ONE_OF_EIGHT =
      new PodDemand(Amounts.cores(1), Amounts.cores(3), Amounts.cores(8), 0);

  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));

  private void job(String uid, String kind, String flavor, int active, int ready) {
    SessionLabels labels = AJob.labels(uid, "adal", kind, flavor);
    ledger.apply(AJob.of(uid).canonical(labels).counters(active, ready, 0, 1, 0).facts());
  }

  private static APod pod(String uid, String job) {
    return APod.of(uid).job(job).demand(ONE_OF_EIGHT);
  }

  private static Quota times(long sessions, int pods) {
    return new Quota(sessions, Amounts.cores(pods), Amounts.cores(8 * pods));
  }

  @Test
  void sessionsCountByTheirFixedRule() {
    job("a", "notebook", "fixed", 1, 1);
    job("b", "carta", "flexible", 1, 0);
    job("c", "Headless", null, 1, 1);
    ledger.apply(pod("p", "a").facts());
    ledger.apply(pod("q", "b").facts());
    ledger.apply(pod("r", "c").facts());

    assertThat(ledger.user("adal").fixed()).isEqualTo(times(1, 1));
    assertThat(ledger.user("adal").flexible()).isEqualTo(times(2, 2));
  }

  @Test
  void onlyActiveInteractiveSessionsCount() {
    job("a", "headless", "fixed", 1, 1);
    job("b", "desktop-app", "fixed", 1, 1);
    job("c", "notebook", "fixed", 0, 0);
    for (String job : List.of("a", "b", "c")) {
      ledger.apply(pod("p" + job, job).facts());
    }

    assertThat(ledger.user("adal").fixed()).isEqualTo(NONE);
    assertThat(ledger.user("adal").flexible()).isEqualTo(NONE);
  }

  @Test
  void podsCountBoundOrNotUntilTheyEnd() {
    job("a", "notebook", null, 1, 0);
    ledger.apply(pod("unbound", "a").unbound().facts());
    ledger.apply(pod("starting", "a").phase(PodPhase.PENDING).facts());
    ledger.apply(pod("failed", "a").phase(PodPhase.FAILED).facts());
    ledger.apply(pod("succeeded", "a").phase(PodPhase.SUCCEEDED).facts());

    assertThat(ledger.user("adal").flexible()).isEqualTo(times(1, 2));
  }

  @Test
  void jobsOfOneSessionCountOnce() {
    ledger.apply(AJob.of("a").canonical(AJob.labels("same", "adal", "notebook")).facts());
    ledger.apply(AJob.of("b").canonical(AJob.labels("same", "adal", "notebook")).facts());

    assertThat(ledger.user("adal").flexible()).isEqualTo(times(1, 0));
    assertThat(ledger.user("adal").counts().interactive().active()).isEqualTo(2);
  }

  @Test
  void anOlderPodThatStartsMakesItsOwnerDirty() {
    job("a", "notebook", null, 1, 0);
    ledger.apply(pod("old", "a").phase(PodPhase.FAILED).facts());
    ledger.apply(pod("new", "a").created("2026-11-23T11:00:00Z").facts());

    assertThat(ledger.apply(pod("old", "a").version("11").phase(PodPhase.PENDING).facts()).users())
        .containsExactly("adal");
    assertThat(ledger.user("adal").flexible()).isEqualTo(times(1, 2));
  }
}
