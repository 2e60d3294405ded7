package org.opencadc.sessionindex.scale.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  @TempDir private Path folder;

  private static String ledger(int rows, double score) {
    return """
        {"benchmark": "org.example.LedgerBenchmark.events",
         "params": {"rows": "%d", "busy": "0"},
         "primaryMetric": {"score": %s, "scoreError": 12345.6, "scoreUnit": "ops/s"}}
        """
        .formatted(rows, score);
  }

  private Bench read(String... results) throws IOException {
    Path file = folder.resolve("bench.json");
    Files.writeString(file, "[" + String.join(",", results) + "]");
    return Bench.read(file);
  }

  @Test
  void theLedgerIsJudgedBySpeedAndSlope() throws IOException {
    Bench bench = read(ledger(100_000, 800_000), ledger(1_000, 2_000_000));

    assertThat(bench.text())
        .contains("| busy=0, rows=1000 |")
        .contains("| 2,000,000 ± 12,300 ops/s | ≥ 1,000,000 | yes |")
        .contains("| 800,000 ± 12,300 ops/s | ≥ 1,000,000 | **no** |")
        .contains(
            "| Time of an event, 100000 rows against 1000, busy=0 |  | 2.5× | ≤ 1.2× | **no** |");
    assertThat(bench.unmet()).hasSize(2);
  }

  @Test
  void otherBenchmarksHaveNoGoal() throws IOException {
    Bench bench =
        read(
            """
            {"benchmark": "a.B.c",
             "primaryMetric": {"score": 1.5, "scoreError": 0.1, "scoreUnit": "us/op"}}
            """);

    assertThat(bench.text()).contains("| B.c |  | 1.5 ± 0.1 us/op |  |  |");
    assertThat(bench.unmet()).isEmpty();
  }

  @Test
  void whatIsKeptSaysNothingOfTheMachine() throws IOException {
    Path measured = folder.resolve("measured.json");
    Path kept = folder.resolve("kept.json");
    Files.writeString(
        measured,
        """
        [{"jvm": "/opt/java/bin/java", "benchmark": "a.B.c", "mode": "thrpt",
          "primaryMetric": {"score": 1.5, "scoreError": 0.1, "scoreUnit": "us/op", "rawData": [[1]]}}]
        """);

    Bench.keep(measured, kept);

    assertThat(Files.readString(kept)).doesNotContain("java").doesNotContain("rawData");
    assertThat(Bench.read(kept)).isEqualTo(Bench.read(measured));
    Files.delete(measured);
    Bench.keep(measured, kept);
    assertThat(Bench.read(kept).results()).hasSize(1);
  }

  @Test
  void aBenchThatDidNotRunIsSaid() throws IOException {
    assertThat(Bench.read(folder.resolve("none.json")).text()).contains("make bench");
  }
}
