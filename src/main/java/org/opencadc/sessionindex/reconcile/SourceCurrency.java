package org.opencadc.sessionindex.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.opencadc.sessionindex.publish.Currency;
import org.opencadc.sessionindex.watch.Proof;
import org.opencadc.sessionindex.watch.ServerClock;
import org.opencadc.sessionindex.watch.SourceState;
import org.opencadc.sessionindex.watch.Sources.Subscription;

/** How current an index is, by its sources' proofs; each part by its own sources. */
final class SourceCurrency implements Currency {
  private final ServerClock clock;
  private volatile Subscription jobs;
  private volatile Subscription pods;
  private volatile Subscription nodes;
  private volatile boolean closed;

  SourceCurrency(ServerClock clock) {
    this.clock = clock;
  }

  /** The subscriptions, once they are there; nodes may be null. */
  void follow(Subscription jobs, Subscription pods, Subscription nodes) {
    this.jobs = jobs;
    this.pods = pods;
    this.nodes = nodes;
  }

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public boolean live() {
    return provenAt() != null;
  }

  @Override
  public Instant provenAt() {
    Instant ofJobs = provenAt(jobs);
    Instant ofPods = provenAt(pods);
    if (ofJobs == null || ofPods == null) {
      return null;
    }
    return unlessClosed(ofJobs.isBefore(ofPods) ? ofJobs : ofPods);
  }

  @Override
  public Instant nodesProvenAt() {
    return unlessClosed(provenAt(nodes));
  }

  /** Is asked last: a source that others share goes on to prove what is not told here any more. */
  private Instant unlessClosed(Instant proven) {
    return closed ? null : proven;
  }

  /** The states of all sources of the index. */
  List<SourceState> states() {
    return subscriptions().map(Subscription::state).toList();
  }

  /**
   * Has everything told anew that is not known as a source has told it.
   *
   * @return how many objects that were
   */
  long retell() {
    return subscriptions().mapToLong(Subscription::retell).sum();
  }

  /** Lets the sources go; nothing is proven from then on. */
  void close() {
    closed = true;
    subscriptions().forEach(Subscription::close);
  }

  private Stream<Subscription> subscriptions() {
    return Stream.of(jobs, pods, nodes).filter(Objects::nonNull);
  }

  private static Instant provenAt(Subscription subscription) {
    if (subscription == null) {
      return null;
    }
    SourceState state = subscription.state();
    Proof proof = state.proof();
    return state.listed() && proof != null ? proof.time() : null;
  }
}
