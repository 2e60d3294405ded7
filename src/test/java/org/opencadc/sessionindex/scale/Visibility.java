package org.opencadc.sessionindex.scale;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How long a change takes from the API server's acknowledgement until a watcher of the summaries
 * sees it: in the user's object, and in the platform's. Thread-safe.
 */
final class Visibility implements Consumer<Seen> {
  private static final Duration TIME_PRECISION = Duration.ofSeconds(2);

  private final Map<String, List<Pending>> byUser = new HashMap<>();
  private final Deque<Pending> forPlatform = new ArrayDeque<>();
  private final Map<String, String> holders = new HashMap<>();
  private final Map<String, Map<String, String>> objects = new HashMap<>();
  private final List<Sample> users = new ArrayList<>();
  private final List<Sample> platform = new ArrayList<>();
  private final Set<String> ended = new HashSet<>();
  private final InstantSource clock;
  private final List<String> broken = new ArrayList<>();

  /**
   * A change that was seen.
   *
   * @param acknowledgedNanos when the API server had answered
   * @param millis from then until it was seen
   * @param bytes of the object in which it was seen
   */
  record Sample(long acknowledgedNanos, double millis, int bytes) {}

  /**
   * Nothing expected yet.
   *
   * @param clock of this machine, which is the API server's too
   */
  Visibility(InstantSource clock) {
    this.clock = clock;
  }

  /** A change under way. */
  static final class Pending {
    private final Change change;
    private long acknowledged;
    private long version;
    private long seen;
    private int seenBytes;

    private Pending(Change change) {
      this.change = change;
    }
  }

  /** Expects a change that is about to be sent, as it may be seen before the answer is. */
  synchronized Pending expect(Change change) {
    Pending pending = new Pending(change);
    if (change.kind() == Change.Kind.ENDED) {
      ended.add(change.job());
    }
    byUser.computeIfAbsent(change.user(), user -> new ArrayList<>()).add(pending);
    return pending;
  }

  /** Expects a change no more, as the API server refused it. */
  synchronized void refused(Pending pending) {
    byUser.get(pending.change.user()).remove(pending);
  }

  /**
   * The API server has answered.
   *
   * @param nanos when
   * @param version resourceVersion of the Job; 0 when the answer has none
   */
  synchronized void acknowledged(Pending pending, long nanos, long version) {
    pending.acknowledged = nanos;
    pending.version = version;
    if (version > 0) {
      forPlatform.add(pending);
    }
    if (pending.seen != 0) {
      users.add(sample(pending, pending.seen, pending.seenBytes));
    }
  }

  @Override
  public synchronized void accept(Seen object) {
    if (object.platform()) {
      seePlatform(object);
      judgeClaim(object);
    } else {
      hold(object);
      seeUser(object);
    }
  }

  private void seePlatform(Seen object) {
    for (Iterator<Pending> all = forPlatform.iterator(); all.hasNext(); ) {
      Pending pending = all.next();
      if (pending.version <= object.jobsVersion()) {
        platform.add(sample(pending, object.nanos(), object.bytes()));
        all.remove();
      } else if (pending.version <= object.publishedJobs()) {
        // reflected, and others undid what it changed before the platform was written
        all.remove();
      }
    }
  }

  /**
   * The platform claims what all users' summaries reflect. What it claims and nobody saw is a
   * session that ended before it was written, or else the claim is wrong.
   */
  private void judgeClaim(Seen object) {
    if (object.publishedThrough() == null) {
      return;
    }
    Duration age = Duration.between(object.publishedThrough(), clock.instant());
    long claimed = object.nanos() - age.plus(TIME_PRECISION).toNanos();
    for (List<Pending> pendings : byUser.values()) {
      for (Iterator<Pending> all = pendings.iterator(); all.hasNext(); ) {
        Pending pending = all.next();
        boolean byVersion = pending.version > 0 && pending.version <= object.publishedJobs();
        boolean byTime = pending.version == 0 && pending.acknowledged - claimed < 0;
        if (pending.acknowledged != 0 && (byVersion || byTime)) {
          all.remove();
          if (!undone(pending.change)) {
            broken.add(describe(pending, object, age));
          }
        }
      }
    }
  }

  /** Whether there is nothing to show: a session that ended before it was written has no row. */
  private boolean undone(Change change) {
    return !holders.containsKey(change.job()) && ended.contains(change.job());
  }

  private String describe(Pending pending, Seen platform, Duration age) {
    Change change = pending.change;
    String holder = holders.get(change.job());
    return String.format(
        "%s at version %d, acknowledged %.1f s ago, %s; platform %d claims version %d of %.1f s ago",
        change,
        pending.version,
        (platform.nanos() - pending.acknowledged) / 1e9,
        holder == null
            ? "in no row"
            : holder + " shows \"" + objects.get(holder).get(change.job()) + '"',
        platform.version(),
        platform.publishedJobs(),
        age.toMillis() / 1e3);
  }

  /** Changes that the platform claimed to be published and no user's object showed: none ever. */
  synchronized List<String> brokenClaims() {
    return List.copyOf(broken);
  }

  private void hold(Seen object) {
    Map<String, String> rows = object.deleted() ? Map.of() : object.projects();
    Map<String, String> before = objects.put(object.name(), rows);
    rows.keySet().forEach(job -> holders.put(job, object.name()));
    if (before != null) {
      before.keySet().stream()
          .filter(job -> !rows.containsKey(job))
          .forEach(job -> holders.remove(job, object.name()));
    }
  }

  private void seeUser(Seen object) {
    Map<String, String> rows = objects.get(object.name());
    List<Pending> ofUser = byUser.getOrDefault(object.username(), List.of());
    for (Iterator<Pending> all = ofUser.iterator(); all.hasNext(); ) {
      Pending pending = all.next();
      boolean listed = holders.containsKey(pending.change.job());
      if (pending.change.shown(pending.version, object.jobsVersion(), rows, listed)) {
        all.remove();
        pending.seen = object.nanos();
        pending.seenBytes = object.bytes();
        if (pending.acknowledged != 0) {
          users.add(sample(pending, object.nanos(), object.bytes()));
        }
      }
    }
  }

  private static Sample sample(Pending pending, long seen, int bytes) {
    return new Sample(pending.acknowledged, (seen - pending.acknowledged) / 1e6, bytes);
  }

  /** Seconds since the oldest acknowledged change that no user object shows yet; 0 without one. */
  synchronized double oldestSeconds(long nanos) {
    return byUser.values().stream()
        .flatMap(List::stream)
        .filter(pending -> pending.acknowledged != 0)
        .mapToDouble(pending -> (nanos - pending.acknowledged) / 1e9)
        .max()
        .orElse(0);
  }

  /** How many users' objects were shown. */
  synchronized int objects() {
    return objects.size();
  }

  /** How many changes were not seen yet. */
  synchronized int waiting() {
    return forPlatform.size() + byUser.values().stream().mapToInt(List::size).sum();
  }

  /** What was seen in users' objects. */
  synchronized List<Sample> users() {
    return List.copyOf(users);
  }

  /** What was seen in the platform's object. */
  synchronized List<Sample> platform() {
    return List.copyOf(platform);
  }
}
