package org.opencadc.sessionindex.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummarySpec.Scope;

/** The summaries of one index by name, and their way to the budget. Thread-safe. */
final class SummaryQueue {
  private final String namespace;
  private final String index;
  private final Budget budget;
  private final long intervalNanos;
  private final long platformNanos;
  private final Map<SummaryKey, String> usernames = new HashMap<>();
  private boolean ended;

  SummaryQueue(String namespace, String index, Budget budget, SessionIndexSpec.Publish spec) {
    this.namespace = namespace;
    this.index = index;
    this.budget = budget;
    this.intervalNanos = Duration.ofSeconds(spec.minIntervalSeconds()).toNanos();
    // a heartbeat that waits longer comes when what it proved is over
    this.platformNanos =
        Math.min(intervalNanos, Duration.ofSeconds(spec.heartbeatSeconds()).toNanos());
  }

  String namespace() {
    return namespace;
  }

  String index() {
    return index;
  }

  /** A label may be empty, the identity of a summary may not. */
  static boolean admits(String user) {
    return !user.isEmpty();
  }

  SummaryKey platformKey() {
    return SummaryKey.ofPlatform(namespace, index);
  }

  /** The identity of a summary that was queued; null when it is not known. */
  synchronized SessionSummarySpec identityOf(SummaryKey key) {
    if (key.equals(platformKey())) {
      return SessionSummarySpec.platform(index);
    }
    if (key.equals(publicKey(0))) {
      return SessionSummarySpec.publicRows(index, 0);
    }
    String user = usernames.get(key);
    return user == null ? null : SessionSummarySpec.user(index, user);
  }

  /** Whether a summary is one of this index, with the name that its identity demands. */
  boolean owns(PublishedSummary summary) {
    SessionSummarySpec identity = summary.spec();
    return index.equals(identity.indexName())
        && identity.scope() != null
        && (identity.slice() == 0 || identity.scope() != Scope.Platform)
        && (identity.scope() == Scope.User) == (identity.username() != null)
        && summary.key().equals(keyOf(identity));
  }

  /**
   * The users that were queued and have not been forgotten since: whose summaries there are, or are
   * to be.
   */
  synchronized Set<String> users() {
    return Set.copyOf(usernames.values());
  }

  /** Queues a summary of the platform or of a user. */
  void add(SessionSummarySpec identity) {
    if (identity.scope() == Scope.Platform) {
      addPlatform();
    } else {
      addUser(identity.username());
    }
  }

  synchronized void addPlatform() {
    if (!ended) {
      budget.dirty(platformKey(), Budget.Lane.PLATFORM, platformNanos);
    }
  }

  /** Queues the platform's summary without regard to when it was written last. */
  synchronized void hurryPlatform() {
    if (!ended) {
      budget.hurry(platformKey(), Budget.Lane.PLATFORM, platformNanos);
    }
  }

  synchronized void addUser(String user) {
    if (!ended) {
      SummaryKey key = userKey(user);
      usernames.put(key, user);
      budget.dirty(key, Budget.Lane.USER, intervalNanos);
    }
  }

  /** Queues the next step of the public rows; their slices follow each other at once. */
  synchronized void addPublic() {
    if (!ended) {
      budget.dirty(publicKey(0), Budget.Lane.PUBLIC, 0);
    }
  }

  SummaryKey publicKey(int slice) {
    return new SummaryKey(namespace, SummaryNames.ofPublic(index, slice));
  }

  synchronized void forget(SummaryKey key) {
    if (!ended) {
      budget.forget(key);
      usernames.remove(key);
    }
  }

  /** Settles a claimed grant of a summary that is not to be, and forgets it unless it is queued. */
  synchronized void dismiss(SummaryKey key) {
    if (ended) {
      budget.postpone(key);
    } else if (budget.dismiss(key)) {
      usernames.remove(key);
    }
  }

  /** Forgets all, and from now on leaves the budget alone: the names may be another's by then. */
  synchronized void end() {
    List<SummaryKey> keys = new ArrayList<>(usernames.keySet());
    keys.add(platformKey());
    keys.add(publicKey(0));
    keys.forEach(this::forget);
    ended = true;
  }

  synchronized boolean ended() {
    return ended;
  }

  private SummaryKey keyOf(SessionSummarySpec identity) {
    if (identity.scope() == Scope.Platform) {
      return platformKey();
    }
    if (identity.scope() == Scope.Public) {
      return publicKey(identity.slice());
    }
    return identity.slice() == 0
        ? userKey(identity.username())
        : new SummaryKey(
            namespace, SummaryNames.ofSlice(index, identity.username(), identity.slice()));
  }

  private SummaryKey userKey(String user) {
    return new SummaryKey(namespace, SummaryNames.ofUser(index, user));
  }
}
