package org.opencadc.sessionindex.scale;

import java.time.Clock;
import java.time.Duration;
import org.opencadc.sessionindex.verify.Verify;
import org.opencadc.sessionindex.verify.VerifyReport;

/** Whether every summary equals an independent recount from LISTs; if not, no figure counts. */
final class RecountStep implements Step {
  static final String NAME = "recount";

  private static final Duration CAUGHT_UP = Duration.ofMinutes(2);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Stage stage, Figures figures) {
    VerifyReport report =
        new Verify(stage.admin(), stage.namespace(), Clock.systemUTC(), CAUGHT_UP, false)
            .run(Publishing.INDEX);
    figures.put("differences", report.differences().size(), "", Goal.atMost(0));
    figures.put("users", report.usersCompared(), "");
    figures.put("rows", report.rowsCompared(), "");
    figures.put("rounds", report.rounds(), "");
    require(report, stage.sessions());
  }

  /** Fails if anything is wrong, or if much less was compared than there must be. */
  static void require(VerifyReport report, int sessions) {
    // steps end some of the sessions
    if (report.rowsCompared() < sessions / 2) {
      throw new IllegalStateException(
          "only " + report.rowsCompared() + " rows were compared, of " + sessions + " sessions");
    }
    if (report.exitCode() != 0) {
      throw new IllegalStateException(
          "the summaries do not equal a recount: "
              + report.differences()
              + " unsettled "
              + report.unsettled()
              + (report.caughtUp() ? "" : ", and they lag"));
    }
  }
}
