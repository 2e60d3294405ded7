package org.opencadc.sessionindex.publish;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.opencadc.sessionindex.ledger.ResourceVersions;

/**
 * What our own writes answered, until the informer has caught up with them: a write must be
 * compared with, and fenced by, the newer of the two. A write without an answer may have been done,
 * and then what was there before is equal by chance at most.
 */
final class LastWrites {
  private final Map<SummaryKey, Known> writes = new ConcurrentHashMap<>();

  /**
   * What is known of an object.
   *
   * @param inDoubt whether somebody, perhaps we, may have written what is not known
   */
  record Known(String uid, String version, PublishedSummary.Content content, boolean inDoubt) {

    /** An object that was seen, or was written with an answer. */
    Known(String uid, String version, PublishedSummary.Content content) {
      this(uid, version, content, false);
    }

    /**
     * The same object with what nobody knows in it.
     *
     * @param latest version that it was seen to have
     */
    Known doubted(String latest) {
      return new Known(uid, latest, content.doubted(), true);
    }
  }

  void wrote(SummaryKey key, Known known) {
    writes.put(key, known);
  }

  Known last(SummaryKey key, Known otherwise) {
    return writes.getOrDefault(key, otherwise);
  }

  /** Forgets an object that is gone; not that which has taken its name since. */
  void forget(SummaryKey key, String uid) {
    writes.computeIfPresent(key, (name, written) -> written.uid().equals(uid) ? null : written);
  }

  /** Whether the informer shows what we wrote last, or has not even come that far. */
  boolean echoes(PublishedSummary informed) {
    Known written = writes.get(informed.key());
    return written != null
        && !written.inDoubt()
        && written.uid().equals(informed.getMetadata().getUid())
        && ResourceVersions.compare(informed.getMetadata().getResourceVersion(), written.version())
            <= 0;
  }

  /** The newer of the informer's copy and what is known of our last write. */
  Known newest(PublishedSummary informed) {
    Known seen =
        new Known(
            informed.getMetadata().getUid(),
            informed.getMetadata().getResourceVersion(),
            informed.content());
    Known written = writes.get(informed.key());
    boolean ours =
        written != null && written.uid().equals(seen.uid()) && prevails(written, seen.version());
    if (!ours && written != null) {
      writes.remove(informed.key(), written);
    }
    return ours ? written : seen;
  }

  /** Whether it is newer than what is seen; or as old, and in doubt. */
  private static boolean prevails(Known written, String seen) {
    int beside = ResourceVersions.compare(written.version(), seen);
    return beside > 0 || (beside == 0 && written.inDoubt());
  }
}
