package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
  @TempDir private Path folder;

  @Test
  void aStepIsWrittenWithItsNumbersAndGoals() throws IOException {
    Figures figures = new Figures("start", folder);
    figures.put("heartbeat", 4.5, "s", Goal.atMost(8));
    figures.put("factor", 9, "", Goal.atLeast(10));
    figures.distribution("late", new double[] {3, 1, 2}, "ms");
    figures.note("machine", "small");
    figures.write(Instant.EPOCH, Duration.ofMillis(1500));

    JsonNode written = new ObjectMapper().readTree(folder.resolve("start.json").toFile());
    assertThat(written.path("step").asText()).isEqualTo("start");
    assertThat(written.path("seconds").asDouble()).isEqualTo(1.5);
    assertThat(written.at("/figures/heartbeat/value").asDouble()).isEqualTo(4.5);
    assertThat(written.at("/figures/heartbeat/unit").asText()).isEqualTo("s");
    assertThat(written.at("/figures/heartbeat/met").asBoolean()).isTrue();
    assertThat(written.at("/figures/factor/met").asBoolean(true)).isFalse();
    assertThat(written.path("figures").path("late.p99").path("value").asDouble()).isEqualTo(3);
    assertThat(written.path("figures").path("late.count").has("met")).isFalse();
    assertThat(written.at("/notes/machine").asText()).isEqualTo("small");
  }

  @Test
  void whatIsNoNumberIsMissing() {
    Figures figures = new Figures("start", folder);
    figures.put("gap", Double.POSITIVE_INFINITY, "s");
    figures.distribution("late", new double[0], "ms");

    assertThat(figures.missing()).containsExactly("gap", "late");
    assertThat(figures.numbers()).containsOnlyKeys("late.count");
  }

  @Test
  void samplesAreACsvFile() throws IOException {
    new Figures("start", folder)
        .samples("late", List.of("seconds", "ms"), new double[] {0, 1.25}, new double[] {1, 2});

    assertThat(Files.readString(folder.resolve("start-late.csv")))
        .isEqualTo("seconds,ms\n0,1.25000\n1,2\n");
  }

  @Test
  void aFigureSaysItsGoalAndWhetherItIsMet() {
    assertThat(new Figure(0.25, "s", null)).hasToString("0.250 s");
    assertThat(new Figure(12_345, "", Goal.atMost(5))).hasToString("12,345  (goal <= 5, NOT MET)");
  }
}
