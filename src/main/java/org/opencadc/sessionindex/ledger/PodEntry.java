package org.opencadc.sessionindex.ledger;

/** One known pod, and its place in the chain of its Job's pods. */
final class PodEntry {
  PodFacts facts;
  int epoch;
  JobEntry job;
  PodEntry previous;
  PodEntry next;

  PodEntry(PodFacts facts, int epoch) {
    this.facts = facts;
    this.epoch = epoch;
  }

  /** Whether this pod is newer; names decide within a second, then uids. */
  boolean newerThan(PodEntry other) {
    String mine = facts.creationTime() == null ? "" : facts.creationTime();
    String theirs = other.facts.creationTime() == null ? "" : other.facts.creationTime();
    int byTime = mine.compareTo(theirs);
    if (byTime != 0) {
      return byTime > 0;
    }
    int byName = facts.name().compareTo(other.facts.name());
    return byName != 0 ? byName > 0 : facts.uid().compareTo(other.facts.uid()) > 0;
  }
}
