package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

  @Test
  void eachIsAValueThatWasMeasured() {
    Percentiles hundred =
        Percentiles.of(IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray());

    assertThat(hundred.at(50)).isEqualTo(50);
    assertThat(hundred.at(99)).isEqualTo(99);
    assertThat(hundred.at(100)).isEqualTo(100);
    assertThat(hundred.at(0.1)).isEqualTo(1);
  }

  @Test
  void ofFewValuesTheHighOnesAreTheLargest() {
    Percentiles three = Percentiles.of(3, 1, 2);

    assertThat(three.at(50)).isEqualTo(2);
    assertThat(three.at(99)).isEqualTo(3);
    assertThat(three.count()).isEqualTo(3);
  }

  @Test
  void nothingHasNone() {
    assertThatIllegalStateException().isThrownBy(() -> Percentiles.of().at(50));
  }
}
