package org.opencadc.sessionindex.scale.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          52198572   | 52,198,572
          1234.56    | 1,235
          12.3456    | 12.3
          0.012345   | 0.0123
          0          | 0
          -3         | -3
          """)
  void aNumberHasAsManyDigitsAsItNeeds(double value, String text) {
    assertThat(Numbers.number(value)).isEqualTo(text);
  }

  @Test
  void aUnitFollows() {
    assertThat(Numbers.text(1.5, "ms")).isEqualTo("1.5 ms");
    assertThat(Numbers.text(13.9, "x")).isEqualTo("13.9×");
    assertThat(Numbers.text(13.9, "% of a core")).isEqualTo("13.9 %");
    assertThat(Numbers.text(7, "")).isEqualTo("7");
  }

  @Test
  void bytesHaveTheUnitThatFits() {
    assertThat(Numbers.bytes(522_345_678)).isEqualTo("522 MB");
    assertThat(Numbers.bytes(999)).isEqualTo("999 B");
    assertThat(Numbers.bytes(5e12)).isEqualTo("5,000 GB");
  }
}
