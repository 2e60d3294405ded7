package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/**
 * Compares the summaries of an index with LISTs of what they sum up, within versions: first the
 * LISTs, then the summaries once they reflect them; where they differ, the LISTs again, as on a
 * busy cluster the summaries are the newer ones.
 */
public final class Verify {
  private static final int MOST_ROUNDS = 5;

  private final ClusterReads reads;
  private final String namespace;
  private final Clock clock;
  private final CatchUp catchUp;
  private final Duration timeout;
  private final boolean showNames;

  /**
   * A comparison of a namespace's summaries.
   *
   * @param client with the permission to list jobs, pods, nodes and both resources of the index
   * @param timeout how long to wait for the summaries to reflect a LIST; null for a minute, or four
   *     where public rows are wanted
   * @param showNames whether session ids and Job names may be in the report; they are secrets
   */
  public Verify(
      KubernetesClient client, String namespace, Clock clock, Duration timeout, boolean showNames) {
    this(
        new HttpReads(client, namespace),
        namespace,
        clock,
        duration -> Thread.sleep(duration.toMillis()),
        timeout,
        showNames);
  }

  Verify(
      ClusterReads reads,
      String namespace,
      Clock clock,
      CatchUp.Pause pause,
      Duration timeout,
      boolean showNames) {
    this.reads = reads;
    this.namespace = namespace;
    this.clock = clock;
    this.catchUp = new CatchUp(reads, clock, pause);
    this.timeout = timeout;
    this.showNames = showNames;
  }

  /**
   * Compares.
   *
   * @param indexName null for the index that is served: the oldest of the namespace
   * @throws CannotCompareException when something needed is missing; the message names it
   */
  public VerifyReport run(String indexName) {
    SessionIndex index = index(indexName);
    String name = index.getMetadata().getName();
    boolean withPublic = SessionIndexSpec.orDefaults(index.getSpec()).publish().publicRows();
    Comparison comparison = new Comparison(true);
    Suspects suspects = new Suspects();
    boolean withNodes = !NodePermission.missing(reads, index);
    Snapshot listed = Snapshot.take(reads, index, withNodes);
    Duration patience = timeout == null ? CatchUp.usual(withPublic) : timeout;
    CatchUp.Outcome first = catchUp.await(name, listed.versions(), withPublic, patience);
    CatchUp.Outcome outcome = first;
    int rounds = 0;
    while (true) {
      rounds++;
      Published published = outcome.published();
      SessionSummaryStatus platform = platform(published, name);
      refuseUnknownNodes(listed, platform);
      List<Difference> before = differences(comparison, listed.recount(), platform, published);
      if (before.isEmpty()) {
        suspects.judge(before, before, scope -> true);
        break;
      }
      Snapshot earlier = listed;
      Snapshot later = Snapshot.take(reads, index, withNodes);
      suspects.judge(
          before,
          differences(comparison, later.recount(), platform, published),
          scope -> earlier.objects().stoodStill(scope, later.objects()));
      listed = later;
      if (suspects.settled() || rounds == MOST_ROUNDS) {
        break;
      }
      Duration wait = first.reached() ? patience : Duration.ZERO;
      outcome = catchUp.await(name, listed.versions(), withPublic, wait);
    }
    List<Difference> differences = new ArrayList<>(Freshness.stale(outcome.published(), clock));
    differences.addAll(suspects.confirmed());
    Recount recount = listed.recount();
    return new VerifyReport(
        namespace,
        name,
        masked(differences, recount),
        masked(suspects.unsettled(), recount),
        Notes.of(listed, outcome.published(), first.publicRowsLag()),
        first.reached(),
        first.lag().toMillis() / 1000.0,
        listed.cost(),
        catchUp.lastGet(),
        outcome.published().cost(),
        rounds,
        users(recount, outcome.published()).size(),
        recount.users().values().stream().mapToInt(user -> user.rows().size()).sum(),
        recount.publicRows() == null ? 0 : recount.publicRows().size());
  }

  private static List<Difference> differences(
      Comparison comparison, Recount recount, SessionSummaryStatus platform, Published published) {
    List<Difference> differences =
        new ArrayList<>(comparison.compare(recount, platform, published.users()));
    differences.addAll(published.refused());
    differences.addAll(PublicComparison.compare(recount.publicRows(), published.publicRows()));
    return differences;
  }

  private SessionIndex index(String name) {
    Comparator<SessionIndex> oldest =
        Comparator.comparing(
                (SessionIndex index) -> index.getMetadata().getCreationTimestamp(),
                Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(index -> index.getMetadata().getUid());
    return reads.indexes().items().stream()
        .filter(index -> name == null || name.equals(index.getMetadata().getName()))
        .filter(index -> index.getMetadata().getDeletionTimestamp() == null)
        .min(oldest)
        .orElseThrow(
            () ->
                new CannotCompareException(
                    "there is no SessionIndex"
                        + (name == null ? "" : " " + name)
                        + " in namespace "
                        + namespace));
  }

  private SessionSummaryStatus platform(Published published, String name) {
    if (published.platform() == null) {
      throw new CannotCompareException(
          "the SessionSummary " + name + " in namespace " + namespace + " is not published");
    }
    return published.platform();
  }

  private static void refuseUnknownNodes(Snapshot listed, SessionSummaryStatus platform) {
    if (listed.nodesRefused() && platform.nodes() != null) {
      throw new CannotCompareException(
          "nodes are published, but listing them is not allowed: the role needs list nodes");
    }
  }

  private List<Difference> masked(List<Difference> differences, Recount recount) {
    return showNames
        ? List.copyOf(differences)
        : differences.stream()
            .map(each -> Masking.mask(each, recount.ofUser(each.username())))
            .toList();
  }

  private static Set<String> users(Recount recount, Published published) {
    Set<String> users = new TreeSet<>(recount.users().keySet());
    users.addAll(published.users().keySet());
    return users;
  }
}
