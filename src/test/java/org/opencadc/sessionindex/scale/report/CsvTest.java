package org.opencadc.sessionindex.scale.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CsvTest {
  private static final Csv TEN =
      new Csv(
          List.of("seconds", "writes"),
          IntStream.rangeClosed(1, 10).mapToObj(row -> row + "," + (20 - row)).toList());

  @Test
  void aColumnIsFoundByName() {
    assertThat(TEN.column("writes")).startsWith(19, 18).endsWith(10);
    assertThat(TEN.sorted("writes")).startsWith(10, 11).endsWith(19);
    assertThatThrownBy(() -> TEN.column("reads")).hasMessageContaining("no column reads");
  }

  @Test
  void aThinnedTableKeepsItsLastRow() {
    assertThat(TEN.thinned(4).column("seconds")).containsExactly(2, 5, 7, 10);
    assertThat(TEN.thinned(10)).isSameAs(TEN);
  }

  @Test
  void aCounterBecomesARate() {
    assertThat(ChurnPlot.perSecond(new double[] {0, 1, 3}, new double[] {0, 2048, 6144}, 1024))
        .containsExactly(2, 2);
  }
}
