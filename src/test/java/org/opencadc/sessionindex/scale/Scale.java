package org.opencadc.sessionindex.scale;

/**
 * Measures the operator on a real control plane full of sessions: {@code make scale}. Exit code 0
 * when the summaries equal a recount, 1 when not or when a step could not measure, 2 for a command
 * line that cannot be used. A figure that misses its goal is no failure.
 */
public final class Scale {
  private Scale() {}

  /** Runs the steps; {@link ScaleArguments#USAGE} has the options. */
  public static void main(String[] command) {
    ScaleArguments arguments;
    try {
      arguments = ScaleArguments.of(command);
      Steps.require(arguments.steps());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(ScaleArguments.USAGE);
      System.exit(2);
      return;
    }
    System.exit(run(arguments, new Progress(System.out, arguments.terminal())));
  }

  private static int run(ScaleArguments arguments, Progress progress) {
    progress.say(
        "Filling a control plane with "
            + arguments.sessions()
            + " sessions; figures go to "
            + arguments.out());
    try {
      OutFolder.begin(arguments);
      try (Stage stage = Stage.open(arguments, progress)) {
        RunFacts.now(arguments, stage.admin()).write(arguments.out());
        stage.runner().run(Steps.all(), stage);
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
}
