package org.opencadc.sessionindex.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The exact totals of one index. Thread-safe. Every event is O(1) in the number of objects and
 * idempotent; an event older than what is known of its uid is ignored within an epoch.
 */
public final class Ledger {
  private final Object lock = new Object();
  private final SkipBook skipped = new SkipBook();
  private final UserBook users = new UserBook();
  private final JobBook jobs;
  private final PodBook pods;
  private final NodeBook nodes;
  private final AppliedVersions applied = new AppliedVersions();

  /**
   * An empty ledger.
   *
   * @param generations label generations in order of precedence, per key
   */
  public Ledger(List<LabelGeneration> generations) {
    jobs = new JobBook(new SessionRules(generations), users, skipped);
    pods = new PodBook(jobs, skipped);
    nodes = new NodeBook(skipped);
  }

  /** Takes in a Job that was added or changed. */
  public Changes apply(JobFacts job) {
    synchronized (lock) {
      ChangeSet changes = new ChangeSet();
      jobs.apply(job, changes);
      return changes.changes();
    }
  }

  /** Takes in a Pod that was added or changed. */
  public Changes apply(PodFacts pod) {
    synchronized (lock) {
      ChangeSet changes = new ChangeSet();
      pods.apply(pod, changes);
      return changes.changes();
    }
  }

  /** Takes in a Node that was added or changed. */
  public Changes apply(NodeFacts node) {
    synchronized (lock) {
      ChangeSet changes = new ChangeSet();
      nodes.apply(node, changes);
      return changes.changes();
    }
  }

  /** Takes out a deleted object; an unknown uid changes nothing. */
  public Changes remove(ObjectKind kind, String uid) {
    synchronized (lock) {
      ChangeSet changes = new ChangeSet();
      switch (kind) {
        case JOB -> jobs.remove(uid, changes);
        case POD -> pods.remove(uid, changes);
        case NODE -> nodes.remove(uid, changes);
      }
      return changes.changes();
    }
  }

  /**
   * Begins a new epoch of a kind: facts that come now replace what is known whatever their
   * versions, as after an etcd restore; what is known stays until {@link #sweep}.
   */
  public void beginEpoch(ObjectKind kind) {
    synchronized (lock) {
      applied.beginEpoch(kind);
      switch (kind) {
        case JOB -> jobs.beginEpoch();
        case POD -> pods.beginEpoch();
        case NODE -> nodes.beginEpoch();
      }
    }
  }

  /** Takes out every object of a kind that is not among the live ones: the end of a list. */
  public Changes sweep(ObjectKind kind, Set<String> liveUids) {
    synchronized (lock) {
      ChangeSet changes = new ChangeSet();
      switch (kind) {
        case JOB -> jobs.sweep(liveUids, changes);
        case POD -> pods.sweep(liveUids, changes);
        case NODE -> nodes.sweep(liveUids, changes);
      }
      return changes.changes();
    }
  }

  /**
   * Sets the applied version of a kind. The first one of a new epoch may go back; within an epoch
   * an older one changes nothing.
   */
  public void applied(ObjectKind kind, String resourceVersion) {
    synchronized (lock) {
      applied.set(kind, resourceVersion);
    }
  }

  /** The applied versions now. */
  public ResourceVersions applied() {
    synchronized (lock) {
      return applied.get();
    }
  }

  /** The platform's figures now, with at most maxUsers lines in the user table. */
  public PlatformSnapshot platform(int maxUsers) {
    PlatformSnapshot snapshot;
    synchronized (lock) {
      snapshot =
          new PlatformSnapshot(
              applied.get(),
              jobs.counts(),
              users.size(),
              users.activeUsers(),
              pods.allocated(),
              pods.effective(),
              pods.pending(),
              jobs.queued(),
              nodes.totals(),
              users.lines(),
              0,
              skipped.snapshot());
    }
    return snapshot.withTable(maxUsers);
  }

  /** A user's figures now; a user without sessions has zero counts and no rows. */
  public UserSnapshot user(String username) {
    Objects.requireNonNull(username);
    ResourceVersions observed;
    List<JobView> views;
    synchronized (lock) {
      observed = applied.get();
      views = users.views(username);
    }
    return UserSnapshot.of(username, observed, views);
  }

  /** The users with a session now. */
  public Set<String> users() {
    synchronized (lock) {
      return users.names();
    }
  }
}
