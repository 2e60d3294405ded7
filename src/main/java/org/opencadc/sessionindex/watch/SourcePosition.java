package org.opencadc.sessionindex.watch;

import java.util.concurrent.atomic.AtomicLong;
import org.opencadc.sessionindex.ledger.ResourceVersions;

/**
 * How far a source has come: the version up to which it has told its events, and the lists that
 * interrupt that. All is called under the source's own lock, but for what says that it needs none.
 */
final class SourcePosition {
  private final AtomicLong lists = new AtomicLong();
  private long relists;
  private boolean listing = true;
  private volatile boolean listed;
  private volatile String applied;

  /** All is to be listed anew. Until it was, the applied version is of the epoch before. */
  void beginEpoch() {
    relists++;
    listing = true;
    listed = false;
  }

  /** A list was begun: until its end, what is told says nothing of versions. */
  void beginList() {
    listing = true;
  }

  /** A list was told as a whole. */
  void endList() {
    if (listed) {
      relists++;
    } else {
      // of the epoch before: nobody may take it for this one's
      applied = null;
    }
    listing = false;
    listed = true;
    lists.incrementAndGet();
  }

  /** No list of this epoch counts any more. */
  void refuse() {
    listed = false;
  }

  /** All up to a version was told; returns whether that is news. */
  boolean advance(String resourceVersion) {
    boolean news = ResourceVersions.compare(resourceVersion, applied) > 0;
    if (news) {
      applied = resourceVersion;
    }
    return news;
  }

  /** Whether all up to a version was told, and no list is under way. */
  boolean isAt(String resourceVersion) {
    return !listing && ResourceVersions.compare(applied, resourceVersion) >= 0;
  }

  /** Null when nothing was told yet. */
  String applied() {
    return applied;
  }

  /** The applied version of this epoch; null before its first list was told. Needs no lock. */
  String appliedOfEpoch() {
    return listed ? applied : null;
  }

  /** How often all was listed anew, or is to be. */
  long relists() {
    return relists;
  }

  /** Whether a list is under way. */
  boolean listing() {
    return listing;
  }

  /** Whether a list of this epoch was told. Needs no lock. */
  boolean listed() {
    return listed;
  }

  /** How many lists were told. Needs no lock. */
  long lists() {
    return lists.get();
  }
}
