package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.Resources.Amounts;
import org.opencadc.sessionindex.ledger.ResourceVector;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

class AmountsDocumentTest {

  @Test
  void quantitiesAreText() {
    assertThat(
            AmountsDocument.of(new ResourceVector(20750, 98247376896L, Map.of("vendor/gpu", 4L))))
        .isEqualTo(new Amounts("20750m", "93696Mi", Map.of("vendor/gpu", "4")));
  }

  @Test
  void nothingIsZero() {
    assertThat(AmountsDocument.of(ResourceVector.ZERO)).isEqualTo(new Amounts("0", "0", null));
  }

  @Test
  void atMostSixteenExtendedTheFirstByName() {
    Map<String, Long> extended = new HashMap<>();
    for (long i = 10; i < 30; i++) {
      extended.put("vendor/" + i, i);
    }
    assertThat(AmountsDocument.of(new ResourceVector(0, 0, extended)).extended())
        .hasSize(16)
        .containsEntry("vendor/10", "10")
        .containsEntry("vendor/25", "25");
  }

  @Test
  void verbatimStaysVerbatim() {
    assertThat(AmountsDocument.verbatim(VerbatimAmounts.NONE)).isNull();
    assertThat(AmountsDocument.verbatim(new VerbatimAmounts("0.50", null, Map.of())))
        .isEqualTo(new Amounts("0.50", null, null));
    assertThat(AmountsDocument.verbatim(new VerbatimAmounts(null, null, Map.of("a/b", "0"))))
        .isEqualTo(new Amounts(null, null, Map.of("a/b", "0")));
  }
}
