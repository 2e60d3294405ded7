package org.opencadc.sessionindex;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.ledger.ResourceVersions;

/**
 * A reader that starts sessions of its own and holds the summaries to the reader's contract all the
 * while: figures that claim a version or a proof later than a session must have it.
 */
final class ContractReader implements AutoCloseable {
  private static final String USER = "contract-reader";
  private static final int MOST = 6;

  private record Started(String jobName, String version, Instant answered) {}

  private final Workload workload;
  private final List<Started> started = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final Thread thread = new Thread(this::run, "contract-reader");
  private long total;
  private int checks;
  private int included;

  private ContractReader(Workload workload) {
    this.workload = workload;
  }

  static ContractReader of(Workload workload) {
    ContractReader reader = new ContractReader(workload);
    reader.thread.setDaemon(true);
    reader.thread.start();
    return reader;
  }

  private void run() {
    for (int round = 0; !stop.get(); round++) {
      try {
        if (round % 5 == 0) {
          startOne();
        }
        check();
        Thread.sleep(20);
      } catch (KubernetesClientException e) {
        // the API server is away, as some tests want it
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      stop.set(true);
    }
  }

  private void startOne() {
    Job job = workload.start("headless", USER);
    started.add(
        new Started(
            job.getMetadata().getName(), job.getMetadata().getResourceVersion(), Instant.now()));
    total++;
    if (started.size() > MOST) {
      Started oldest = started.remove(0);
      workload
          .site()
          .admin()
          .batch()
          .v1()
          .jobs()
          .inNamespace(workload.namespace())
          .withName(oldest.jobName())
          .delete();
    }
  }

  private void check() {
    SessionSummaryStatus platform = workload.platform();
    SessionSummaryStatus user = workload.user(USER);
    if (platform == null || platform.heartbeat() == null) {
      return;
    }
    checks++;
    String through =
        platform.publishedThrough() == null ? null : platform.publishedThrough().jobs();
    String own = user == null ? null : user.observed().jobs();
    String effective = ResourceVersions.compare(own, through) > 0 ? own : through;
    for (Started session : started) {
      boolean claimed = ResourceVersions.compare(effective, session.version()) >= 0;
      boolean shown =
          user != null
              && user.rows().stream().anyMatch(row -> row.jobName().equals(session.jobName()));
      if (claimed && !shown) {
        violations.add(
            "the user's summary claims " + effective + " but lacks a Job of " + session.version());
      }
      if (shown) {
        included++;
      }
      timeClaimed(platform)
          .filter(time -> !shown && time.isAfter(session.answered()))
          .ifPresent(
              time ->
                  violations.add(
                      "publishedThrough " + time + " but lacks a Job of " + session.answered()));
    }
  }

  private static Optional<Instant> timeClaimed(SessionSummaryStatus platform) {
    return Optional.ofNullable(platform.publishedThrough())
        .map(through -> Instant.parse(through.time()));
  }

  int checks() {
    return checks;
  }

  /** Sessions that were seen in the summary, each time counted. */
  int included() {
    return included;
  }

  /** Sessions started. */
  long total() {
    return total;
  }

  /** Ends and returns where the contract was broken. */
  List<String> violations() {
    close();
    return violations;
  }

  @Override
  public void close() {
    stop.set(true);
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
