package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionIndexStatus;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus.Heartbeat;
import org.opencadc.sessionindex.api.SessionSummaryStatus.NodesSummary;
import org.opencadc.sessionindex.api.SessionSummaryStatus.Observed;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublicThrough;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublishedThrough;
import org.opencadc.sessionindex.publish.SummaryNames;

/** A namespace and its operator, stepped by hand; its clock moves with each pause. */
final class FakeCluster extends Clock implements ClusterReads {
  private static final Cost COST = new Cost(1, 100, 2);

  final List<Job> jobs = new ArrayList<>(Given.jobs("fixtures/canonical.joblist.json"));
  final List<Pod> pods = new ArrayList<>(Given.pods("fixtures/canonical.podlist.json"));
  final List<SessionSummary> others = new ArrayList<>();
  final Map<String, SessionSummaryStatus> users = new TreeMap<>();
  SessionIndexSpec spec;
  SessionIndexStatus indexStatus;
  SessionSummaryStatus platform;
  List<Node> nodes = Given.workers();
  Instant now = Instant.parse("2026-11-23T08:00:00Z");
  int version = 98;
  int pauses;
  Runnable beforeJobs = () -> {};
  Runnable beforeSummaries = () -> {};

  Verify verify(boolean showNames) {
    return verify(showNames, Duration.ofSeconds(60));
  }

  /**
   * With a timeout of its own.
   *
   * @param timeout null when none is given
   */
  Verify verify(boolean showNames, Duration timeout) {
    CatchUp.Pause pause =
        duration -> {
          now = now.plus(duration);
          pauses++;
        };
    return new Verify(this, "ns", this, pause, timeout, showNames);
  }

  /** Publishes what is right now. */
  void publish() {
    publish(Recount.of(jobs, pods, nodes, spec), String.valueOf(version));
  }

  void publish(Recount recount, String through) {
    String until = now.plusSeconds(45).toString();
    SessionSummaryStatus right = recount.platform();
    NodesSummary n = right.nodes();
    platform =
        new SessionSummaryStatus(
            new Heartbeat(now.toString(), until),
            new PublishedThrough(now.toString(), until, through, through),
            recount.publicRows() == null ? null : new PublicThrough(now.toString(), through),
            null,
            new Observed(now.toString(), "1", "1", "1"),
            right.sessions(),
            right.resources(),
            null,
            n == null
                ? null
                : new NodesSummary(
                    n.selected(),
                    n.schedulable(),
                    n.cordoned(),
                    n.notReady(),
                    n.largestByCpu(),
                    n.largestByMemory(),
                    until),
            right.users(),
            right.usersOmitted(),
            null,
            null,
            null,
            null,
            null);
    users.clear();
    users.putAll(recount.users());
  }

  @Override
  public Listing<SessionIndex> indexes() {
    SessionIndex index = new SessionIndex();
    index.setMetadata(
        new ObjectMetaBuilder()
            .withName("main")
            .withUid("u")
            .withCreationTimestamp("2026-11-01T00:00:00Z")
            .build());
    index.setSpec(spec);
    index.setStatus(indexStatus);
    return listing(List.of(index));
  }

  @Override
  public Listing<SessionSummary> summary(String name) {
    return listing(
        platform == null
            ? List.of()
            : List.of(summary(SessionSummarySpec.platform("main"), platform)));
  }

  @Override
  public Listing<SessionSummary> summaries() {
    beforeSummaries.run();
    List<SessionSummary> all = new ArrayList<>(summary("main").items());
    users.forEach(
        (name, status) -> all.add(summary(SessionSummarySpec.user("main", name), status)));
    all.addAll(others);
    return listing(all);
  }

  private static SessionSummary summary(SessionSummarySpec spec, SessionSummaryStatus status) {
    String name =
        spec.username() == null
            ? SummaryNames.ofPlatform(spec.indexName())
            : SummaryNames.ofUser(spec.indexName(), spec.username());
    return summary(name, spec, status);
  }

  /** An object of a name that may be another than its identity demands. */
  static SessionSummary summary(String name, SessionSummarySpec spec, SessionSummaryStatus status) {
    SessionSummary summary = new SessionSummary();
    summary.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .addToLabels(SessionSummary.INDEX_LABEL, spec.indexName())
            .build());
    summary.setSpec(spec);
    summary.setStatus(status);
    return summary;
  }

  @Override
  public Listing<Job> jobs(LabelSelector selector) {
    beforeJobs.run();
    return listing(jobs);
  }

  @Override
  public Listing<Pod> pods() {
    return listing(pods);
  }

  @Override
  public Listing<Node> nodes(LabelSelector selector) {
    if (nodes == null) {
      throw new Target("nodes", "", null, "").refused("list");
    }
    return listing(nodes);
  }

  private <T> Listing<T> listing(List<T> items) {
    return new Listing<>(List.copyOf(items), String.valueOf(version), now, COST);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
