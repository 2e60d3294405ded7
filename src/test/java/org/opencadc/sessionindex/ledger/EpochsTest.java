package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EpochsTest {
  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));

  @Test
  void anOlderEventIsIgnored() {
    ledger.apply(AJob.of("a").version("10").facts());

    assertThat(ledger.apply(AJob.of("a").user("bchen", "carta").version("9").facts()))
        .isEqualTo(Changes.NONE);
    assertThat(ledger.users()).containsExactly("adal");
  }

  @Test
  void theSameFactsAtANewerVersionAreRememberedSilently() {
    ledger.apply(AJob.of("a").version("10").facts());
    assertThat(ledger.apply(AJob.of("a").version("12").facts())).isSameAs(Changes.NONE);

    assertThat(ledger.apply(AJob.of("a").user("bchen", "carta").version("11").facts()))
        .isEqualTo(Changes.NONE);
    assertThat(ledger.user("adal").sessions().get(0).job().resourceVersion()).isEqualTo("12");
  }

  @ParameterizedTest
  @EnumSource
  void inANewEpochVersionsMayGoBackOnce(ObjectKind kind) {
    put(kind, "10", false);
    ledger.beginEpoch(kind);
    PlatformSnapshot known = ledger.platform(1);

    assertThat(put(kind, "3", true).platform()).isTrue();
    assertThat(ledger.platform(1)).isNotEqualTo(known);
    assertThat(put(kind, "2", false)).isEqualTo(Changes.NONE);
    assertThat(put(kind, "4", false).platform()).isTrue();
    assertThat(ledger.platform(1).counts()).isEqualTo(known.counts());
    assertThat(ledger.platform(1).allocated()).isEqualTo(known.allocated());
  }

  @ParameterizedTest
  @EnumSource
  void theSameFactsCountAsSeenInANewEpoch(ObjectKind kind) {
    put(kind, "10", false);
    ledger.beginEpoch(kind);
    assertThat(put(kind, "3", false)).isEqualTo(Changes.NONE);

    assertThat(put(kind, "2", true)).isEqualTo(Changes.NONE);
    assertThat(put(kind, "4", true).platform()).isTrue();
  }

  @Test
  void anEpochOfOneKindLeavesTheOthersAlone() {
    put(ObjectKind.JOB, "10", false);
    ledger.beginEpoch(ObjectKind.POD);
    ledger.beginEpoch(ObjectKind.NODE);

    assertThat(put(ObjectKind.JOB, "9", true)).isEqualTo(Changes.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void aSweepTakesOutWhatIsNotLive(ObjectKind kind) {
    PlatformSnapshot empty = ledger.platform(1);
    put(kind, "10", false);

    assertThat(ledger.sweep(kind, Set.of("x", "y"))).isEqualTo(Changes.NONE);
    assertThat(ledger.sweep(kind, Set.of("y")).platform()).isTrue();
    assertThat(ledger.platform(1)).isEqualTo(empty);
  }

  @Test
  void aSweepNamesEveryUser() {
    ledger.apply(AJob.of("a").user("adal", "carta").facts());
    ledger.apply(AJob.of("b").user("bchen", "carta").facts());
    ledger.apply(AJob.of("c").user("zoe", "carta").facts());
    ledger.apply(AJob.of("d").user("zoe", "carta").facts());

    assertThat(ledger.sweep(ObjectKind.JOB, Set.of()))
        .isEqualTo(new Changes(true, Set.of("adal", "bchen", "zoe"), true));
  }

  @Test
  void aSweepOfJobsLeavesTheirPods() {
    ledger.apply(APod.of("p").job("a").cores(1, 1).facts());
    ledger.apply(AJob.of("a").facts());
    ledger.sweep(ObjectKind.JOB, Set.of());

    assertThat(ledger.platform(1).allocated()).isEqualTo(Amounts.cores(1));
    assertThat(ledger.sweep(ObjectKind.POD, Set.of()))
        .isEqualTo(new Changes(true, Set.of(), false));
    assertThat(ledger.platform(1).allocated()).isEqualTo(ResourceVector.ZERO);
  }

  @Test
  void appliedVersionsGoBackOnlyInANewEpoch() {
    assertThat(ledger.applied()).isEqualTo(ResourceVersions.NONE);
    ledger.applied(ObjectKind.JOB, "99");
    ledger.applied(ObjectKind.JOB, "100");
    ledger.applied(ObjectKind.JOB, "99");
    ledger.applied(ObjectKind.POD, "7");
    assertThat(ledger.applied()).isEqualTo(new ResourceVersions("100", "7", null));

    ledger.beginEpoch(ObjectKind.JOB);
    assertThat(ledger.applied().jobs()).isEqualTo("100");
    ledger.applied(ObjectKind.JOB, "50");
    ledger.applied(ObjectKind.JOB, "40");
    assertThat(ledger.platform(1).observed()).isEqualTo(new ResourceVersions("50", "7", null));
    assertThat(ledger.user("adal").observed()).isEqualTo(ledger.applied());
  }

  /** The same object of a kind in one of two forms. */
  private Changes put(ObjectKind kind, String version, boolean other) {
    return switch (kind) {
      case JOB ->
          ledger.apply(
              AJob.of("x").version(version).user(other ? "bchen" : "adal", "carta").facts());
      case POD -> ledger.apply(APod.of("x").version(version).cores(other ? 2 : 1, 1).facts());
      case NODE ->
          ledger.apply(
              ANode.of("x").version(version).capacity(Amounts.cores(other ? 2 : 1)).facts());
    };
  }
}
