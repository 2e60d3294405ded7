package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.verify.Difference;
import org.opencadc.sessionindex.verify.VerifyReport;

/** No figure of a run counts if one row is wrong. */
class RecountStepTest {
  private static final List<Difference> ONE =
      List.of(new Difference("user adal", "sessions.total", "1", "2"));

  private static VerifyReport report(
      List<Difference> differences, List<Difference> unsettled, boolean caughtUp, int rows) {
    return new VerifyReport(
        "ns",
        "main",
        differences,
        unsettled,
        List.of(),
        caughtUp,
        0,
        null,
        null,
        null,
        1,
        1,
        rows,
        0);
  }

  @Test
  void whatIsEqualIsRight() {
    assertThatCode(() -> RecountStep.require(report(List.of(), List.of(), true, 300), 300))
        .doesNotThrowAnyException();
  }

  @Test
  void aDifferenceALagAndAnEmptyComparisonAreNot() {
    assertThatThrownBy(() -> RecountStep.require(report(ONE, List.of(), true, 300), 300))
        .hasMessageContaining("sessions.total");
    assertThatThrownBy(() -> RecountStep.require(report(List.of(), ONE, true, 300), 300))
        .hasMessageContaining("unsettled");
    assertThatThrownBy(() -> RecountStep.require(report(List.of(), List.of(), false, 300), 300))
        .hasMessageContaining("lag");
    assertThatThrownBy(() -> RecountStep.require(report(List.of(), List.of(), true, 149), 300))
        .hasMessageContaining("only 149 rows");
  }
}
