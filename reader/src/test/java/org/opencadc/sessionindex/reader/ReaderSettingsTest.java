package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kubernetes.client.openapi.ApiClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings are allowed. */
class ReaderSettingsTest {
  private static final ReaderSettings DEFAULTS = ReaderSettings.of("skaha-workload", "main");

  private static final Map<String, BiConsumer<ReaderSettings.Builder, Duration>> AGES =
      Map.of(
          "platformKeep", ReaderSettings.Builder::platformKeep,
          "staleFor", ReaderSettings.Builder::staleFor,
          "listKeep", ReaderSettings.Builder::listKeep,
          "limitAge", ReaderSettings.Builder::limitAge,
          "publicAge", ReaderSettings.Builder::publicAge);

  private static final Map<String, String> LONGEST =
      Map.of(
          "platformKeep", "0 to 10 s",
          "listKeep", "0 to 1 min",
          "limitAge", "0 to writeKeep, which is PT1M");

  private static void refuses(ReaderSettings.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }

  /** To the client zero is no timeout at all. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 9})
  void everyCallHasATimeout(long millis) {
    Duration timeout = Duration.ofMillis(millis);
    refuses(
        DEFAULTS.toBuilder().readTimeout(timeout),
        "readTimeout is " + timeout + ", allowed is 10 ms or more");
    refuses(
        DEFAULTS.toBuilder().listTimeout(timeout),
        "listTimeout is " + timeout + ", allowed is 10 ms or more");
  }

  @Test
  void theShortestTimeoutIsOneToTheClient() {
    Duration shortest = Duration.ofMillis(10);
    ReaderSettings settings =
        DEFAULTS.toBuilder().readTimeout(shortest).listTimeout(shortest).build();
    assertThat(new SessionIndexReader(new ApiClient(), settings).counts().gets()).isZero();
  }

  @Test
  void noAgeIsBelowZero() {
    AGES.forEach(
        (name, set) -> {
          ReaderSettings.Builder builder = DEFAULTS.toBuilder();
          set.accept(builder, Duration.ofNanos(-1));
          String allowed = LONGEST.getOrDefault(name, "0 or more");
          refuses(builder, name + " is PT-0.000000001S, allowed is " + allowed);
          set.accept(builder, Duration.ZERO);
          assertThat(builder.build()).isNotEqualTo(DEFAULTS);
        });
  }

  @Test
  void aSharedPlatformIsOfTenSecondsAtMost() {
    ReaderSettings.Builder builder = DEFAULTS.toBuilder().platformKeep(Duration.ofSeconds(10));
    assertThat(builder.build().platformKeep()).hasSeconds(10);
    refuses(
        builder.platformKeep(Duration.ofMillis(10_001)),
        "platformKeep is PT10.001S, allowed is 0 to 10 s");
  }

  @Test
  void aListIsOfAMinuteAtMost() {
    ReaderSettings.Builder builder = DEFAULTS.toBuilder().listKeep(Duration.ofMinutes(1));
    assertThat(builder.build().listKeep()).hasMinutes(1);
    refuses(
        builder.listKeep(Duration.ofMillis(60_001)),
        "listKeep is PT1M0.001S, allowed is 0 to 1 min");
  }

  /** Else the user's own session could be forgotten before the summary counts it. */
  @Test
  void aWriteIsKeptWhileTheLimitCheckMayTakeASummaryOfBefore() {
    ReaderSettings.Builder builder = DEFAULTS.toBuilder().writeKeep(DEFAULTS.limitAge());
    assertThat(builder.build().writeKeep()).isEqualTo(DEFAULTS.limitAge());
    refuses(
        builder.writeKeep(Duration.ofMillis(29_999)),
        "limitAge is PT30S, allowed is 0 to writeKeep, which is PT29.999S");
    refuses(
        builder.writeKeep(Duration.ofNanos(-1)),
        "writeKeep is PT-0.000000001S, allowed is 0 or more");
    assertThat(builder.limitAge(Duration.ZERO).writeKeep(Duration.ZERO).build().writeKeep())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE})
  void fewerRowsThanNoneAreNone(int rows) {
    refuses(
        DEFAULTS.toBuilder().staleRows(rows), "staleRows is " + rows + ", allowed is 0 or more");
  }

  @Test
  void namesAndGenerationsAreThere() {
    refuses(
        ReaderSettings.builder(" ", "main"), "namespace is  , allowed is the name of a namespace");
    refuses(
        ReaderSettings.builder("skaha-workload", ""),
        "index is , allowed is the name of a SessionIndex");
    refuses(
        DEFAULTS.toBuilder().generations(),
        "generations is [], allowed is one or two different ones");
    refuses(
        DEFAULTS.toBuilder().generations(LabelGeneration.LEGACY, LabelGeneration.LEGACY),
        "generations is [LEGACY, LEGACY], allowed is one or two different ones");
  }

  @Test
  void aBuilderBeginsAsItsSettings() {
    ReaderSettings others =
        DEFAULTS.toBuilder()
            .generations(LabelGeneration.LEGACY)
            .platformKeep(Duration.ofSeconds(1))
            .readTimeout(Duration.ofSeconds(2))
            .listTimeout(Duration.ofSeconds(4))
            .staleFor(Duration.ofSeconds(6))
            .listKeep(Duration.ofSeconds(7))
            .limitAge(Duration.ofSeconds(8))
            .publicAge(Duration.ofSeconds(9))
            .writeKeep(Duration.ofSeconds(10))
            .staleRows(11)
            .build();
    assertThat(others.toBuilder().build()).isEqualTo(others);
    assertThat(others)
        .isEqualTo(
            new ReaderSettings(
                "skaha-workload",
                "main",
                List.of(LabelGeneration.LEGACY),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                Duration.ofSeconds(6),
                Duration.ofSeconds(7),
                Duration.ofSeconds(8),
                Duration.ofSeconds(9),
                Duration.ofSeconds(10),
                11));
  }
}
