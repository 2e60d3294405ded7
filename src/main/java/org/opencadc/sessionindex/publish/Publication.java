package org.opencadc.sessionindex.publish;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummarySpec.Scope;
import org.opencadc.sessionindex.ledger.Changes;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.ledger.ResourceVersions;
import org.opencadc.sessionindex.publish.SummaryWriter.Owner;

/**
 * The summaries of one index: which ones there must be, which are dirty, and when each is made
 * equal to the ledger. Thread-safe; one summary is published by one thread at a time, for only one
 * can claim the budget's grant.
 */
public final class Publication {
  private final Ledger ledger;
  private final Currency currency;
  private final DirtyUsers dirty = new DirtyUsers();
  private final SummaryQueue queue;
  private final StatusUpdate status;
  private final GrantedWrites granted;
  private final TamperedSummaries tampered;
  private final SurplusSummaries surplus;
  private volatile boolean begun;

  /** Nothing is published yet; see {@link #begin}. */
  public Publication(
      String namespace,
      Owner index,
      SessionIndexSpec.Publish spec,
      Ledger ledger,
      Currency currency,
      PublishingParts shared) {
    this.ledger = ledger;
    this.currency = currency;
    Budget budget = shared.budget();
    this.queue = new SummaryQueue(namespace, index.name(), budget, spec);
    SummaryObjects objects = new SummaryObjects(shared.writer(), index, shared.restored());
    WrittenUsers written = new WrittenUsers();
    this.status =
        new StatusUpdate(
            spec,
            ledger,
            dirty,
            written,
            currency,
            objects,
            queue,
            shared.mapper(),
            shared.ticker());
    EmptyUsers emptyUsers = new EmptyUsers(ledger, shared.ticker());
    UserProgress progress = new UserProgress(dirty, written, emptyUsers, queue, status);
    this.granted =
        new GrantedWrites(budget, currency, queue, objects, status, progress, () -> begun);
    this.tampered = new TamperedSummaries(ledger, currency, dirty, queue, objects, status);
    this.surplus =
        new SurplusSummaries(spec.publicRows(), queue, objects, emptyUsers, dirty, budget);
  }

  /** Name of the platform's summary. */
  public String platformName() {
    return queue.platformKey().name();
  }

  /** Whether publishing has begun: the sources were live once. */
  public boolean begun() {
    return begun;
  }

  /**
   * Begins to publish: every user with a session and every user with a summary is to be compared,
   * and until that is done no publishedThrough is claimed.
   *
   * @param informed gives the summaries that the informer shows by then
   */
  public synchronized void begin(Supplier<List<PublishedSummary>> informed) {
    if (begun || queue.ended()) {
      return;
    }
    List<PublishedSummary> ours = informed.get().stream().filter(this::owns).toList();
    Set<String> users =
        usersWith(
            ours.stream()
                .map(PublishedSummary::spec)
                .filter(identity -> identity.scope() == Scope.User)
                .map(SessionSummarySpec::username)
                .toList());
    status.restore(ours);
    users.forEach(user -> dirty.mark(user, null, null));
    status.publicRows().begin();
    // only now: a platform summary that went out before would claim that all is published
    begun = true;
    // the platform first: it says that figures are to come
    queue.addPlatform();
    users.forEach(queue::addUser);
    status.publicRows().tick();
  }

  /** The ledger changed. What changes before {@link #begin} is in the ledger that it looks at. */
  public synchronized void changed(Changes changes, ResourceVersions before) {
    if (!begun || changes.none()) {
      return;
    }
    // a change that is applied now may be older than now, but not older than the last proof
    Instant proven = changes.users().isEmpty() ? null : currency.provenAt();
    for (String user : changes.users()) {
      if (SummaryQueue.admits(user)) {
        dirty.mark(user, before, proven);
        queue.addUser(user);
      }
    }
    status.publicRows().changed(changes, before, proven);
    if (changes.platform()) {
      queue.addPlatform();
    }
  }

  /** The users whose summaries there are or must be. */
  public Set<String> users() {
    return usersWith(queue.users());
  }

  private Set<String> usersWith(Collection<String> published) {
    Set<String> users = new HashSet<>(ledger.users());
    users.addAll(published);
    users.removeIf(user -> !SummaryQueue.admits(user));
    return users;
  }

  /**
   * Queues a user to be compared, whether or not a change of his is known: one that was not marked
   * would leave his summary wrong for ever. Nothing that is claimed waits for this.
   */
  public synchronized void compare(String user) {
    if (begun) {
      queue.addUser(user);
    }
  }

  /** Queues the platform when its heartbeat is due, and the public rows when they are. */
  public void tick() {
    if (begun) {
      if (status.heartbeat().due()) {
        queue.addPlatform();
      }
      status.publicRows().tick();
    }
  }

  /** Whether a summary is one of this index, with the name that its identity demands. */
  public boolean owns(PublishedSummary summary) {
    return queue.owns(summary);
  }

  /**
   * Makes one summary equal to the ledger, if the budget allows it now; else it is queued.
   *
   * @throws IOException if the API server refused or did not answer; the summary stays dirty and is
   *     queued again with a growing distance
   */
  public void publish(PublishedSummary summary) throws IOException {
    boolean further = summary.spec().slice() > 0;
    boolean spent = !further && granted.update(summary);
    if (!spent && hasBegun()) {
      tampered.shown(summary);
    }
  }

  /**
   * Creates a summary that the budget has granted and gives it its first status at once.
   *
   * @throws IOException as {@link #publish}; an object that exists already is a conflict that the
   *     informer is about to resolve
   */
  public void create(SummaryKey key) throws IOException {
    granted.create(key);
  }

  /** Waits for a begin that is under way: it may not have seen what is told now. */
  private synchronized boolean hasBegun() {
    return begun;
  }

  /** A summary was deleted by somebody, or by us. */
  public void gone(PublishedSummary summary) {
    tampered.gone(summary, hasBegun());
  }

  /**
   * Deletes summaries that ought not to be; those of empty users after a grace.
   *
   * @param all as the informer shows them
   * @throws IOException if one or more were not deleted; they are tried again with a later call
   */
  public void deleteSurplus(Iterable<PublishedSummary> all, Duration grace) throws IOException {
    surplus.delete(all, grace);
  }

  /** Users whose summaries wait to be written. */
  public int dirtyUsers() {
    return dirty.size();
  }

  /**
   * As of when every user's summary is right, by the platform's that was written last; null while
   * that claims nothing. One that cannot be written says nothing new, whatever is known here.
   */
  public Instant publishedThrough() {
    return status.heartbeat().publishedThrough();
  }

  /** Forgets what waits, for good; for an index that is not served any more. */
  public synchronized void end() {
    begun = false;
    queue.end();
  }
}
