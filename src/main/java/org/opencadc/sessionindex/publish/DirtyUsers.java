package org.opencadc.sessionindex.publish;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.opencadc.sessionindex.ledger.ResourceVersions;

/**
 * Which users' summaries do not yet reflect the ledger, and since when. A user is dirty from the
 * change until the write's answer or an equal comparison. Thread-safe.
 */
final class DirtyUsers {
  private final Map<String, Entry> dirty = new HashMap<>();
  private long marks;

  private static final class Entry {
    Mark oldest;
    Mark whilePublishing;
    boolean publishing;
    boolean partly;
  }

  /**
   * What was applied just before a change, and as of when that was proven current.
   *
   * @param number the older mark has the smaller one
   * @param versions null when it is not known what the summary reflects, as after a start
   * @param time null likewise, and while nothing is proven
   */
  record Mark(long number, ResourceVersions versions, Instant time) {}

  /** A user changed; the versions are what was applied just before. */
  synchronized void mark(String user, ResourceVersions versions, Instant time) {
    Mark mark = new Mark(marks++, versions, time);
    Entry entry = dirty.computeIfAbsent(user, u -> new Entry());
    if (entry.oldest == null) {
      entry.oldest = mark;
    }
    if (entry.publishing && entry.whilePublishing == null) {
      entry.whilePublishing = mark;
    }
  }

  /**
   * A snapshot of the user is about to be taken. While an earlier one is out in part only, that one
   * counts.
   */
  synchronized void begin(String user) {
    Entry entry = dirty.get(user);
    if (entry != null && !entry.partly) {
      entry.publishing = true;
      entry.whilePublishing = null;
    }
  }

  /** Of the snapshot some objects are out; the others are to follow with later ones. */
  synchronized void partlyPublished(String user) {
    Entry entry = dirty.get(user);
    if (entry != null) {
      entry.partly = entry.publishing;
    }
  }

  /** Whether objects are to follow. */
  synchronized boolean isPartlyPublished(String user) {
    Entry entry = dirty.get(user);
    return entry != null && entry.partly;
  }

  /**
   * The snapshot is out, or was equal to what is out.
   *
   * @return whether the user changed meanwhile and is still dirty
   */
  synchronized boolean published(String user) {
    Entry entry = dirty.get(user);
    if (entry == null) {
      return false;
    }
    if (entry.publishing && entry.whilePublishing == null) {
      dirty.remove(user);
      return false;
    }
    if (entry.publishing) {
      entry.oldest = entry.whilePublishing;
    }
    entry.publishing = false;
    entry.partly = false;
    entry.whilePublishing = null;
    return true;
  }

  /** The oldest unpublished change; null when nothing is dirty. */
  synchronized Mark oldest() {
    Mark oldest = null;
    for (Entry entry : dirty.values()) {
      if (oldest == null || entry.oldest.number() < oldest.number()) {
        oldest = entry.oldest;
      }
    }
    return oldest;
  }

  synchronized boolean contains(String user) {
    return dirty.containsKey(user);
  }

  synchronized int size() {
    return dirty.size();
  }
}
