package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which steps run, and what a run keeps of them. */
class StepRunnerTest {
  @TempDir private Path folder;

  /** What it measures; NaN for nothing. */
  private double measured = 1;

  private final class Measuring implements Step {
    private final String name;
    private int runs;

    Measuring(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean needsOperator() {
      return false;
    }

    @Override
    public void run(Stage stage, Figures figures) throws IOException {
      runs++;
      if (measured < 0) {
        throw new IOException("could not measure");
      }
      figures.put("figure", measured, "ms");
    }
  }

  private void run(Step step, String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of("--sessions", "300", "--out", folder.toString()));
    line.addAll(List.of(options));
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    new StepRunner(ScaleArguments.of(line.toArray(String[]::new)), new Progress(nowhere, false))
        .run(step, null);
  }

  private Path file(String step) {
    return folder.resolve(step + ".json");
  }

  @Test
  void aResumedRunMakesWhatIsMissing() throws Exception {
    Measuring step = new Measuring("reads");
    run(step, "--resume");
    run(step, "--resume");
    assertThat(step.runs).isEqualTo(1);

    run(step);
    assertThat(step.runs).isEqualTo(2);
  }

  @Test
  void theRecountIsNeverTakenFromAnEarlierRun() throws Exception {
    Measuring recount = new Measuring("recount");
    run(recount, "--resume");
    run(recount, "--resume", "--steps", "reads");
    assertThat(recount.runs).isEqualTo(2);
  }

  @Test
  void onlyWhatIsNamedRuns() throws Exception {
    Measuring other = new Measuring("writes");
    run(other, "--steps", "reads");
    assertThat(other.runs).isZero();
    assertThat(file("writes")).doesNotExist();
  }

  @Test
  void whatFailsLeavesNothingOfBefore() throws Exception {
    Measuring step = new Measuring("reads");
    run(step);
    assertThat(Files.readString(file("reads"))).contains("\"figure\"");

    measured = -1;
    assertThatThrownBy(() -> run(step)).hasMessage("could not measure");
    assertThat(file("reads")).doesNotExist();
  }

  @Test
  void aSmokeRunIsForShape() throws Exception {
    measured = Double.NaN;
    run(new Measuring("reads"));
    assertThatThrownBy(() -> run(new Measuring("reads"), "--smoke"))
        .hasMessageContaining("reads did not measure [figure]");
  }
}
