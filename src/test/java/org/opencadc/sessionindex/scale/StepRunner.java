package org.opencadc.sessionindex.scale;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Runs steps on a stage and keeps what they found. */
final class StepRunner {
  private final ScaleArguments arguments;
  private final Progress progress;

  StepRunner(ScaleArguments arguments, Progress progress) {
    this.arguments = arguments;
    this.progress = progress;
  }

  /** Runs a step, or leaves it out when the run is resumed and its figures are there. */
  void run(Step step, Stage stage) throws Exception {
    Path file = arguments.out().resolve(step.name() + ".json");
    boolean recount = step.name().equals(RecountStep.NAME);
    if (arguments.resume() && !recount && Files.exists(file)) {
      progress.say(step.name() + ": its figures are there already");
      return;
    }
    if (!arguments.wants(step)) {
      return;
    }
    if (step.needsOperator()) {
      stage.publishing().ensure();
    }
    Files.deleteIfExists(file);
    Figures figures = new Figures(step.name(), arguments.out());
    Instant started = Instant.now();
    long start = System.nanoTime();
    step.run(stage, figures);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    figures.write(started, took);
    progress.found(step, figures, took);
    if (arguments.smoke() && (figures.numbers().isEmpty() || !figures.missing().isEmpty())) {
      throw new IllegalStateException(step.name() + " did not measure " + figures.missing());
    }
  }

  /** Runs them one after another. */
  void run(List<Step> steps, Stage stage) throws Exception {
    for (Step step : steps) {
      run(step, stage);
    }
  }
}
