package org.opencadc.sessionindex.scale;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Measures the operator on a real control plane full of sessions: {@code make scale}. Exit code 0
 * when the summaries equal a recount, 1 when not or when a step could not measure, 2 for a command
 * line that cannot be used. A figure that misses its goal is no failure.
 */
public final class Scale {
  private final ScaleArguments arguments;
  private final List<Step> steps;
  private final Progress progress;

  private Scale(ScaleArguments arguments, List<Step> steps, Progress progress) {
    this.arguments = arguments;
    this.steps = steps;
    this.progress = progress;
  }

  /** Runs the steps; {@link ScaleArguments#USAGE} has the options. */
  public static void main(String[] command) {
    ScaleArguments arguments;
    List<Step> steps;
    try {
      arguments = ScaleArguments.of(command);
      steps = Steps.named(arguments.steps());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(ScaleArguments.USAGE);
      System.exit(2);
      return;
    }
    Progress progress = new Progress(System.out, arguments.terminal());
    System.exit(new Scale(arguments, steps, progress).run());
  }

  private int run() {
    progress.say(
        "Starting a control plane with "
            + arguments.sessions()
            + " sessions; figures go to "
            + arguments.out());
    try (Stage stage = Stage.open(arguments, progress)) {
      for (Step step : steps) {
        if (arguments.resume()
            && !step.name().equals(RecountStep.NAME)
            && Files.exists(arguments.out().resolve(step.name() + ".json"))) {
          progress.say(step.name() + ": its figures are there");
        } else {
          run(step, stage);
        }
      }
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } catch (Exception e) {
      progress.say("FAILED: " + e);
      e.printStackTrace();
      return 1;
    }
  }

  private void run(Step step, Stage stage) throws Exception {
    if (step.needsOperator()) {
      stage.ensurePublished();
    }
    Files.deleteIfExists(arguments.out().resolve(step.name() + ".json"));
    Figures figures = new Figures(step.name(), arguments.out());
    Instant started = Instant.now();
    long start = System.nanoTime();
    step.run(stage, figures);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    figures.write(started, took);
    progress.found(step, figures, took);
  }
}
