package org.opencadc.sessionindex.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec.Scope;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublicRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus.SliceReference;

/**
 * The summaries of one index at one moment.
 *
 * @param platform null when there is none or it has no status
 * @param publicRows in the order of the slices; null when there are none or one that is named is
 *     not there
 * @param serverTime of the API server; null when it did not say
 */
record Published(
    SessionSummaryStatus platform,
    Map<String, SessionSummaryStatus> users,
    List<PublicRow> publicRows,
    Instant serverTime,
    Cost cost) {

  static Published read(ClusterReads reads, String indexName) {
    Listing<SessionSummary> summaries = reads.summaries(indexName);
    SessionSummaryStatus platform = null;
    Map<String, SessionSummaryStatus> users = new TreeMap<>();
    Map<String, List<SessionSummaryStatus>> slices = new TreeMap<>();
    Map<String, SessionSummaryStatus> publicSlices = new TreeMap<>();
    for (SessionSummary summary : summaries.items()) {
      boolean ours = summary.getSpec() != null && indexName.equals(summary.getSpec().indexName());
      if (ours && summary.getStatus() != null) {
        if (summary.getSpec().scope() == Scope.Platform) {
          platform = summary.getStatus();
        } else if (summary.getSpec().scope() == Scope.Public) {
          publicSlices.put(summary.getMetadata().getName(), summary.getStatus());
        } else if (summary.getSpec().slice() == 0) {
          users.put(summary.getSpec().username(), summary.getStatus());
        } else {
          slices
              .computeIfAbsent(summary.getSpec().username(), user -> new ArrayList<>())
              .add(summary.getStatus());
        }
      }
    }
    users.replaceAll((user, first) -> together(first, slices.getOrDefault(user, List.of())));
    SessionSummaryStatus first = publicSlices.get(indexName + ".public--0");
    return new Published(
        platform,
        users,
        first == null ? null : inOrder(first, publicSlices),
        summaries.serverTime(),
        summaries.cost());
  }

  private static List<PublicRow> inOrder(
      SessionSummaryStatus first, Map<String, SessionSummaryStatus> slices) {
    List<PublicRow> rows = new ArrayList<>(rows(first));
    for (SliceReference slice :
        Objects.requireNonNullElse(first.slices(), List.<SliceReference>of())) {
      SessionSummaryStatus named = slices.get(slice.name());
      if (named == null) {
        return null;
      }
      rows.addAll(rows(named));
    }
    return rows;
  }

  private static List<PublicRow> rows(SessionSummaryStatus slice) {
    return Objects.requireNonNullElse(slice.publicRows(), List.of());
  }

  /** Slice 0 with all rows; of a row found twice, the one of the higher sequence. */
  private static SessionSummaryStatus together(
      SessionSummaryStatus first, List<SessionSummaryStatus> slices) {
    if (slices.isEmpty()) {
      return first;
    }
    List<SessionSummaryStatus> oldestFirst = new ArrayList<>(slices);
    oldestFirst.add(first);
    oldestFirst.sort(
        Comparator.comparing(slice -> Objects.requireNonNullElse(slice.sequence(), 0L)));
    Map<String, SessionRow> rows = new TreeMap<>(Comparator.nullsFirst(Rows.BYTES));
    for (SessionSummaryStatus slice : oldestFirst) {
      Objects.requireNonNullElse(slice.rows(), List.<SessionRow>of())
          .forEach(row -> rows.put(row.jobName(), row));
    }
    return first.withRows(List.copyOf(rows.values()));
  }

  /**
   * Whether every summary reflects at least these versions.
   *
   * @param withPublic whether the public rows must, too
   */
  boolean reaches(Versions versions, boolean withPublic) {
    return platform != null
        && (!withPublic || Versions.publicReach(platform, versions))
        && Versions.effective(platform, platform).reach(versions)
        && (Versions.through(platform).reach(versions)
            || users.values().stream()
                .allMatch(user -> Versions.effective(user, platform).reach(versions)));
  }
}
