package org.opencadc.sessionindex.ledger;

import java.util.function.Function;

/**
 * One Job and its pods. Pods may come first and may stay last, so the facts can be missing. The
 * pods' sums are kept here and not by the user, so that a change of owner need not touch pods.
 */
final class JobEntry {
  JobFacts facts;
  int epoch;
  Session session;
  SkipReason skip;
  UserEntry owner;

  /** Index in the owner's list of sessions. */
  int position;

  private ResourceVector allocated = ResourceVector.ZERO;
  private ResourceVector pending = ResourceVector.ZERO;
  private PodEntry pods;

  /** Null when there is no pod, or when it has to be looked for again. */
  private PodEntry newest;

  /** Adds a pod; says whether that changes what is shown of this Job. */
  boolean add(PodEntry pod) {
    boolean mayBeNewest = pods == null || newest == null || pod.newerThan(newest);
    if (pods == null || (newest != null && mayBeNewest)) {
      newest = pod;
    }
    pod.job = this;
    pod.previous = null;
    pod.next = pods;
    if (pods != null) {
      pods.previous = pod;
    }
    pods = pod;
    allocated = allocated.plus(pod.facts.allocated());
    pending = pending.plus(pod.facts.pending());
    return mayBeNewest || shows(pod);
  }

  /** Takes out a pod of this Job; says whether that changes what is shown of this Job. */
  boolean remove(PodEntry pod) {
    boolean mayBeNewest = newest == null || newest == pod;
    if (mayBeNewest) {
      newest = null;
    }
    if (pod.previous == null) {
      pods = pod.next;
    } else {
      pod.previous.next = pod.next;
    }
    if (pod.next != null) {
      pod.next.previous = pod.previous;
    }
    pod.job = null;
    allocated = allocated.minus(pod.facts.allocated());
    pending = pending.minus(pod.facts.pending());
    return mayBeNewest || shows(pod);
  }

  /** Replaces what is known of a pod of this Job; says whether that changes what is shown. */
  boolean change(PodEntry pod, PodFacts facts) {
    boolean shown = newest == null || newest == pod || shows(pod);
    allocated = allocated.moved(pod.facts.allocated(), facts.allocated());
    pending = pending.moved(pod.facts.pending(), facts.pending());
    pod.facts = facts;
    if (newest == pod) {
      newest = pod.next == null && pod.previous == null ? pod : null;
    } else if (newest != null && pod.newerThan(newest)) {
      newest = pod;
    }
    return shown || newest == pod || shows(pod);
  }

  /** Whether nothing is known of this Job any more. */
  boolean isEmpty() {
    return facts == null && pods == null;
  }

  /** What the scheduler has yet to find room for; nothing unless this is a suspended session. */
  ResourceVector queued() {
    return session == null ? ResourceVector.ZERO : JobView.queued(facts);
  }

  JobView view() {
    PodFacts newestPod = newest();
    SessionStatus status = session.status();
    Why why =
        status == SessionStatus.PENDING || status == SessionStatus.FAILED
            ? SessionReasons.of(facts, status, newestPod, lastEnd())
            : null;
    boolean counts = QuotaTally.counts(session);
    return new JobView(
        facts,
        session,
        newestPod == null ? null : newestPod.name(),
        why,
        allocated,
        pending,
        counts ? held(PodDemand::allocated) : ResourceVector.ZERO,
        counts ? held(PodDemand::limits) : ResourceVector.ZERO);
  }

  private PodFacts newest() {
    if (newest == null) {
      newest = pods;
      for (PodEntry pod = pods; pod != null; pod = pod.next) {
        newest = pod.newerThan(newest) ? pod : newest;
      }
    }
    return newest == null ? null : newest.facts;
  }

  private ResourceVector held(Function<PodDemand, ResourceVector> what) {
    ResourceVector held = ResourceVector.ZERO;
    for (PodEntry pod = pods; pod != null; pod = pod.next) {
      held = pod.facts.phase().ended() ? held : held.plus(what.apply(pod.facts.demand()));
    }
    return held;
  }

  /** Looks through all pods: a Job has few that failed, by its backoffLimit. */
  private PodEnd lastEnd() {
    PodEntry last = null;
    for (PodEntry pod = pods; pod != null; pod = pod.next) {
      if (pod.facts.end() != null && (last == null || pod.newerThan(last))) {
        last = pod;
      }
    }
    return last == null ? null : last.facts.end();
  }

  private static boolean shows(PodEntry pod) {
    return !pod.facts.phase().ended() || pod.facts.end() != null;
  }
}
