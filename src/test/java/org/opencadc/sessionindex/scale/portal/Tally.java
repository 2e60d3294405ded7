package org.opencadc.sessionindex.scale.portal;

import java.util.ArrayList;
import java.util.List;

/** How the polls of a time went; thread-safe. */
final class Tally {
  private final List<Double> millis = new ArrayList<>();
  private long wanted;
  private long failed;
  private long rows;
  private String failure = "";

  /**
   * The polls of a replica.
   *
   * @param wanted polls that fell due, including those left out as the one before was under way
   * @param failed polls that got no answer
   * @param rows how many rows and figures the answers had
   * @param failure what the last failed poll met; empty without one
   * @param millis from when a poll fell due until its answer was ready
   */
  public record Result(long wanted, long failed, long rows, String failure, List<Double> millis) {}

  synchronized void due(long polls) {
    wanted += polls;
  }

  synchronized void answered(double afterMillis, int made) {
    millis.add(afterMillis);
    rows += made;
  }

  synchronized void failed(Exception why) {
    failed++;
    failure = why.getClass().getSimpleName();
  }

  synchronized Result result() {
    return new Result(wanted, failed, rows, failure, List.copyOf(millis));
  }
}
