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
  private final List<LabelGeneration> generations;
  private final AppliedVersions applied = new AppliedVersions();
  private Books books;

  /**
   * An empty ledger.
   *
   * @param generations label generations in order of precedence, per key
   */
  public Ledger(List<LabelGeneration> generations) {
    this.generations = List.copyOf(generations);
    books = new Books(generations);
  }

  /** Takes in a Job that was added or changed. */
  public Changes apply(JobFacts job) {
    synchronized (lock) {
      ChangeSet changes = new ChangeSet();
      books.jobs.apply(job, changes);
      return changes.changes();
    }
  }

  /** Takes in a Pod that was added or changed. */
  public Changes apply(PodFacts pod) {
    synchronized (lock) {
      ChangeSet changes = new ChangeSet();
      books.pods.apply(pod, changes);
      return changes.changes();
    }
  }

  /** Takes in a Node that was added or changed. */
  public Changes apply(NodeFacts node) {
    synchronized (lock) {
      ChangeSet changes = new ChangeSet();
      books.nodes.apply(node, changes);
      return changes.changes();
    }
  }

  /** Takes out a deleted object; an unknown uid changes nothing. */
  public Changes remove(ObjectKind kind, String uid) {
    synchronized (lock) {
      ChangeSet changes = new ChangeSet();
      switch (kind) {
        case JOB -> books.jobs.remove(uid, changes);
        case POD -> books.pods.remove(uid, changes);
        case NODE -> books.nodes.remove(uid, changes);
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
        case JOB -> books.jobs.beginEpoch();
        case POD -> books.pods.beginEpoch();
        case NODE -> books.nodes.beginEpoch();
      }
    }
  }

  /** Takes out every object of a kind that is not among the live ones: the end of a list. */
  public Changes sweep(ObjectKind kind, Set<String> liveUids) {
    synchronized (lock) {
      ChangeSet changes = new ChangeSet();
      switch (kind) {
        case JOB -> books.jobs.sweep(liveUids, changes);
        case POD -> books.pods.sweep(liveUids, changes);
        case NODE -> books.nodes.sweep(liveUids, changes);
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
      snapshot = books.platform(applied.get());
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
      views = books.users.views(username);
    }
    return UserSnapshot.of(username, observed, views);
  }

  /** The public rows now; takes as long as there are sessions. */
  public PublicSnapshot publicRows() {
    ResourceVersions observed;
    List<PublicRow> rows;
    synchronized (lock) {
      observed = applied.get();
      rows = books.users.publicRows();
    }
    return PublicSnapshot.of(observed, rows);
  }

  /** The users with a session now. */
  public Set<String> users() {
    synchronized (lock) {
      return books.users.names();
    }
  }

  /** What is known of a Job now; null when nothing is. */
  public JobFacts job(String uid) {
    synchronized (lock) {
      return books.jobs.facts(uid);
    }
  }

  /** What is known of a Pod now; null when nothing is. */
  public PodFacts pod(String uid) {
    synchronized (lock) {
      return books.pods.facts(uid);
    }
  }

  /** What is known of a Node now; null when nothing is. */
  public NodeFacts node(String uid) {
    synchronized (lock) {
      return books.nodes.facts(uid);
    }
  }

  /** The uids of all objects of a kind that are known now. */
  public Set<String> uids(ObjectKind kind) {
    synchronized (lock) {
      return switch (kind) {
        case JOB -> books.jobs.uids();
        case POD -> books.pods.uids();
        case NODE -> books.nodes.uids();
      };
    }
  }

  /** Makes every figure of this moment from scratch and compares; events go on meanwhile. */
  public Audit audit() {
    Audit.Moment moment;
    synchronized (lock) {
      ResourceVersions observed = applied.get();
      moment =
          new Audit.Moment(observed, books.contents(), books.platform(observed), books.views());
    }
    return Audit.of(moment, generations);
  }

  /** Makes all figures anew from the facts; the users are those that an audit named. */
  public Changes rebuild(Set<String> users) {
    synchronized (lock) {
      books = new Books(generations, books.contents());
    }
    return new Changes(true, Set.copyOf(users), true);
  }

  /** For tests that need to see the books wrong. */
  Books books() {
    synchronized (lock) {
      return books;
    }
  }
}
