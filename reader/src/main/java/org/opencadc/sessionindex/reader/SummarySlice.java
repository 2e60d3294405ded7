package org.opencadc.sessionindex.reader;

import java.util.List;

/**
 * One object of a summary that is spread over several.
 *
 * @param version resourceVersion of the object; null when not known
 * @param status as published
 * @param sequence null while the operator does not number its writes
 * @param following what slice 0 says of the others
 * @param truncated whether rows are left out
 * @param holdsInteractive whether it has the rows of all sessions but headless ones, by its counts;
 *     false without counts, which only slice 0 of a user has
 */
record SummarySlice(
    String version,
    Members status,
    Long sequence,
    List<Following> following,
    boolean truncated,
    boolean holdsInteractive) {
  private static final String HEADLESS = "headless";

  /** Another slice and the number of its write that belongs to slice 0; null when not numbered. */
  record Following(String name, Long sequence) {}

  static SummarySlice of(Members object) {
    Members metadata = object.object("metadata");
    Members status = object.object("status");
    return new SummarySlice(
        metadata == null ? null : metadata.text("resourceVersion"),
        status,
        status.number("sequence"),
        status.objects("slices").stream()
            .map(slice -> new Following(slice.text("name"), slice.number("sequence")))
            .toList(),
        status.objects("conditions").stream()
            .anyMatch(
                condition ->
                    "Truncated".equals(condition.text("type"))
                        && "True".equals(condition.text("status"))),
        holdsInteractive(status));
  }

  private static boolean holdsInteractive(Members status) {
    Members sessions = status.object("sessions");
    Long total = sessions == null ? null : sessions.number("total");
    if (total == null) {
      return false;
    }
    long headless = sessions.counts("byKind").getOrDefault(HEADLESS, 0L);
    long rows =
        status.objects("rows").stream().filter(row -> !HEADLESS.equals(row.text("kind"))).count();
    return rows == total - headless;
  }

  Versions observed() {
    Members observed = status.object("observed");
    return observed == null
        ? Versions.UNKNOWN
        : new Versions(observed.text("jobs"), observed.text("pods"));
  }

  Computed computed() {
    Members observed = status.object("observed");
    return observed == null
        ? new Computed(null, null)
        : new Computed(observed.text("jobs"), observed.instant("time"));
  }

  /** The number of the write, lowest when not numbered. */
  long order() {
    return sequence == null ? -1 : sequence;
  }

  /** Whether it is at least the write that slice 0 names, which does for rows that never move. */
  boolean reaches(Following named) {
    return named.sequence() == null || (sequence != null && sequence >= named.sequence());
  }

  /**
   * Whether it is the very write that slice 0 names. A newer one may have lost a row to a slice
   * that was read before it.
   */
  boolean is(Following named) {
    return named.sequence() == null || named.sequence().equals(sequence);
  }
}
