package org.opencadc.sessionindex.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec.Scope;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublicRow;

/**
 * The summaries of one index at one moment.
 *
 * @param platform null when there is none or it has no status
 * @param users by username, each with the rows of all slices
 * @param publicRows in the order of the slices; null when there are none or one that is named is
 *     not there
 * @param refused what readers would not find or not take: objects that are not where their identity
 *     says, and named slices that are missing or other writes than those that are named
 * @param serverTime of the API server; null when it did not say
 */
record Published(
    SessionSummaryStatus platform,
    Map<String, SessionSummaryStatus> users,
    List<PublicRow> publicRows,
    List<Difference> refused,
    Instant serverTime,
    Cost cost) {

  static Published read(ClusterReads reads, String indexName) {
    Listing<SessionSummary> summaries = reads.summaries();
    SessionSummaryStatus platform = null;
    Map<String, SessionSummaryStatus> users = new TreeMap<>();
    Map<String, Map<String, SessionSummaryStatus>> slices = new TreeMap<>();
    Map<String, SessionSummaryStatus> publicSlices = new TreeMap<>();
    List<Difference> refused = new ArrayList<>();
    List<Identity> concerned =
        summaries.items().stream()
            .map(summary -> new Identity(indexName, summary))
            .filter(Identity::concerns)
            .toList();
    for (Identity identity : concerned) {
      SessionSummary summary = identity.summary();
      refused.addAll(identity.differences());
      if (identity.named() && summary.getStatus() != null) {
        if (summary.getSpec().scope() == Scope.Platform) {
          platform = summary.getStatus();
        } else if (summary.getSpec().scope() == Scope.Public) {
          publicSlices.put(summary.getMetadata().getName(), summary.getStatus());
        } else if (summary.getSpec().slice() == 0) {
          users.put(summary.getSpec().username(), summary.getStatus());
        } else {
          slices
              .computeIfAbsent(summary.getSpec().username(), user -> new TreeMap<>())
              .put(summary.getMetadata().getName(), summary.getStatus());
        }
      }
    }
    users.replaceAll(
        (user, first) -> {
          SliceJoin join =
              new SliceJoin(Difference.user(user), slices.getOrDefault(user, Map.of()));
          SessionSummaryStatus joined = join.user(first);
          refused.addAll(join.differences());
          return joined;
        });
    SessionSummaryStatus first = publicSlices.get(indexName + ".public--0");
    SliceJoin join = new SliceJoin(PublicComparison.SCOPE, publicSlices);
    List<PublicRow> publicRows = first == null ? null : join.publicRows(first);
    refused.addAll(join.differences());
    return new Published(
        platform,
        users,
        publicRows,
        List.copyOf(refused),
        summaries.serverTime(),
        summaries.cost());
  }

  /**
   * Whether every summary reflects at least these versions, and readers may trust it.
   *
   * @param withPublic whether the public rows must, too
   */
  boolean reaches(Versions versions, boolean withPublic) {
    return platform != null
        && (!withPublic || Versions.publicReach(platform, versions))
        && Versions.vouched(platform)
        && Versions.effective(platform, platform).reach(versions)
        && (Versions.through(platform).reach(versions)
            || users.values().stream()
                .allMatch(
                    user -> whole(user) && Versions.effective(user, platform).reach(versions)));
  }

  /** Whether slice 0 speaks for all rows: while further slices wait it is newer than they are. */
  private static boolean whole(SessionSummaryStatus user) {
    return user.slices() == null || user.slices().isEmpty();
  }
}
