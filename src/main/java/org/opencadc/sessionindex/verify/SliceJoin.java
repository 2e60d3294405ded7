package org.opencadc.sessionindex.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublicRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus.SliceReference;

/**
 * The rows of one scope from all of its objects, as a reader joins them: slice 0 and what that
 * names. A named slice that is missing, or another write than the named one, is a difference, for a
 * reader takes none of the rows then. So are rows of one user's object that are not in order, which
 * the joined ones no longer show.
 */
final class SliceJoin {
  private final Map<String, SessionSummaryStatus> slices;
  private final Findings findings;

  /**
   * Joins nothing yet.
   *
   * @param slices all further slices of the scope by name, named or not
   */
  SliceJoin(String scope, Map<String, SessionSummaryStatus> slices) {
    this.slices = slices;
    this.findings = new Findings(scope);
  }

  /** What is wrong with the slices, as far as anything was joined. */
  List<Difference> differences() {
    return findings.found();
  }

  /** Slice 0 of a user with all rows; of a row found twice, the one of the higher sequence. */
  SessionSummaryStatus user(SessionSummaryStatus first) {
    List<SessionSummaryStatus> named = new ArrayList<>();
    for (SliceReference reference : named(first)) {
      SessionSummaryStatus slice = slices.get(reference.name());
      if (slice == null || sequence(slice) != sequence(reference)) {
        misses(reference, slice);
      } else {
        named.add(slice);
      }
    }
    // in the middle of a round, rows may be where slice 0 is about to say
    List<SessionSummaryStatus> all =
        differences().isEmpty() ? named : new ArrayList<>(slices.values());
    for (SliceReference reference : named(first)) {
      holdsAll(path(reference) + ".", slices.get(reference.name()));
    }
    if (all.isEmpty()) {
      return first;
    }
    all.add(first);
    all.sort(Comparator.comparing(SliceJoin::sequence));
    Map<String, SessionRow> rows = new TreeMap<>(Comparator.nullsFirst(Rows.BYTES));
    for (SessionSummaryStatus slice : all) {
      List<SessionRow> own = Objects.requireNonNullElse(slice.rows(), List.of());
      new RowComparison(findings).order(own);
      own.forEach(row -> rows.put(row.jobName(), row));
    }
    return first.withRows(List.copyOf(rows.values()));
  }

  /** The public rows of slice 0 and then of each that it names; null if one is missing. */
  List<PublicRow> publicRows(SessionSummaryStatus first) {
    List<PublicRow> rows = new ArrayList<>(rows(first));
    boolean missing = false;
    holdsAll("", first);
    for (SliceReference reference : named(first)) {
      SessionSummaryStatus slice = slices.get(reference.name());
      if (slice == null || sequence(slice) < sequence(reference)) {
        misses(reference, slice);
      }
      holdsAll(path(reference) + ".", slice);
      missing |= slice == null;
      rows.addAll(slice == null ? List.of() : rows(slice));
    }
    return missing ? null : rows;
  }

  private void misses(SliceReference named, SessionSummaryStatus found) {
    findings.add(
        path(named),
        "sequence " + sequence(named),
        found == null ? Difference.ABSENT : "sequence " + sequence(found));
  }

  /**
   * Finds a slice that leaves rows out: a reader takes none of them then. Of a user, slice 0 is
   * compared with the rows.
   */
  private void holdsAll(String prefix, SessionSummaryStatus slice) {
    String truncated = slice == null ? null : RowComparison.truncated(slice);
    if (truncated != null) {
      findings.add(prefix + "conditions.Truncated", Difference.ABSENT, truncated);
    }
  }

  private static String path(SliceReference named) {
    return "slices[" + named.name() + "]";
  }

  private static List<SliceReference> named(SessionSummaryStatus first) {
    return Objects.requireNonNullElse(first.slices(), List.of());
  }

  private static List<PublicRow> rows(SessionSummaryStatus slice) {
    return Objects.requireNonNullElse(slice.publicRows(), List.of());
  }

  private static long sequence(SliceReference named) {
    return Objects.requireNonNullElse(named.sequence(), 0L);
  }

  private static long sequence(SessionSummaryStatus slice) {
    return Objects.requireNonNullElse(slice.sequence(), 0L);
  }
}
