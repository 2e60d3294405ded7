package org.opencadc.sessionindex.verify;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec.Scope;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/**
 * The summaries of one index at one moment.
 *
 * @param platform null when there is none or it has no status
 * @param serverTime of the API server; null when it did not say
 */
record Published(
    SessionSummaryStatus platform,
    Map<String, SessionSummaryStatus> users,
    Instant serverTime,
    Cost cost) {

  static Published read(ClusterReads reads, String indexName) {
    Listing<SessionSummary> summaries = reads.summaries(indexName);
    SessionSummaryStatus platform = null;
    Map<String, SessionSummaryStatus> users = new TreeMap<>();
    for (SessionSummary summary : summaries.items()) {
      boolean ours = summary.getSpec() != null && indexName.equals(summary.getSpec().indexName());
      if (ours && summary.getStatus() != null) {
        if (summary.getSpec().scope() == Scope.Platform) {
          platform = summary.getStatus();
        } else {
          users.put(summary.getSpec().username(), summary.getStatus());
        }
      }
    }
    return new Published(platform, users, summaries.serverTime(), summaries.cost());
  }

  /** Whether every summary reflects at least these versions. */
  boolean reaches(Versions versions) {
    return platform != null
        && Versions.effective(platform, platform).reach(versions)
        && (Versions.through(platform).reach(versions)
            || users.values().stream()
                .allMatch(user -> Versions.effective(user, platform).reach(versions)));
  }
}
