package org.opencadc.sessionindex.scale.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.opencadc.sessionindex.scale.report.SampleRuns.atLeast;
import static org.opencadc.sessionindex.scale.report.SampleRuns.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  private static final Bench NO_BENCH = new Bench(List.of());

  @TempDir private Path runs;
  @TempDir private Path docs;
  private SampleRuns sample;

  @BeforeEach
  void fillRuns() throws IOException {
    String reads =
        figure("list.jobs.bytes", 52_198_572, "B")
            + ","
            + figure("list.jobs.p50", 566, "ms")
            + ","
            + figure("get.smallUser.bytes", 3_749, "B")
            + ",";
    sample =
        new SampleRuns(runs)
            .run("5000", 5_000, false)
            .step("5000", "reads", reads + atLeast("ratio.smallUser.cpu", 19.1, "x", 10))
            .run("5000-second", 5_000, false)
            .step("5000-second", "reads", reads + atLeast("ratio.smallUser.cpu", 18, "x", 10))
            .run("50000", 50_000, false)
            .step("50000", "reads", reads + atLeast("ratio.smallUser.cpu", 88, "x", 100))
            .run("300", 300, true)
            .step("300", "reads", reads + atLeast("ratio.smallUser.cpu", 1, "x", 10))
            .csv("5000", "reads-latency", "target,millis\n0,1.5\n");
  }

  private String fill(String template) throws IOException {
    Runs read = sample.read();
    Titles titles = Titles.read(Path.of("docs/performance/titles.properties"));
    Path folder = Files.createDirectories(docs.resolve("performance"));
    return new Page(read, titles, new RawData(read, folder), Plots.draw(read, folder), NO_BENCH)
        .fill(template);
  }

  @Test
  void theGoalsHaveAColumnPerSizeAndTheSecondRunInParentheses() throws IOException {
    assertThat(fill("{{goals}}\n\n{{unmet}}"))
        .isEqualTo(
            """
            | Figure | Goal | 5,000 sessions | 50,000 sessions | Met |
            |---|---|---|---|---|
            | API server CPU: LIST of one user's Jobs against GET, few sessions | ≥ 10× at 5,000, ≥ 100× at 50,000 | 19.1× (18×) | 88× | **no** |

            - API server CPU: LIST of one user's Jobs against GET, few sessions: 88× at 50,000 sessions, goal ≥ 100×""");
  }

  @Test
  void aGetMustCostTheSameAtBothSizes() throws IOException {
    sample
        .step("5000", "reads", figure("get.smallUser.cpu", 1.2, "ms"))
        .step("50000", "reads", figure("get.smallUser.cpu", 1.8, "ms"));

    assertThat(fill("{{goals}}"))
        .endsWith(
            "| GET of one user, API server CPU: at 50,000 against 5,000 sessions | ≤ 1.25× |  |"
                + " 1.5× | **no** |");
    assertThat(fill("{{unmet}}"))
        .isEqualTo(
            "- GET of one user, API server CPU: at 50,000 against 5,000 sessions: 1.5×, goal ≤"
                + " 1.25×");
  }

  @Test
  void whatAnyGetCostsIsLeftOut() throws IOException {
    sample
        .step(
            "5000",
            "reads",
            figure("get.smallUser.cpu", 1.2, "ms") + "," + figure("get.namespace.cpu", 0.6, "ms"))
        .step(
            "50000",
            "reads",
            figure("get.smallUser.cpu", 1.8, "ms") + "," + figure("get.namespace.cpu", 1, "ms"));

    assertThat(fill("{{goals}}"))
        .endsWith(
            "| GET of one user against GET of a Namespace, API server CPU: at 50,000 against 5,000"
                + " sessions | ≤ 1.25× |  | 0.9× | yes |");
  }

  @Test
  void theRunsSayHowToMakeThemAgain() throws IOException {
    assertThat(fill("On {{machine}}, {{dates}}:\n{{runs}}\n{{data}}"))
        .isEqualTo(
            """
            On 2 cores and 24 GiB of memory, Kubernetes v1.36.3, Java 17.0.15, 2026-11-25:
            | Run | Command | Started | Control plane | Steps |
            |---|---|---|---|---|
            | 5000 | `make scale SESSIONS=5000` | 2026-11-25 04:05 UTC | full, Jobs made through the API | reads, recount |
            | 5000-second | `make scale SESSIONS=5000 RUN=second CHURN_MINUTES=5` | 2026-11-25 04:05 UTC | full, Jobs made through the API | reads, recount |
            | 50000 | `make scale SESSIONS=50000` | 2026-11-25 04:05 UTC | etcd and kube-apiserver alone, objects written into etcd | reads, recount |
            - 5000: [reads.json](performance/5000/reads.json), [recount.json](performance/5000/recount.json), [run.json](performance/5000/run.json), [reads-latency.csv](performance/5000/reads-latency.csv)
            - 5000-second: [reads.json](performance/5000-second/reads.json), [recount.json](performance/5000-second/recount.json), [run.json](performance/5000-second/run.json)
            - 50000: [reads.json](performance/50000/reads.json), [recount.json](performance/50000/recount.json), [run.json](performance/50000/run.json)""");
  }

  @Test
  void aRunThatIsNotRightIsNotThere() throws IOException {
    sample.step("50000", "recount", figure("differences", 1, ""));

    assertThat(sample.read().all()).extracting(Run::name).containsExactly("5000", "5000-second");
  }

  @Test
  void textStandsAndFiguresAreFilledIn() throws IOException {
    assertThat(fill("It is {{figure 5000 reads list.jobs.p50}}, not {{figure 5000 reads x}}."))
        .isEqualTo("It is 566 ms, not (not measured).");
  }

  @Test
  void aFiguresNameMayHaveSpaces() throws IOException {
    sample.step("5000", "portal", figure("requests.PUT x/status", 5.1, "1/s"));

    assertThat(fill("{{figure 5000 portal requests.PUT x/status}}")).isEqualTo("5.1 1/s");
  }

  @Test
  void aStepsTableHasItsNotes() throws IOException {
    assertThat(fill("{{step reads get}}"))
        .isEqualTo(
            """
            | Figure | Goal | 5,000 sessions | 50,000 sessions |
            |---|---|---|---|
            | `reads get.smallUser.bytes` |  | 3,749 B (3,749 B) | 3,749 B |

            - how: as said""");
    assertThat(fill("{{step burst}}")).isEqualTo("Not measured yet.");
  }

  @Test
  void whatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> fill("{{nonsense}}")).hasMessageContaining("nonsense");
    assertThatThrownBy(() -> fill("{{plot nonsense}}")).hasMessageContaining("nonsense");
  }

  @Test
  void aPlotShowsMoreThanPaper() throws IOException {
    assertThat(fill("{{plot bytes}}{{plot portal}}"))
        .matches("!\\[.*]\\(performance/bytes\\.png\\)");
    int[] pixels =
        ImageIO.read(docs.resolve("performance/bytes.png").toFile())
            .getRGB(0, 0, 1200, 690, null, 0, 1200);
    assertThat(Arrays.stream(pixels).distinct().count()).isGreaterThan(10);
  }

  @Test
  void theShippedTemplateCanBeFilled() throws IOException {
    Path page = docs.resolve("performance.md");

    Report.write(sample.read(), NO_BENCH, page);

    assertThat(Files.readString(page)).contains("# Performance").doesNotContain("{{");
    try (Stream<Path> files = Files.walk(docs)) {
      List<String> names =
          files.filter(Files::isRegularFile).map(file -> docs.relativize(file).toString()).toList();
      assertThat(names)
          .contains(
              "performance/bytes.png",
              "performance/5000/run.json",
              "performance/5000/reads-latency.csv",
              "performance/50000/reads.json")
          .noneMatch(name -> name.startsWith("performance/300/"));
    }
  }
}
