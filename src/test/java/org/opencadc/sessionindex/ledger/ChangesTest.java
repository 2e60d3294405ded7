package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));

  @Test
  void aRepeatedEventChangesNothing() {
    ledger.apply(AJob.of("a").facts());
    ledger.apply(APod.of("p").job("a").cores(1, 1).facts());
    ledger.apply(ANode.of("n").facts());

    assertThat(ledger.apply(AJob.of("a").facts())).isSameAs(Changes.NONE);
    assertThat(ledger.apply(APod.of("p").job("a").cores(1, 1).facts())).isSameAs(Changes.NONE);
    assertThat(ledger.apply(ANode.of("n").facts())).isSameAs(Changes.NONE);
  }

  @Test
  void anUnknownUidChangesNothing() {
    ledger.apply(APod.of("p").job("a").facts());

    for (ObjectKind kind : ObjectKind.values()) {
      assertThat(ledger.remove(kind, "a")).isSameAs(Changes.NONE);
    }
  }

  @Test
  void aRowThatChangesLeavesThePlatformAlone() {
    ledger.apply(AJob.of("a").facts());

    assertThat(ledger.apply(AJob.of("a").startTime("2026-11-23T10:00:01Z").facts()))
        .isEqualTo(new Changes(false, Set.of("adal"), true));
  }

  @Test
  void onlyWhatEverybodySeesConcernsThePublicRows() {
    AJob job = AJob.of("a");
    assertThat(ledger.apply(job.facts()).publicRows()).isTrue();
    assertThat(ledger.apply(job.queue("q").facts()).publicRows()).isFalse();
    assertThat(ledger.apply(APod.of("p").job("a").facts()).publicRows()).isFalse();
    assertThat(ledger.apply(job.counters(0, 0, 1, 0, 0).facts()).publicRows()).isTrue();
    assertThat(ledger.apply(job.startTime("2026-11-23T10:00:01Z").facts()).publicRows()).isTrue();
    assertThat(ledger.apply(job.user("bchen", "notebook").facts()).publicRows()).isTrue();
    assertThat(ledger.apply(job.user("bchen", "carta").facts()).publicRows()).isTrue();
    assertThat(ledger.remove(ObjectKind.JOB, "a").publicRows()).isTrue();
    assertThat(ledger.rebuild(Set.of()).publicRows()).isTrue();
  }

  @Test
  void aPlaceTellsNoName() {
    ledger.apply(AJob.of("secret").facts());
    assertThat(ledger.publicRows().toString()).contains("adal").doesNotContain("secret");
  }

  @Test
  void aForeignJobConcernsNobody() {
    assertThat(ledger.apply(AJob.of("a").canonical(null).facts())).isEqualTo(Changes.PLATFORM);
    assertThat(ledger.apply(AJob.of("a").canonical(null).queue("q").facts()))
        .isEqualTo(Changes.NONE);
    assertThat(ledger.remove(ObjectKind.JOB, "a")).isEqualTo(Changes.PLATFORM);
  }

  @Test
  void whatPodsAskForConcernsTheirOwner() {
    ledger.apply(AJob.of("a").facts());

    assertThat(ledger.apply(APod.of("p").job("a").cores(1, 1).facts()))
        .isEqualTo(new Changes(true, Set.of("adal"), false));
    assertThat(ledger.remove(ObjectKind.POD, "p"))
        .isEqualTo(new Changes(true, Set.of("adal"), false));
    assertThat(ledger.apply(APod.of("q").cores(1, 1).facts())).isEqualTo(Changes.PLATFORM);
  }
}
