package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.ledger.Changes;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.ledger.ResourceVersions;
import org.opencadc.sessionindex.publish.LastWrites.Known;
import org.opencadc.sessionindex.publish.SummaryWriter.Owner;
import org.opencadc.sessionindex.publish.SummaryWriter.Written;

/**
 * The summaries of one index: which ones there must be, which are dirty, and how each is made equal
 * to the ledger. Thread-safe; one summary is published by one thread at a time (JOSDK's promise).
 */
public final class Publication {
  private final String namespace;
  private final Owner index;
  private final Ledger ledger;
  private final Currency currency;
  private final SummaryWriter writer;
  private final Budget budget;
  private final LongSupplier ticker;
  private final SessionIndexSpec.Publish spec;
  private final PlatformDocument platformDocument;
  private final UserDocument userDocument;
  private final Freshness freshness;

  private final DirtyUsers dirty = new DirtyUsers();
  private final LastWrites lastWrites = new LastWrites();
  private final Map<SummaryKey, String> usernames = new ConcurrentHashMap<>();
  private final Map<String, Long> emptySince = new ConcurrentHashMap<>();

  private volatile boolean begun;
  private volatile long platformWritten = Long.MIN_VALUE;

  /** What publications of this process share. */
  public record Shared(
      SummaryWriter writer, Budget budget, ObjectMapper mapper, LongSupplier ticker) {}

  /** Nothing is published yet; see {@link #begin}. */
  public Publication(
      String namespace,
      Owner index,
      SessionIndexSpec.Publish spec,
      Ledger ledger,
      Currency currency,
      Shared shared) {
    this.namespace = namespace;
    this.index = index;
    this.spec = spec;
    this.ledger = ledger;
    this.currency = currency;
    this.writer = shared.writer();
    this.budget = shared.budget();
    this.ticker = shared.ticker();
    this.platformDocument = new PlatformDocument(shared.mapper());
    this.userDocument = new UserDocument(shared.mapper(), spec.rowsPerSlice());
    this.freshness =
        new Freshness(shared.mapper(), currency, Duration.ofSeconds(spec.validForSeconds()));
  }

  /** Name of the platform's summary. */
  public String platformName() {
    return SummaryNames.ofPlatform(index.name());
  }

  /** Whether publishing has begun: the sources were live once. */
  public boolean begun() {
    return begun;
  }

  /**
   * Begins to publish: every user with a session and every user with a summary is to be compared,
   * and until that is done no publishedThrough is claimed.
   */
  public synchronized void begin(Iterable<PublishedSummary> existing) {
    if (begun) {
      return;
    }
    Set<String> users = new HashSet<>(ledger.users());
    existing.forEach(
        summary -> {
          if (owns(summary) && summary.spec().scope() == SessionSummarySpec.Scope.User) {
            users.add(summary.spec().username());
          }
        });
    // the platform first: it says that figures are to come
    begun = true;
    queuePlatform();
    users.forEach(
        user -> {
          dirty.mark(user, null, null);
          queueUser(user);
        });
  }

  /** The ledger changed. */
  public void changed(Changes changes, ResourceVersions before) {
    if (changes.none()) {
      return;
    }
    Instant now = changes.users().isEmpty() ? null : currency.now();
    for (String user : changes.users()) {
      dirty.mark(user, before, now);
    }
    if (begun) {
      changes.users().forEach(this::queueUser);
      if (changes.platform()) {
        queuePlatform();
      }
    }
  }

  /** Queues the platform when its heartbeat is due. */
  public void tick() {
    if (begun && heartbeatDue()) {
      queuePlatform();
    }
  }

  /** Whether a summary is one of this index, with the name that its identity demands. */
  public boolean owns(PublishedSummary summary) {
    SessionSummarySpec identity = summary.spec();
    if (!index.name().equals(identity.indexName())
        || identity.scope() == null
        || identity.slice() != 0
        || !namespace.equals(summary.getMetadata().getNamespace())) {
      return false;
    }
    String name =
        identity.scope() == SessionSummarySpec.Scope.Platform
            ? platformName()
            : identity.username() == null
                ? null
                : SummaryNames.ofUser(index.name(), identity.username());
    return summary.getMetadata().getName().equals(name);
  }

  /**
   * Makes one summary equal to the ledger, if the budget allows it now; else it is queued.
   *
   * @throws IOException if the API server refused or did not answer; the summary stays dirty and is
   *     queued again with a growing distance
   */
  public void publish(PublishedSummary summary) throws IOException {
    SummaryKey key = summary.key();
    boolean platform = summary.spec().scope() == SessionSummarySpec.Scope.Platform;
    if (!begun || !currency.live()) {
      if (budget.claim(key)) {
        budget.settle(key, 0);
      }
      return;
    }
    if (!budget.claim(key)) {
      if (!lastWrites.echoes(summary)) {
        queue(summary);
      }
      return;
    }
    spend(
        key,
        () -> {
          Known known = rightMetadata(summary, lastWrites.newest(summary));
          return platform ? publishPlatform(key, known) : publishUser(key, summary.spec(), known);
        });
  }

  /** A summary was deleted by somebody, or by us. */
  public void gone(PublishedSummary summary) {
    SummaryKey key = summary.key();
    lastWrites.forget(key);
    budget.forget(key);
    String user = summary.spec().username();
    if (summary.spec().scope() == SessionSummarySpec.Scope.Platform) {
      platformWritten = Long.MIN_VALUE;
      if (begun) {
        queuePlatform();
      }
    } else if (user != null && begun && ledger.users().contains(user)) {
      dirty.mark(user, ledger.applied(), currency.now());
      queueUser(user);
    }
  }

  /**
   * Creates a summary that the budget has granted and gives it its first status at once.
   *
   * @throws IOException as {@link #publish}; an object that exists already is a conflict that the
   *     informer is about to resolve
   */
  public void create(SummaryKey key) throws IOException {
    String user = usernames.get(key);
    boolean platform = key.name().equals(platformName());
    boolean wanted = platform || (user != null && ledger.users().contains(user));
    if (!begun || !currency.live() || !wanted) {
      if (budget.claim(key)) {
        budget.settle(key, 0);
      }
      if (user != null && !wanted) {
        // gone again before it was ever published: nothing to say
        dirty.begin(user);
        dirty.published(user);
      }
      return;
    }
    if (!budget.claim(key)) {
      return;
    }
    SessionSummarySpec identity =
        platform
            ? SessionSummarySpec.platform(index.name())
            : SessionSummarySpec.user(index.name(), user);
    spend(
        key,
        () -> {
          Known known = created(key, identity);
          return platform ? publishPlatform(key, known) : publishUser(key, identity, known);
        });
  }

  private Known created(SummaryKey key, SessionSummarySpec identity) throws IOException {
    Written created = writer.create(key, identity, index);
    return new Known(created.uid(), created.resourceVersion(), PublishedSummary.Content.NONE);
  }

  /** One use of the budget. */
  private interface Spending {
    /** Writes, if there is something to write; returns the bytes. */
    int write() throws IOException;
  }

  private void spend(SummaryKey key, Spending spending) throws IOException {
    int bytes;
    try {
      bytes = spending.write();
    } catch (IOException | RuntimeException e) {
      budget.fail(key);
      throw e;
    }
    budget.settle(key, bytes);
  }

  /** Deletes the summaries of users who have had no session for a while. */
  public void deleteEmpty(Iterable<PublishedSummary> existing, Duration grace) throws IOException {
    for (PublishedSummary summary : existing) {
      String user = summary.spec().username();
      Long since = user == null ? null : emptySince.get(user);
      if (since != null
          && owns(summary)
          && ticker.getAsLong() - since > grace.toNanos()
          && !dirty.contains(user)
          && !ledger.users().contains(user)) {
        writer.delete(summary.key(), summary.getMetadata().getUid());
        emptySince.remove(user);
        usernames.remove(summary.key());
      }
    }
  }

  /** Users whose summaries wait to be written. */
  public int dirtyUsers() {
    return dirty.size();
  }

  /** Forgets what waits; for an index that is not served any more. */
  public void end() {
    begun = false;
    List<SummaryKey> keys = new ArrayList<>(usernames.keySet());
    keys.add(new SummaryKey(namespace, platformName()));
    keys.forEach(budget::forget);
  }

  private int publishPlatform(SummaryKey key, Known known) throws IOException {
    Freshness.Claim claim = freshness.claim(ledger, dirty);
    if (claim == null) {
      return 0;
    }
    var snapshot = ledger.platform(spec.maxUsers());
    ObjectNode status = platformDocument.compose(snapshot, freshness.nodesValidUntil());
    String digest = ContentDigest.of(status);
    boolean equal = digest.equals(known.content().digest());
    if (equal && !heartbeatDue()) {
      return 0;
    }
    freshness.observe(status, snapshot.observed(), equal ? known.content().observed() : null, true);
    freshness.heartbeat(status, claim);
    Written written =
        writer.putStatus(
            key, known.uid(), known.version(), SessionSummarySpec.platform(index.name()), status);
    platformWritten = ticker.getAsLong();
    remember(key, written, status);
    return written.bytes();
  }

  private int publishUser(SummaryKey key, SessionSummarySpec identity, Known known)
      throws IOException {
    String user = identity.username();
    dirty.begin(user);
    var snapshot = ledger.user(user);
    ObjectNode status =
        userDocument.compose(snapshot, known.content().truncatedSince(), currency.now().toString());
    int bytes = 0;
    if (!ContentDigest.of(status).equals(known.content().digest())) {
      freshness.observe(status, snapshot.observed(), null, false);
      Written written = writer.putStatus(key, known.uid(), known.version(), identity, status);
      remember(key, written, status);
      bytes = written.bytes();
    }
    if (dirty.published(user)) {
      queueUser(user);
    } else if (dirty.size() == 0 && freshness.firstCompletion()) {
      // every user was compared: say so now, not with the next heartbeat
      platformWritten = Long.MIN_VALUE;
      queuePlatform();
    }
    trackEmpty(user, snapshot.sessions().isEmpty());
    return bytes;
  }

  private void trackEmpty(String user, boolean empty) {
    if (empty) {
      emptySince.putIfAbsent(user, ticker.getAsLong());
    } else {
      emptySince.remove(user);
    }
  }

  private Known rightMetadata(PublishedSummary summary, Known known) throws IOException {
    if (SummaryLabels.right(summary.getMetadata(), summary.spec(), index)) {
      return known;
    }
    Written written = writer.patchMetadata(summary.key(), known.version(), summary.spec(), index);
    return new Known(written.uid(), written.resourceVersion(), known.content());
  }

  private void remember(SummaryKey key, Written written, ObjectNode status) {
    lastWrites.wrote(
        key,
        new Known(
            written.uid(), written.resourceVersion(), PublishedSummaryReader.content(status)));
  }

  private boolean heartbeatDue() {
    long written = platformWritten;
    return written == Long.MIN_VALUE
        || ticker.getAsLong() - written >= Duration.ofSeconds(spec.heartbeatSeconds()).toNanos();
  }

  private void queue(PublishedSummary summary) {
    if (summary.spec().scope() == SessionSummarySpec.Scope.Platform) {
      queuePlatform();
    } else {
      queueUser(summary.spec().username());
    }
  }

  private void queuePlatform() {
    budget.dirty(new SummaryKey(namespace, platformName()), true, intervalNanos());
  }

  private void queueUser(String user) {
    SummaryKey key = new SummaryKey(namespace, SummaryNames.ofUser(index.name(), user));
    usernames.put(key, user);
    budget.dirty(key, false, intervalNanos());
  }

  private long intervalNanos() {
    return Duration.ofSeconds(spec.minIntervalSeconds()).toNanos();
  }
}
