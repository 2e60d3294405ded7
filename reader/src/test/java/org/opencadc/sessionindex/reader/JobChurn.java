package org.opencadc.sessionindex.reader;

import io.kubernetes.client.openapi.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Jobs of some users come, change and go, of one so many that they fill several slices. */
final class JobChurn {
  private static final String HEADLESS = "headless";
  private static final List<String> KINDS = List.of("notebook", "carta", HEADLESS, "desktop-app");
  private static final List<JobStep> STEPS = List.of(JobStep.values());
  private static final int FIRST = 30;
  private static final int MANY = 25;
  private static final int FEW = 3;
  private static final int MORE = 10;

  private final Random random = new Random(1);
  private final List<String> users;
  private final String bulk;
  private final JobWrites writes;
  private final JobHistory history;
  private int turns;

  /**
   * A churn.
   *
   * @param users all of them
   * @param bulk the one who has many
   */
  JobChurn(List<String> users, String bulk, JobWrites writes, JobHistory history) {
    this.users = users;
    this.bulk = bulk;
    this.writes = writes;
    this.history = history;
  }

  /** One Job comes, changes or goes; seldom is it quiet for longer. */
  void turn() throws ApiException, InterruptedException {
    boolean growing = turns++ < FIRST;
    String user = growing ? bulk : anyOf(users);
    Map<String, JobState> jobs = history.now(user);
    int least = user.equals(bulk) ? MANY : FEW;
    if (jobs.size() < least || (random.nextInt(3) == 0 && jobs.size() < least + MORE)) {
      String kind = user.equals(bulk) && random.nextInt(8) > 0 ? HEADLESS : anyOf(KINDS);
      writes.create(user, "job-" + turns + "-" + kind, kind);
    } else {
      String name = anyOf(List.copyOf(jobs.keySet()));
      boolean failed = jobs.get(name).status().equals("Failed");
      writes.take(failed ? JobStep.DELETE : anyOf(STEPS), user, name);
    }
    Thread.sleep(growing ? 0 : random.nextInt(10) == 0 ? 3000 : random.nextInt(150));
  }

  private <T> T anyOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
