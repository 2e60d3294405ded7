package org.opencadc.sessionindex.reconcile;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.publish.SummaryKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which index is served in each namespace: the oldest that is not being deleted. Driven by the
 * informer's own events, so that a standby follows the same sources as the leader. Thread-safe.
 */
public final class Indexes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Indexes.class);
  private static final Comparator<SessionIndex> OLDEST_FIRST =
      Comparator.comparing((SessionIndex index) -> index.getMetadata().getCreationTimestamp())
          .thenComparing(index -> index.getMetadata().getUid());

  private final Function<SessionIndex, ActiveIndex> activate;
  private final Map<String, Map<String, SessionIndex>> known = new HashMap<>();
  private final Map<String, ActiveIndex> active = new ConcurrentHashMap<>();
  private final Map<String, String> rejected = new ConcurrentHashMap<>();
  private final Set<SummaryKey> ended = ConcurrentHashMap.newKeySet();
  private boolean closed;

  Indexes(Function<SessionIndex, ActiveIndex> activate) {
    this.activate = activate;
  }

  /** What became of an index. */
  sealed interface Verdict {
    /** It is served, perhaps with an earlier spec: rejected says why, else it is null. */
    record Served(ActiveIndex index, String rejected) implements Verdict {}

    /** Another index of the namespace is served. */
    record Duplicate(String winner) implements Verdict {}

    /** Its spec cannot be served and none before it could. */
    record Rejected(String message) implements Verdict {}

    /** It is not known, or on its way out. */
    record Unknown() implements Verdict {}
  }

  /** An index is there, new or changed; returns the names whose verdict may have changed. */
  synchronized Collection<String> present(SessionIndex index) {
    if (closed) {
      return List.of();
    }
    known
        .computeIfAbsent(index.getMetadata().getNamespace(), n -> new HashMap<>())
        .put(index.getMetadata().getName(), index);
    return decide(index.getMetadata().getNamespace());
  }

  /** An index was deleted; returns the names whose verdict may have changed. */
  synchronized Collection<String> gone(SessionIndex index) {
    String namespace = index.getMetadata().getNamespace();
    rejected.remove(index.getMetadata().getUid());
    Map<String, SessionIndex> others = known.get(namespace);
    if (others != null) {
      others.remove(index.getMetadata().getName());
      if (others.isEmpty()) {
        known.remove(namespace);
      }
    }
    return decide(namespace);
  }

  /**
   * What is known of a namespace is forgotten, as it is not followed any more.
   *
   * @param namespace or {@link PermittedNamespaces#ALL}
   */
  synchronized void forget(String namespace) {
    boolean all = namespace.equals(PermittedNamespaces.ALL);
    for (String each : all ? Set.copyOf(known.keySet()) : Set.of(namespace)) {
      known.remove(each);
      replace(each, active.get(each), null);
    }
  }

  /** The index that is served in a namespace. */
  Optional<ActiveIndex> active(String namespace) {
    return Optional.ofNullable(active.get(namespace));
  }

  /** All indexes that are served. */
  List<ActiveIndex> active() {
    return List.copyOf(active.values());
  }

  synchronized Verdict verdict(SessionIndex index) {
    String namespace = index.getMetadata().getNamespace();
    ActiveIndex served = active.get(namespace);
    String uid = index.getMetadata().getUid();
    if (served != null && served.uid().equals(uid)) {
      return new Verdict.Served(served, rejected.get(uid));
    }
    if (rejected.containsKey(uid)) {
      return new Verdict.Rejected(rejected.get(uid));
    }
    return winner(namespace)
        .filter(winner -> !winner.getMetadata().getUid().equals(uid))
        .<Verdict>map(winner -> new Verdict.Duplicate(winner.getMetadata().getName()))
        .orElseGet(Verdict.Unknown::new);
  }

  private Collection<String> decide(String namespace) {
    SessionIndex winner = winner(namespace).orElse(null);
    ActiveIndex before = active.get(namespace);
    if (winner == null) {
      replace(namespace, before, null);
    } else if (before == null || !before.serves(winner)) {
      serve(namespace, before, winner);
    } else {
      rejected.remove(winner.getMetadata().getUid());
    }
    if (before != null && !isThere(before)) {
      ended.add(SummaryKey.ofPlatform(namespace, before.name()));
    }
    return List.copyOf(known.getOrDefault(namespace, Map.of()).keySet());
  }

  private boolean isThere(ActiveIndex index) {
    SessionIndex now = known.getOrDefault(index.namespace(), Map.of()).get(index.name());
    return now != null
        && now.getMetadata().getUid().equals(index.uid())
        && !now.isMarkedForDeletion();
  }

  /**
   * Whether a summary is the platform's of an index that was served here and was deleted since, or
   * is about to be. Its users' summaries go one by one, and as long as the platform's claims to be
   * fresh, each that is gone says that its user has no sessions.
   */
  boolean ended(SummaryKey platform) {
    return ended.contains(platform);
  }

  /** All of those. */
  Set<SummaryKey> ended() {
    return Set.copyOf(ended);
  }

  /** Such a summary is gone. */
  void forget(SummaryKey platform) {
    ended.remove(platform);
  }

  private void serve(String namespace, ActiveIndex before, SessionIndex winner) {
    try {
      // the new one follows its sources before the old one lets go: no source stops in between
      ActiveIndex next = activate.apply(winner);
      rejected.remove(winner.getMetadata().getUid());
      replace(namespace, before, next);
    } catch (IllegalArgumentException e) {
      rejected.put(winner.getMetadata().getUid(), e.getMessage());
      boolean keeps = before != null && before.uid().equals(winner.getMetadata().getUid());
      if (!keeps) {
        replace(namespace, before, null);
      }
    }
  }

  private void replace(String namespace, ActiveIndex before, ActiveIndex next) {
    if (next != null) {
      active.put(namespace, next);
      log.info("serving index {} in namespace {}", next.name(), namespace);
    } else {
      active.remove(namespace);
    }
    if (before != null) {
      before.close();
    }
  }

  private Optional<SessionIndex> winner(String namespace) {
    return known.getOrDefault(namespace, Map.of()).values().stream()
        .filter(index -> !index.isMarkedForDeletion())
        .min(OLDEST_FIRST);
  }

  @Override
  public synchronized void close() {
    closed = true;
    active.values().forEach(ActiveIndex::close);
    active.clear();
  }
}
