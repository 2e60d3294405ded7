package org.opencadc.sessionindex.publish;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.opencadc.sessionindex.ledger.JobFacts;
import org.opencadc.sessionindex.ledger.SessionLabels;
import org.opencadc.sessionindex.ledger.UserSnapshot.SessionFacts;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

/**
 * A slice while it is filled: so many rows, and so many bytes by an estimate that a row never
 * outgrows, so that a row that was let in can stay.
 */
final class SliceFill {
  private static final int MOST_BYTES = 368 << 10;

  /** Of a further slice, as slice 0 names it: of the longest index and user, with a sequence. */
  private static final int MOST_BYTES_OF_A_NAME = 160;

  /** Field names and punctuation, times, numbers, reason and message. */
  private static final int FIXED_BYTES = 1100;

  /** Of a character: an escape of JSON, which is longer than any UTF-8. */
  private static final int MOST_BYTES_OF_ONE = 6;

  private static final String HEADLESS = "headless";

  private final int mostRows;
  private final int mostBytes;
  private final List<SessionFacts> rows = new ArrayList<>();
  private int bytes;
  private int headless;

  private SliceFill(int mostRows, int mostBytes) {
    this.mostRows = mostRows;
    this.mostBytes = mostBytes;
  }

  /** An empty slice that names no other. */
  static SliceFill further(int mostRows) {
    return new SliceFill(mostRows, MOST_BYTES);
  }

  /** An empty slice 0 that may come to name so many others, with room for their names. */
  static SliceFill first(int mostRows, int mostSlices) {
    return new SliceFill(mostRows, MOST_BYTES - mostSlices * MOST_BYTES_OF_A_NAME);
  }

  /** Whether all these rows fit into one slice. */
  static boolean fits(List<SessionFacts> sessions, int mostRows) {
    SliceFill fill = further(mostRows);
    for (SessionFacts session : sessions) {
      if (!fill.admits(session)) {
        return false;
      }
      fill.add(session);
    }
    return true;
  }

  /** What the rows of these sessions do not outgrow, whatever characters they have. */
  static long neverMoreBytes(List<SessionFacts> sessions) {
    long bytes = 0;
    for (SessionFacts session : sessions) {
      bytes += (long) MOST_BYTES_OF_ONE * estimate(session);
    }
    return bytes;
  }

  static boolean headless(SessionFacts session) {
    return session.labels().kind().equals(HEADLESS);
  }

  int size() {
    return rows.size();
  }

  int headless() {
    return headless;
  }

  boolean admits(SessionFacts session) {
    return rows.size() < mostRows && bytes + estimate(session) <= mostBytes;
  }

  boolean admitsAll(SliceFill other, int mostHeadless) {
    return rows.size() + other.rows.size() <= mostRows
        && bytes + other.bytes <= mostBytes
        && headless + other.headless <= mostHeadless;
  }

  void add(SessionFacts session) {
    rows.add(session);
    bytes += estimate(session);
    headless += headless(session) ? 1 : 0;
  }

  void addAll(SliceFill other) {
    other.rows.forEach(this::add);
  }

  SessionFacts removeLastHeadless() {
    for (int i = rows.size() - 1; i >= 0; i--) {
      SessionFacts session = rows.get(i);
      if (headless(session)) {
        rows.remove(i);
        bytes -= estimate(session);
        headless--;
        return session;
      }
    }
    throw new IllegalStateException("there is no headless row");
  }

  /** The rows by Job name. */
  List<SessionFacts> sorted() {
    rows.sort(Comparator.comparing(session -> session.job().name()));
    return rows;
  }

  private static int estimate(SessionFacts session) {
    JobFacts job = session.job();
    SessionLabels labels = session.labels();
    int pod = Math.max(job.name().length() + 8, length(session.podName()));
    return FIXED_BYTES
        + job.name().length()
        + pod
        + length(labels.id())
        + length(labels.kind())
        + length(labels.name())
        + length(labels.appId())
        + length(labels.flavor())
        + length(labels.community())
        + length(labels.project())
        + length(job.queue())
        + length(job.template().image())
        + 20 * job.template().supplementalGroups().size()
        + size(job.template().requests())
        + size(job.template().limits());
  }

  private static int size(VerbatimAmounts amounts) {
    int size = 32 + length(amounts.cpu()) + length(amounts.memory());
    for (Map.Entry<String, String> extended : amounts.extended().entrySet()) {
      size += extended.getKey().length() + extended.getValue().length() + 6;
    }
    return size;
  }

  private static int length(String text) {
    return text == null ? 0 : text.length();
  }
}
