package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kubernetes.client.openapi.ApiClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings are allowed. */
class ReaderSettingsTest {
  private static final ReaderSettings DEFAULTS = ReaderSettings.of("skaha-workload", "main");

  /** To the client zero is no timeout at all. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 9})
  void everyCallHasATimeout(long millis) {
    Duration timeout = Duration.ofMillis(millis);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withTimes(Duration.ZERO, timeout))
        .withMessageStartingWith("readTimeout");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULTS.withListTimeout(timeout))
        .withMessageStartingWith("readTimeout");
  }

  @Test
  void theShortestTimeoutIsOneToTheClient() {
    Duration shortest = Duration.ofMillis(10);
    ReaderSettings settings = DEFAULTS.withTimes(Duration.ZERO, shortest).withListTimeout(shortest);
    assertThat(new SessionIndexReader(new ApiClient(), settings).counts().gets()).isZero();
    assertThat(settings.withGenerations(LabelGeneration.LEGACY).listTimeout()).isEqualTo(shortest);
    assertThat(settings.withTimes(Duration.ZERO, Duration.ofSeconds(1)).listTimeout())
        .isEqualTo(shortest);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE})
  void fewerRowsThanNoneAreNone(int rows) {
    Duration any = Duration.ofSeconds(1);
    List<LabelGeneration> generations = List.of(LabelGeneration.CANONICAL);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ReaderSettings(
                    "n", "i", generations, any, any, any, any, any, any, any, any, rows))
        .withMessageStartingWith("staleRows");
  }
}
