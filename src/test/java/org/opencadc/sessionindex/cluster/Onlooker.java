package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublishedThrough;
import org.opencadc.sessionindex.ledger.ResourceVersions;

/**
 * Reads the summaries again and again as a reader does, and notes every figure that looked live but
 * missed a session that it claims to reflect. For sessions that only ever come: then what is
 * missing is wrong.
 */
final class Onlooker implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(200);

  /** A Date header has whole seconds, so server times are known to half of one. */
  private static final Duration CLOCKS = Duration.ofMillis(1500);

  private final KubernetesClient client;
  private final Published published;
  private final String username;
  private final List<Started> started = new CopyOnWriteArrayList<>();
  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final AtomicLong readings = new AtomicLong();
  private final Thread thread = new Thread(this::look, "onlooker");
  private volatile boolean closed;

  private record Started(String job, String version, Instant committed) {}

  /**
   * Begins to look.
   *
   * @param client to the API server itself; closed with this
   */
  Onlooker(KubernetesClient client, String namespace, String username) {
    this.client = client;
    this.published = new Published(client, namespace);
    this.username = username;
    thread.setDaemon(true);
    thread.start();
  }

  /** A session of the user was stored. */
  void started(Job job) {
    started.add(
        new Started(
            job.getMetadata().getName(), job.getMetadata().getResourceVersion(), Instant.now()));
  }

  /** How many sessions were started. */
  long count() {
    return started.size();
  }

  /** Fails if anything was wrong; resets nothing. */
  void assertNeverWrong() {
    assertThat(wrong).isEmpty();
    assertThat(readings.get()).as("readings").isPositive();
  }

  private void look() {
    while (!closed) {
      try {
        // what is started after this moment need not be in what is read
        List<Started> before = List.copyOf(started);
        Instant begun = Instant.now();
        SessionSummaryStatus platform = published.platform();
        SessionSummaryStatus user = published.user(username);
        judge(before, begun, platform, user);
        readings.incrementAndGet();
        Thread.sleep(STEP.toMillis());
      } catch (KubernetesClientException e) {
        // no answer: a reader decides nothing on that
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void judge(
      List<Started> before,
      Instant begun,
      SessionSummaryStatus platform,
      SessionSummaryStatus user) {
    if (platform == null
        || platform.heartbeat() == null
        || !Instant.parse(platform.heartbeat().validUntil()).isAfter(begun)) {
      return;
    }
    Instant proven = Instant.parse(platform.heartbeat().validUntil()).minus(Published.VALID_FOR);
    long promised =
        before.stream()
            .filter(
                s ->
                    s.committed().isBefore(proven.minus(CLOCKS))
                        || ResourceVersions.compare(platform.observed().jobs(), s.version()) >= 0)
            .count();
    if (platform.sessions().total() < promised) {
      wrong.add(
          "platform says %d, proven as of %s at version %s, but there were %d"
              .formatted(
                  platform.sessions().total(), proven, platform.observed().jobs(), promised));
    }
    judgeUser(before, platform.publishedThrough(), user);
  }

  private void judgeUser(
      List<Started> before, PublishedThrough through, SessionSummaryStatus user) {
    if (through == null) {
      return;
    }
    List<String> rows =
        user == null || user.rows() == null
            ? List.of()
            : user.rows().stream().map(SessionRow::jobName).toList();
    List<String> missing = new ArrayList<>();
    for (Started s : before) {
      boolean promised =
          s.committed().isBefore(Instant.parse(through.time()).minus(CLOCKS))
              || (through.jobs() != null
                  && ResourceVersions.compare(through.jobs(), s.version()) >= 0);
      if (promised && !rows.contains(s.job())) {
        missing.add(s.job() + " of " + s.committed() + " at " + s.version());
      }
    }
    if (!missing.isEmpty()) {
      wrong.add("published through %s, but without %s".formatted(through, missing));
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    client.close();
  }
}
