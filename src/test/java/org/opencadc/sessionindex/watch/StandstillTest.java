package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StandstillTest {
  private final Standstill standstill = new Standstill();

  @Test
  void twiceAtTheSameVersionIsOne() {
    assertThat(standstill.lags("100")).isFalse();
    assertThat(standstill.lags("100")).isTrue();
  }

  @Test
  void aSlowSourceThatMovesIsNone() {
    assertThat(standstill.lags("100")).isFalse();
    assertThat(standstill.lags("140")).isFalse();
    assertThat(standstill.lags("180")).isFalse();
    assertThat(standstill.lags("180")).isTrue();
  }

  @Test
  void itIsOverOnceTheSourceWasWell() {
    assertThat(standstill.lags("100")).isFalse();
    standstill.over();
    assertThat(standstill.lags("100")).isFalse();
  }
}
