package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.ledger.AJob.labels;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCountsTest {
  private final Ledger ledger =
      new Ledger(List.of(LabelGeneration.CANONICAL, LabelGeneration.LEGACY));

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "no status, false, 0, 0, 0, 0, 0, PENDING",
    "active and ready, false, 1, 1, 0, 0, 0, RUNNING",
    "active and ready though suspended failed terminating, true, 1, 1, 0, 2, 1, RUNNING",
    "active not ready, false, 1, 0, 0, 0, 0, PENDING",
    "active again after a failure, false, 1, 0, 0, 3, 0, PENDING",
    "suspended, true, 0, 0, 0, 0, 0, PENDING",
    "suspended wins over an end, true, 0, 0, 1, 1, 1, PENDING",
    "succeeded, false, 0, 0, 1, 0, 0, COMPLETED",
    "succeeded wins over failed, false, 0, 0, 1, 1, 1, COMPLETED",
    "failed wins over terminating, false, 0, 0, 0, 1, 1, FAILED",
    "terminating, false, 0, 0, 0, 0, 1, TERMINATING",
    "ready without active, false, 0, 1, 0, 0, 0, PENDING",
  })
  void theStatusTableDecides(
      String row,
      boolean suspend,
      int active,
      int ready,
      int succeeded,
      int failed,
      int terminating,
      SessionStatus expected) {
    AJob job = suspend ? AJob.of("a").suspended() : AJob.of("a");
    // after suspending, which takes the pods away
    ledger.apply(job.counters(active, ready, succeeded, failed, terminating).facts());

    SessionCounts counts = ledger.platform(10).counts();
    assertThat(counts.byStatus()).as(row).containsExactly(Map.entry(expected, 1L));
    assertThat(counts.suspended()).isEqualTo(suspend && expected == SessionStatus.PENDING ? 1 : 0);
    assertThat(ledger.user("adal").sessions().get(0).status()).isEqualTo(expected);
  }

  @Test
  void interactiveIsWhatTheSessionLimitCounts() {
    ledger.apply(AJob.of("a").user("adal", "notebook").facts());
    ledger.apply(AJob.of("b").user("adal", "Headless").counters(1, 0, 0, 0, 0).facts());
    ledger.apply(AJob.of("c").user("adal", "headless").facts());
    ledger.apply(AJob.of("d").user("adal", "desktop-app").facts());
    ledger.apply(AJob.of("e").user("adal", "carta").counters(0, 0, 1, 0, 0).facts());
    ledger.apply(AJob.of("f").user("adal", "desktop").counters(0, 0, 0, 1, 0).facts());

    SessionCounts counts = ledger.user("adal").counts();
    assertThat(counts.interactive()).isEqualTo(new SessionCounts.Active(1, 1));
    assertThat(counts.headless()).isEqualTo(new SessionCounts.Active(1, 0));
    assertThat(counts.desktopApps()).isEqualTo(new SessionCounts.Active(1, 0));
    assertThat(counts.total()).isEqualTo(6);
    assertThat(counts.byKind())
        .isEqualTo(
            Map.of(
                "notebook", 1L,
                "Headless", 1L,
                "headless", 1L,
                "desktop-app", 1L,
                "carta", 1L,
                "desktop", 1L));
  }

  @Test
  void labelsThatAreThereAreCounted() {
    SessionLabels labels =
        new SessionLabels("a", "adal", "notebook", "n", null, "fixed", "default", "p");
    ledger.apply(AJob.of("a").canonical(labels).queue("q").facts());
    ledger.apply(AJob.of("b").facts());

    SessionCounts counts = ledger.platform(10).counts();
    assertThat(counts.byCommunity()).isEqualTo(Map.of("default", 1L));
    assertThat(counts.byProject()).isEqualTo(Map.of("p", 1L));
    assertThat(counts.byFlavor()).isEqualTo(Map.of("fixed", 1L));
    assertThat(counts.byQueue()).isEqualTo(Map.of("q", 1L));
    assertThat(ledger.user("adal").counts()).isEqualTo(counts);
  }

  @Test
  void aCountThatFallsToZeroIsGone() {
    ledger.apply(AJob.of("a").facts());
    ledger.apply(AJob.of("b").user("bchen", "headless").facts());
    ledger.remove(ObjectKind.JOB, "a");

    assertThat(ledger.platform(10).counts()).isEqualTo(ledger.user("bchen").counts());
    assertThat(ledger.users()).containsExactly("bchen");
    assertThat(ledger.user("adal").counts().byKind()).isEmpty();
  }

  @Test
  void aJobWithoutTheLabelsIsNoSession() {
    ledger.apply(AJob.of("a").canonical(null).facts());
    ledger.apply(AJob.of("b").canonical(labels(null, "adal", "notebook")).facts());
    ledger.apply(AJob.of("c").canonical(labels("c", null, "notebook")).facts());
    ledger.apply(AJob.of("d").canonical(labels("d", "adal", null)).facts());

    assertThat(ledger.platform(10).counts().total()).isZero();
    assertThat(ledger.users()).isEmpty();
    assertThat(ledger.platform(10).skipped())
        .isEqualTo(Map.of(SkipReason.MissingLabels, new Skipped(4, List.of("a", "b", "c", "d"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gradio", "note book", "desktopapp"})
  void aForeignKindIsNoSession(String kind) {
    ledger.apply(AJob.of("a").user("adal", kind).facts());

    assertThat(ledger.platform(10).counts().total()).isZero();
    assertThat(ledger.platform(10).skipped())
        .isEqualTo(Map.of(SkipReason.UnknownKind, new Skipped(1, List.of("a"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOTEBOOK",
        "desktop",
        "Carta",
        "contributed",
        "FireFly",
        "headless",
        "Desktop-App"
      })
  void kindsCompareWithoutCase(String kind) {
    ledger.apply(AJob.of("a").user("adal", kind).facts());

    assertThat(ledger.platform(10).counts().byKind()).isEqualTo(Map.of(kind, 1L));
    assertThat(ledger.platform(10).skipped()).isEmpty();
  }

  @Test
  void skippedNamesFiveAndCountsAll() {
    for (int i = 0; i < 7; i++) {
      ledger.apply(AJob.of("j" + i).canonical(null).facts());
    }
    ledger.remove(ObjectKind.JOB, "j1");
    ledger.apply(AJob.of("j2").facts());

    assertThat(ledger.platform(10).skipped())
        .isEqualTo(
            Map.of(
                SkipReason.MissingLabels, new Skipped(5, List.of("j0", "j3", "j4", "j5", "j6"))));
  }

  @Test
  void whatCannotBeReadIsReportedAndTheRestCounts() {
    PodDemand partly = new PodDemand(Amounts.cores(1), Amounts.cores(2), 3);
    ledger.apply(AJob.of("a").demand(partly, 1).suspended().counters(0, 0, 0, 0, 0).facts());
    ledger.apply(APod.of("p").demand(partly).facts());
    ledger.apply(ANode.of("n").invalid(1).facts());

    PlatformSnapshot platform = ledger.platform(10);
    assertThat(platform.skipped())
        .isEqualTo(Map.of(SkipReason.InvalidQuantity, new Skipped(3, List.of("a", "p", "n"))));
    assertThat(platform.counts().total()).isEqualTo(1);
    assertThat(platform.queued()).isEqualTo(Amounts.cores(2));
    assertThat(platform.allocated()).isEqualTo(Amounts.cores(1));
    assertThat(platform.nodes().capacity()).isEqualTo(Amounts.cores(1));

    ledger.apply(APod.of("p").facts());
    ledger.remove(ObjectKind.NODE, "n");
    ledger.remove(ObjectKind.JOB, "a");
    assertThat(ledger.platform(10).skipped()).isEmpty();
  }

  @Test
  void theTableHoldsTheMostActiveUsers() {
    ledger.apply(AJob.of("a").user("zoe", "headless").facts());
    ledger.apply(AJob.of("b").user("zoe", "notebook").counters(1, 0, 0, 0, 0).facts());
    ledger.apply(AJob.of("c").user("bchen", "desktop-app").facts());
    ledger.apply(AJob.of("d").user("adal", "carta").facts());
    ledger.apply(AJob.of("e").user("idle", "carta").counters(0, 0, 0, 1, 0).facts());

    PlatformSnapshot platform = ledger.platform(2);
    assertThat(platform.table())
        .containsExactly(
            new PlatformSnapshot.UserLine("zoe", 1, 1, 1, 1),
            new PlatformSnapshot.UserLine("adal", 1, 0, 1, 0));
    assertThat(platform.usersOmitted()).isEqualTo(2);
    assertThat(platform.users()).isEqualTo(4);
    assertThat(platform.activeUsers()).isEqualTo(3);
    assertThat(ledger.platform(9).table())
        .extracting(PlatformSnapshot.UserLine::username)
        .containsExactly("zoe", "adal", "bchen", "idle");
  }
}
