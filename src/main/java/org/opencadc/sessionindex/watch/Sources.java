package org.opencadc.sessionindex.watch;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.ledger.JobFacts;
import org.opencadc.sessionindex.ledger.NodeFacts;
import org.opencadc.sessionindex.ledger.ObjectKind;
import org.opencadc.sessionindex.ledger.PodFacts;

/**
 * All sources of this process, one per collection, shared by the indexes that need it and stopped
 * when the last one leaves. They run on a standby replica too, so that it is warm.
 */
public final class Sources implements AutoCloseable {
  private static final long STARTING_MILLIS = 200;
  private static final int THREADS = 6;

  /** A proof waits for seconds and computes nothing, so that many sources need many threads. */
  private static final int MOST_THREADS = 64;

  private final KubernetesClient slim;
  private final AccessReview access;
  private final CurrencyProof currency;
  private final ServerClock clock;
  private final ProofPace pace;
  private final List<Runnable> onChange = new CopyOnWriteArrayList<>();
  private volatile Runnable onRestore = () -> {};
  private final Map<WatchedCollection, SupervisedSource<?, ?>> sources = new HashMap<>();
  private final ScheduledThreadPoolExecutor supervisors;

  /**
   * No source yet.
   *
   * @param slim client that knows the slim types; see {@link SlimClient}
   * @param requests for proofs and access reviews, without retries, with a timeout of 5 s
   */
  public Sources(KubernetesClient slim, ApiRequests requests, ServerClock clock, ProofPace pace) {
    this.slim = slim;
    this.access = new AccessReview(requests);
    this.currency = new CurrencyProof(requests, clock, pace);
    this.clock = clock;
    this.pace = pace;
    this.supervisors =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "source-supervisor");
              thread.setDaemon(true);
              return thread;
            });
    supervisors.setRemoveOnCancelPolicy(true);
  }

  /** Calls back, on some thread, whenever a source becomes live or hindered. */
  public void onChange(Runnable listener) {
    onChange.add(listener);
  }

  /** Calls a listener back no more. */
  public void forget(Runnable listener) {
    onChange.remove(listener);
  }

  /**
   * Calls back, on some thread, when the server's storage turns out to have been restored from a
   * backup, here or where somebody else sees it: then no version that anybody remembers means
   * anything.
   */
  public void onRestore(Runnable listener) {
    onRestore = listener;
  }

  /** The server's storage turned out to have been restored. */
  public void restored() {
    onRestore.run();
  }

  /** Follows a namespace's Jobs. */
  public Subscription jobs(String namespace, String selector, SourceListener<JobFacts> listener) {
    return follow(
        new WatchedCollection(ObjectKind.JOB, namespace, selector), SlimJob.class, listener);
  }

  /** Follows a namespace's Pods. */
  public Subscription pods(String namespace, SourceListener<PodFacts> listener) {
    return follow(new WatchedCollection(ObjectKind.POD, namespace, ""), SlimPod.class, listener);
  }

  /** Follows the cluster's Nodes. */
  public Subscription nodes(String selector, SourceListener<NodeFacts> listener) {
    return follow(new WatchedCollection(ObjectKind.NODE, null, selector), SlimNode.class, listener);
  }

  /** A listener's hold on a source; closing it lets go, and stops a source that nobody holds. */
  public interface Subscription extends AutoCloseable {
    /** How the source is doing now. */
    SourceState state();

    /**
     * Compares what the listener knows with what the source holds and has told it, and tells it
     * anew what it has lost, what does not exist, and what it knows otherwise. Events go on
     * meanwhile; one that was not told yet is no difference.
     *
     * @return how many objects differed; 0 while the source is being listed
     */
    long retell();

    @Override
    void close();
  }

  /** All sources' states, for health and metrics. */
  public synchronized List<SourceState> states() {
    List<SourceState> states = new ArrayList<>();
    sources.values().forEach(source -> states.add(source.state()));
    return states;
  }

  private synchronized <F, S extends Slim<F>> Subscription follow(
      WatchedCollection collection, Class<S> type, SourceListener<F> listener) {
    // one collection has one kind, and one kind has one slim type
    @SuppressWarnings("unchecked")
    SupervisedSource<F, S> source = (SupervisedSource<F, S>) sources.get(collection);
    if (source == null) {
      source =
          new SupervisedSource<>(
              new Source<>(collection, type, slim),
              access,
              currency,
              clock,
              pace.listing(),
              () -> onChange.forEach(Runnable::run),
              this::restored);
      sources.put(collection, source);
      adaptThreads();
      supervise(source, 0);
    }
    source.source().add(listener);
    SupervisedSource<F, S> held = source;
    return new Subscription() {
      @Override
      public SourceState state() {
        return held.state();
      }

      @Override
      public long retell() {
        return held.source().retell(listener);
      }

      @Override
      public void close() {
        release(held, listener);
      }
    };
  }

  private synchronized <F, S extends Slim<F>> void release(
      SupervisedSource<F, S> source, SourceListener<F> listener) {
    if (!source.source().remove(listener)) {
      sources.remove(source.source().collection(), source);
      adaptThreads();
      source.source().stop();
    }
  }

  private void adaptThreads() {
    supervisors.setCorePoolSize(Math.max(THREADS, Math.min(sources.size(), MOST_THREADS)));
  }

  private void supervise(SupervisedSource<?, ?> source, long delayMillis) {
    if (supervisors.isShutdown()) {
      return;
    }
    ScheduledFuture<?> unused =
        supervisors.schedule(() -> round(source), delayMillis, TimeUnit.MILLISECONDS);
  }

  private void round(SupervisedSource<?, ?> source) {
    if (!held(source)) {
      return;
    }
    try {
      source.supervise();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (held(source)) {
        supervise(source, pause(source.state()));
      } else {
        // let go in the middle of the round, which may have started it again
        source.source().stop();
      }
    }
  }

  private synchronized boolean held(SupervisedSource<?, ?> source) {
    return sources.containsValue(source);
  }

  private long pause(SourceState state) {
    if (state.problem() != null) {
      return pace.hindered().toMillis();
    }
    return state.proof() == null ? STARTING_MILLIS : pace.every().toMillis();
  }

  @Override
  public void close() {
    supervisors.shutdownNow();
    synchronized (this) {
      sources.values().forEach(source -> source.source().stop());
      sources.clear();
    }
  }
}
