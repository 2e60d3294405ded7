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

  /** Whether this pod is newer; names decide within a second. */
  boolean newerThan(PodEntry other) {
    String mine = facts.creationTime() == null ? "" : facts.creationTime();
    String theirs = other.facts.creationTime() == null ? "" : other.facts.creationTime();
    int byTime = mine.compareTo(theirs);
    return byTime != 0 ? byTime > 0 : facts.name().compareTo(other.facts.name()) > 0;
  }
}
