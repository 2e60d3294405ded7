package org.opencadc.sessionindex.watch;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.opencadc.sessionindex.http.ApiRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one source honest: asks for permission before it starts, proves its currency again and
 * again, rebuilds it when the server shows that it has fallen behind, and knows what is wrong.
 */
final class SupervisedSource<F, S extends Slim<F>> {
  private static final Logger log = LoggerFactory.getLogger(SupervisedSource.class);
  private static final int LONGEST_REST_SECONDS = 60;

  private final Source<F, S> source;
  private final AccessReview access;
  private final CurrencyProof currency;
  private final ServerClock clock;
  private final Runnable changed;
  private final Runnable restored;
  private final Standstill standstill = new Standstill();
  private final ListProgress progress;
  private final ListProgress relistProgress;
  private final AtomicBoolean busy = new AtomicBoolean();

  private volatile SourceState state;
  private int refusals;
  private boolean resting;
  private Instant restsUntil;
  private long proven = -1;
  private long relisting = -1;

  SupervisedSource(
      Source<F, S> source,
      AccessReview access,
      CurrencyProof currency,
      ServerClock clock,
      Duration listPatience,
      Runnable changed,
      Runnable restored) {
    this.source = source;
    this.access = access;
    this.currency = currency;
    this.clock = clock;
    this.progress = new ListProgress(listPatience);
    this.relistProgress = new ListProgress(listPatience);
    this.changed = changed;
    this.restored = restored;
    this.state = new SourceState(source.collection(), false, 0, null, null);
  }

  Source<F, S> source() {
    return source;
  }

  /** How the source is doing; a proof of an earlier epoch is not shown. */
  SourceState state() {
    SourceState now = state;
    boolean listed = source.listed();
    return new SourceState(
        now.collection(),
        listed,
        source.lists(),
        listed == now.listed() ? now.proof() : null,
        now.problem());
  }

  /** One round; a round that is under way is not doubled. */
  void supervise() throws InterruptedException {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    try {
      round();
    } catch (ApiRefused e) {
      boolean denied = e.denied();
      hindered(denied ? "Forbidden" : "NotProven", resource() + ": " + e.getMessage());
    } catch (IOException | KubernetesClientException e) {
      hindered("NotProven", resource() + ": " + e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      // a mistake of this program; thrown on, it would be told to nobody
      log.error("the source of {} could not be looked at", resource(), e);
      hindered("NotProven", resource() + ": " + e.getClass().getSimpleName());
    } finally {
      busy.set(false);
    }
  }

  private void round() throws IOException, InterruptedException {
    if (!source.running()) {
      start();
    } else if (!source.listed()) {
      awaitList(clock.now());
    } else {
      if (state().proof() == null) {
        // a list is a consistent read, so it proves itself as of its beginning
        become(state(new Proof(source.applied(), progress.begun()), null), true);
      }
      prove();
    }
  }

  private void awaitList(Instant now) throws IOException {
    // it holds more and more, and tells of the first ones after the last
    progress.note(source.store().puts(), now);
    if (progress.standsStill(now)) {
      hindered("NotListed", "list " + resource() + " stands still");
      start();
    } else if (progress.slow(now)) {
      hindered("NotListed", "list " + resource() + " is slow");
    }
  }

  private void start() throws IOException {
    String denied = access.denied(source.collection());
    if (denied != null) {
      source.stop();
      hindered("Forbidden", "missing permission: " + denied + " " + resource());
      return;
    }
    if (source.refused() && rests()) {
      return;
    }
    resting = false;
    // asked of the server: our own clock may be wrong, and before the first answer nobody knows
    progress.begin(currency.serverTime(source.collection()));
    source.rebuild();
  }

  /** What is refused although it is allowed is tried ever more seldom: each try may cost a LIST. */
  private boolean rests() {
    if (!resting) {
      resting = true;
      refusals = Math.min(refusals + 1, LONGEST_REST_SECONDS);
      long seconds = Math.min(1L << refusals, LONGEST_REST_SECONDS);
      restsUntil = clock.now().plusSeconds(seconds);
      hindered("Forbidden", "list or watch " + resource() + " was refused");
    }
    return clock.now().isBefore(restsUntil);
  }

  private void prove() throws IOException, InterruptedException {
    long relists = source.relists();
    CurrencyProof.Outcome outcome = currency.attempt(source);
    switch (outcome.verdict()) {
      case PROVEN -> {
        if (source.store().wentBack()) {
          // listeners take no older version within an epoch, so they have not heard of it
          rebuild("an object's version is below what it was");
        } else {
          proven(outcome.proof(), relists);
        }
      }
      case WENT_BACK -> {
        rebuild("the server's version is below the applied one");
        restored.run();
      }
      case LAGGING -> {
        hindered("NotProven", resource() + ": the watch is behind the server");
        if (standstill.lags(source.applied())) {
          rebuild("the watch stayed behind the server");
        }
      }
      case LISTING -> awaitRelist(relists, clock.now());
      case UNKNOWN -> hindered("NotProven", resource() + ": the server showed no newest version");
    }
  }

  /** It may take its time, as the first list may: if it were begun anew, it would take longer. */
  private void awaitRelist(long relists, Instant now) throws IOException {
    hindered("NotProven", resource() + " are being listed anew");
    if (relisting != relists) {
      relisting = relists;
      relistProgress.begin(now);
    }
    relistProgress.note(source.store().puts(), now);
    if (relistProgress.standsStill(now)) {
      rebuild("the list stands still");
    }
  }

  private void proven(Proof proof, long relists) {
    if (!source.advanceTo(proof.resourceVersion(), relists)) {
      return;
    }
    standstill.over();
    refusals = 0;
    boolean first = state.problem() != null || proven != relists;
    proven = relists;
    become(state(proof, null), first);
  }

  private void rebuild(String why) throws IOException {
    log.warn("rebuilding the source of {}: {}", resource(), why);
    standstill.over();
    start();
  }

  private void hindered(String reason, String message) {
    if (Thread.currentThread().isInterrupted()) {
      // told to end: that there was no answer says nothing about the source
      return;
    }
    SourceState before = state;
    boolean news = before.problem() == null || !before.problem().message().equals(message);
    Instant since = news ? clock.now() : before.problem().since();
    if (news) {
      log.warn("source of {} is hindered: {}", resource(), message);
    }
    become(state(before.proof(), new SourceState.Problem(reason, message, since)), news);
  }

  private SourceState state(Proof proof, SourceState.Problem problem) {
    return new SourceState(source.collection(), source.listed(), source.lists(), proof, problem);
  }

  private void become(SourceState next, boolean news) {
    state = next;
    if (news) {
      changed.run();
    }
  }

  private String resource() {
    return source.collection().resource();
  }
}
