package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AuditTest {
  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));

  AuditTest() {
    for (int i = 0; i < 3; i++) {
      ledger.apply(AJob.of("a" + i).facts());
      ledger.apply(APod.of("p" + i).job("a" + i).cores(1, 2).facts());
    }
    ledger.apply(AJob.of("b").user("bchen", "headless").facts());
    ledger.apply(AJob.of("foreign").canonical(null).facts());
    ledger.apply(APod.of("orphan").job("none").cores(1, 2).facts());
    ledger.apply(ANode.of("n").facts());
  }

  private void assertFoundAndRepaired(long drifted, String... users) {
    PlatformSnapshot wrong = ledger.platform(10);
    Audit audit = ledger.audit();

    assertThat(audit).isEqualTo(new Audit(4, drifted, Set.of(users)));
    assertThat(ledger.platform(10)).as("an audit changes nothing").isEqualTo(wrong);
    assertThat(ledger.rebuild(audit.users())).isEqualTo(new Changes(true, Set.of(users), true));
    assertThat(ledger.audit()).isEqualTo(new Audit(4, 0, Set.of()));
    assertThat(ledger.user("adal").sessions()).hasSize(3);
    assertThat(ledger.user("adal").allocated()).isEqualTo(Amounts.cores(3));
    assertThat(ledger.platform(10).counts().total()).isEqualTo(4);
  }

  @Test
  void nothingHasDrifted() {
    assertThat(ledger.audit()).isEqualTo(new Audit(4, 0, Set.of()));
  }

  @Test
  void aLostRowIsFound() {
    Drift.loseRow(ledger, "a1");

    // the row, the user's figures, and the platform's line of the user
    assertFoundAndRepaired(3, "adal");
  }

  @Test
  void aLostUserIsFound() {
    Drift.loseRow(ledger, "b");

    assertThat(ledger.users()).containsExactly("adal");
    assertFoundAndRepaired(3, "bchen");
  }

  @Test
  void aTallyThatIsOneTooHighIsFound() {
    Drift.countOneMore(ledger, "a1");

    assertFoundAndRepaired(1);
  }

  @Test
  void aRowThatWasNotUpdatedIsFound() {
    Drift.keepOldSession(ledger, "a1", AJob.of("a1").counters(1, 0, 0, 0, 0).facts());

    assertFoundAndRepaired(2, "adal");
  }

  /** What is left out of the comparison may drift unseen. */
  @Test
  void everyFigureOfThePlatformIsCompared() {
    PodDemand app = new PodDemand(Amounts.cores(1), ResourceVector.ZERO, 0);
    PodDemand scheduled = new PodDemand(ResourceVector.ZERO, Amounts.cores(1), 0);
    AJob held = AJob.of("held").user("adal", "headless").suspended();
    List<Supplier<Changes>> events =
        List.of(
            () -> ledger.apply(held.facts()),
            () -> ledger.apply(held.demand(scheduled, 1).version("11").facts()),
            () -> ledger.apply(APod.of("allocated").demand(app).facts()),
            () -> ledger.apply(APod.of("effective").demand(scheduled).facts()),
            () -> ledger.apply(APod.of("pending").unbound().demand(scheduled).facts()),
            () -> ledger.apply(ANode.of("n").capacity(Amounts.cores(3)).version("11").facts()),
            () -> ledger.apply(ANode.of("m").cordoned().facts()),
            () -> ledger.apply(AJob.of("another").canonical(null).facts()));
    for (Supplier<Changes> event : events) {
      PlatformSnapshot before = ledger.platform(10).comparable();
      Changes unused = event.get();
      assertThat(ledger.platform(10).comparable()).isNotEqualTo(before);
    }
  }

  @Test
  void whatIsRebuiltGoesOnAsBefore() {
    ledger.applied(ObjectKind.JOB, "10");
    ledger.beginEpoch(ObjectKind.JOB);
    ledger.apply(AJob.of("a0").version("3").facts());
    assertThat(ledger.rebuild(Set.of()).platform()).isTrue();

    assertThat(ledger.apply(AJob.of("a0").version("2").counters(0, 0, 1, 0, 0).facts()))
        .as("older within the epoch")
        .isEqualTo(Changes.NONE);
    assertThat(ledger.apply(AJob.of("a1").version("2").counters(0, 0, 1, 0, 0).facts()).users())
        .as("of an epoch before")
        .containsExactly("adal");
    assertThat(ledger.remove(ObjectKind.POD, "p2").users()).containsExactly("adal");
    assertThat(ledger.applied().jobs()).isEqualTo("10");
    assertThat(ledger.audit().drifted()).isZero();
  }
}
