package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.ledger.AJob.labels;
import static org.opencadc.sessionindex.ledger.LabelGeneration.CANONICAL;
import static org.opencadc.sessionindex.ledger.LabelGeneration.LEGACY;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelPrecedenceTest {
  private static final List<LabelGeneration> CANONICAL_FIRST = List.of(CANONICAL, LEGACY);
  private static final List<LabelGeneration> LEGACY_FIRST = List.of(LEGACY, CANONICAL);

  @Test
  void everyKeyComesFromTheFirstGenerationThatHasIt() {
    SessionLabels canonical =
        new SessionLabels("c", null, "carta", null, "app", null, "default", null);
    SessionLabels legacy =
        new SessionLabels("l", "adal", "desktop", "n", null, "fixed", null, null);

    assertThat(session(CANONICAL_FIRST, canonical, legacy).labels())
        .isEqualTo(new SessionLabels("c", "adal", "carta", "n", "app", "fixed", "default", null));
    assertThat(session(LEGACY_FIRST, canonical, legacy).labels())
        .isEqualTo(new SessionLabels("l", "adal", "desktop", "n", "app", "fixed", "default", null));
  }

  @Test
  void aGenerationThatIsNotAskedForSaysNothing() {
    Ledger ledger = new Ledger(List.of(CANONICAL));
    ledger.apply(AJob.of("a").canonical(null).legacy(labels("a", "adal", "carta")).facts());

    assertThat(ledger.users()).isEmpty();
    assertThat(ledger.platform(1).skipped()).containsOnlyKeys(SkipReason.MissingLabels);
  }

  @Test
  void anEmptyLabelIsNone() {
    SessionLabels empty = new SessionLabels("", "", "", "", "", "", "", "");

    assertThat(empty).isEqualTo(new SessionLabels(null, null, null, null, null, null, null, null));
    assertThat(session(CANONICAL_FIRST, empty, labels("l", "adal", "carta")).labels())
        .isEqualTo(labels("l", "adal", "carta"));
    for (SessionLabels lacking :
        List.of(labels("", "a", "carta"), labels("i", "", "carta"), labels("i", "a", ""))) {
      Ledger ledger = new Ledger(CANONICAL_FIRST);
      ledger.apply(AJob.of("a").canonical(lacking).facts());
      assertThat(ledger.users()).isEmpty();
      assertThat(ledger.platform(1).skipped()).containsOnlyKeys(SkipReason.MissingLabels);
    }
  }

  @Test
  void labelsAreNotCopiedWhenTheOtherGenerationAddsNothing() {
    SessionLabels canonical = labels("a", "adal", "carta", "fixed");

    assertThat(session(CANONICAL_FIRST, canonical, labels("x", "y", "carta")).labels())
        .isSameAs(canonical);
  }

  @ParameterizedTest(name = "canonical {0}, legacy {1}: fixed={2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "fixed, -, true",
        "flexible, -, false",
        "-, -, false",
        "-, fixed, true",
        "-, flexible, false",
        "flexible, fixed, false",
        "Fixed, -, false",
      })
  void aCanonicalSessionIsFixedWhenItSaysSo(String canonical, String legacy, boolean fixed) {
    assertThat(
            session(
                    CANONICAL_FIRST,
                    labels("a", "adal", "carta", canonical),
                    legacy == null ? null : labels("a", "adal", "carta", legacy))
                .fixed())
        .isEqualTo(fixed);
  }

  @ParameterizedTest(name = "{0}: fixed={1}")
  @CsvSource(
      nullValues = "-",
      value = {"fixed, true", "flexible, false", "-, true"})
  void aLegacySessionIsFixedUnlessItSaysFlexible(String flavor, boolean fixed) {
    assertThat(session(CANONICAL_FIRST, null, labels("a", "adal", "carta", flavor)).fixed())
        .isEqualTo(fixed);
  }

  @Test
  void theGenerationOfTheIdDecidesTheRule() {
    SessionLabels withId = labels("a", "adal", "carta");
    SessionLabels withoutId = labels(null, "adal", "carta");

    assertThat(session(CANONICAL_FIRST, withoutId, withId).fixed()).isTrue();
    assertThat(session(CANONICAL_FIRST, withId, withId).fixed()).isFalse();
    assertThat(session(LEGACY_FIRST, withId, withId).fixed()).isTrue();
    assertThat(session(LEGACY_FIRST, withId, withoutId).fixed()).isFalse();
  }

  private static UserSnapshot.SessionFacts session(
      List<LabelGeneration> generations, SessionLabels canonical, SessionLabels legacy) {
    Ledger ledger = new Ledger(generations);
    ledger.apply(AJob.of("a").canonical(canonical).legacy(legacy).facts());
    return ledger.user("adal").sessions().get(0);
  }
}
