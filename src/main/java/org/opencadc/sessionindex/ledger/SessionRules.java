package org.opencadc.sessionindex.ledger;

import java.util.List;

/**
 * Which Jobs are sessions, and what their labels say: per key the first generation that has it.
 * Skaha fails on a Job that is no session; here it is told apart.
 */
final class SessionRules {
  private static final List<String> KINDS =
      List.of("headless", "notebook", "desktop", "desktop-app", "carta", "contributed", "firefly");

  private final List<LabelGeneration> generations;

  SessionRules(List<LabelGeneration> generations) {
    this.generations = List.copyOf(generations);
  }

  /** The labels after precedence; null when there are none. */
  SessionLabels labels(JobFacts job) {
    SessionLabels labels = null;
    for (int i = 0; i < generations.size(); i++) {
      labels = merge(labels, generation(job, generations.get(i)));
    }
    return labels;
  }

  /** Why a Job with these labels is no session; null when it is one. */
  SkipReason objection(SessionLabels labels) {
    if (labels == null
        || labels.id() == null
        || labels.username() == null
        || labels.kind() == null) {
      return SkipReason.MissingLabels;
    }
    return isKnown(labels.kind()) ? null : SkipReason.UnknownKind;
  }

  /** The session of a Job to whose labels there is no objection. */
  Session session(JobFacts job, SessionLabels labels) {
    SessionStatus status = SessionStatus.of(job);
    return new Session(
        labels,
        fixed(job, labels.flavor()),
        status,
        status == SessionStatus.PENDING && job.suspend(),
        job.queue());
  }

  /** Each generation of Skaha takes a session without a flavor for the other one. */
  private boolean fixed(JobFacts job, String flavor) {
    return namedBy(job) == LabelGeneration.CANONICAL
        ? "fixed".equals(flavor)
        : !"flexible".equals(flavor);
  }

  private LabelGeneration namedBy(JobFacts job) {
    for (LabelGeneration generation : generations) {
      SessionLabels labels = generation(job, generation);
      if (labels != null && labels.id() != null) {
        return generation;
      }
    }
    throw new IllegalArgumentException("a Job without an id is no session");
  }

  private static SessionLabels generation(JobFacts job, LabelGeneration generation) {
    return generation == LabelGeneration.CANONICAL ? job.canonical() : job.legacy();
  }

  private static boolean isKnown(String kind) {
    for (int i = 0; i < KINDS.size(); i++) {
      if (KINDS.get(i).equalsIgnoreCase(kind)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the first itself when the second adds nothing: there is one per row to keep. */
  private static SessionLabels merge(SessionLabels first, SessionLabels second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    SessionLabels merged =
        new SessionLabels(
            either(first.id(), second.id()),
            either(first.username(), second.username()),
            either(first.kind(), second.kind()),
            either(first.name(), second.name()),
            either(first.appId(), second.appId()),
            either(first.flavor(), second.flavor()),
            either(first.community(), second.community()),
            either(first.project(), second.project()));
    return merged.equals(first) ? first : merged;
  }

  private static String either(String first, String second) {
    return first == null ? second : first;
  }
}
