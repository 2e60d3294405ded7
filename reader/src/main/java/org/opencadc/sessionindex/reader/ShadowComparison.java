package org.opencadc.sessionindex.reader;

import io.kubernetes.client.openapi.models.V1JobList;
import io.kubernetes.client.openapi.models.V1ListMeta;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Shadow mode: Skaha answers from its own LISTs and gives them here; what a user's summary says of
 * the same moment is compared with them later, and counted. Nobody is told a user, id or Job name.
 *
 * <p>A LIST waits until publishedThrough has reached its resourceVersion. It is void if the summary
 * may be newer by then: computed of a later version, or not clearly before the LIST. A difference
 * is suspected at first, and one when the next LIST of the user differs likewise.
 *
 * <p>Thread-safe, without threads of its own: {@link #settle} is to be called every few seconds.
 * One LIST per user and view waits at a time, and {@link ReaderSettings#staleRows} sessions at most
 * together. A LIST costs no request; a settlement costs what the same pages would.
 */
public final class ShadowComparison {
  /** No LIST takes as long; what clocks and slow answers are off is in it. */
  private static final Duration LONGEST_LIST = Duration.ofSeconds(15);

  /** No summary goes that soon after a LIST of published sessions: it stays empty for a minute. */
  private static final Duration NEVER_GONE = Duration.ofSeconds(40);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final int MOST_SUSPECTED = 10_000;

  private final UserSource users;
  private final JobSessions sessions;
  private final boolean listsAll;
  private final LongSupplier nanoTime;
  private final WaitingLists waiting;
  private final ShadowCounts counts = new ShadowCounts();
  private final ReentrantLock settling = new ReentrantLock();
  private final SuspectedDifferences suspected = new SuspectedDifferences(MOST_SUSPECTED);

  ShadowComparison(
      UserSource users, ReaderSettings settings, LabelGeneration listed, LongSupplier nanoTime) {
    if (!settings.generations().contains(listed)) {
      throw new IllegalArgumentException("listed: one of the settings' generations");
    }
    this.users = users;
    this.sessions = new JobSessions(settings.generations());
    this.listsAll = settings.generations().equals(List.of(listed));
    this.nanoTime = nanoTime;
    this.waiting = new WaitingLists(settings.staleRows());
  }

  /** What was found, for metrics. */
  public ShadowCounts counts() {
    return counts;
  }

  /** How many LISTs wait to be compared now. */
  public int waiting() {
    return waiting.size();
  }

  /**
   * Takes all Jobs of a user, right after Skaha's LIST of them with the username alone as selector.
   * Sends nothing and throws nothing.
   */
  public void listed(String username, V1JobList jobs) {
    take(new JobQuery(username, null, false), jobs);
  }

  /** Takes Jobs likewise, of a LIST that leaves out headless ones. */
  public void listedInteractive(String username, V1JobList jobs) {
    take(new JobQuery(username, null, true), jobs);
  }

  private void take(JobQuery query, V1JobList jobs) {
    long now = nanoTime.getAsLong();
    try {
      if (waiting.has(query)) {
        counts.ended(ShadowOutcome.SKIPPED);
      } else if (!isWhole(jobs.getMetadata()) || !waiting.add(sessions(query, jobs, now))) {
        counts.ended(ShadowOutcome.DROPPED);
      }
    } catch (RuntimeException e) {
      // Skaha has its answer already, which a comparison must not spoil
      counts.ended(ShadowOutcome.FAILED);
    }
  }

  private static boolean isWhole(V1ListMeta metadata) {
    return metadata != null
        && metadata.getResourceVersion() != null
        && (metadata.getContinue() == null || metadata.getContinue().isEmpty());
  }

  private ListedSessions sessions(JobQuery query, V1JobList jobs, long now) {
    return new ListedSessions(
        query,
        jobs.getMetadata().getResourceVersion(),
        jobs.getItems().stream()
            .flatMap(job -> sessions.session(job).stream())
            .filter(query::matches)
            .toList(),
        now);
  }

  /**
   * Compares what can be compared by now. Call it from a scheduler, not while somebody waits for an
   * answer: it reads summaries, one after the other. Throws nothing; returns at once while another
   * call is under way.
   */
  public void settle() {
    if (!settling.tryLock()) {
      return;
    }
    try {
      PlatformReading platform = users.platform();
      boolean answers = true;
      for (ListedSessions list : waiting.all()) {
        // an API server that is too busy for one read must not get the next
        answers = answers && settle(list, platform);
      }
    } finally {
      settling.unlock();
    }
  }

  /** Returns whether the API server answers. */
  private boolean settle(ListedSessions list, PlatformReading platform) {
    long now = nanoTime.getAsLong();
    if (platform.usersObjectionAt(now) == null && platform.versions().include(list.version())) {
      return compare(list, platform);
    }
    if (now - list.at() > LONGEST_WAIT.toNanos()) {
      end(list, ShadowOutcome.UNTRUSTED);
    }
    return true;
  }

  private boolean compare(ListedSessions list, PlatformReading platform) {
    try {
      JobQuery query = list.query();
      UserReading reading =
          users.kept(
              query.username(),
              query.interactive() ? UserSource.Rows.INTERACTIVE : UserSource.Rows.ALL,
              copy -> copy.includes(list.version()));
      if (reading.objection() != null) {
        end(list, ShadowOutcome.UNTRUSTED);
      } else if (reading.includes(list.version())) {
        end(list, outcome(list, reading, platform));
      }
      return reading.objection() != FallbackReason.READ_FAILED;
    } catch (RuntimeException e) {
      // a scheduler would not call again
      end(list, ShadowOutcome.FAILED);
      return true;
    }
  }

  private ShadowOutcome outcome(
      ListedSessions list, UserReading reading, PlatformReading platform) {
    if (isVoid(list, reading, platform)) {
      return ShadowOutcome.VOID;
    }
    Set<ShadowDifference> found = SessionDifferences.of(list, reading, listsAll);
    Set<ShadowDifference> confirmed = suspected.confirmed(list.query(), found);
    counts.differed(confirmed);
    if (found.isEmpty()) {
      return ShadowOutcome.AGREED;
    }
    return confirmed.isEmpty() ? ShadowOutcome.SUSPECTED : ShadowOutcome.DIFFERED;
  }

  private boolean isVoid(ListedSessions list, UserReading reading, PlatformReading platform) {
    if (reading.computed() == null) {
      return !list.sessions().isEmpty() && nanoTime.getAsLong() - list.at() > NEVER_GONE.toNanos();
    }
    return reading
        .computed()
        .mayBeNewer(list.version(), platform.timeAt(list.at()).minus(LONGEST_LIST));
  }

  private void end(ListedSessions list, ShadowOutcome outcome) {
    waiting.remove(list);
    counts.ended(outcome);
  }
}
