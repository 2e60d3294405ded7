package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublicThrough;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublishedThrough;
import org.opencadc.sessionindex.api.SessionSummaryStatus.UserWrites;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.ledger.PlatformSnapshot;
import org.opencadc.sessionindex.ledger.UserSnapshot;
import org.opencadc.sessionindex.publish.LastWrites.Known;
import org.opencadc.sessionindex.publish.PlatformHeartbeat.Said;

/** Makes one object's status equal to the ledger: composes, compares, writes what differs. */
final class StatusUpdate {
  private final Ledger ledger;
  private final DirtyUsers dirty;
  private final WrittenUsers written;
  private final Currency currency;
  private final Freshness freshness;
  private final SummaryObjects objects;
  private final PlatformDocument platformDocument;
  private final UserDocument userDocument;
  private final UserSlices slices;
  private final PublicRows publicRows;
  private final int maxUsers;
  private final PlatformHeartbeat heartbeat;

  StatusUpdate(
      SessionIndexSpec.Publish spec,
      Ledger ledger,
      DirtyUsers dirty,
      WrittenUsers written,
      Currency currency,
      SummaryObjects objects,
      SummaryQueue queue,
      ObjectMapper mapper,
      LongSupplier ticker) {
    this.ledger = ledger;
    this.dirty = dirty;
    this.written = written;
    this.currency = currency;
    this.objects = objects;
    this.freshness = new Freshness(mapper, currency, Duration.ofSeconds(spec.validForSeconds()));
    this.platformDocument = new PlatformDocument(mapper);
    this.userDocument = new UserDocument(mapper, spec.rowsPerSlice());
    this.slices =
        new UserSlices(
            queue.namespace(),
            queue.index(),
            objects,
            userDocument,
            freshness,
            spec.rowsPerSlice());
    this.publicRows =
        new PublicRows(
            spec.publicRows(), ledger, currency, objects, queue, freshness, mapper, ticker);
    this.maxUsers = spec.maxUsers();
    this.heartbeat =
        new PlatformHeartbeat(
            Duration.ofSeconds(spec.heartbeatSeconds()),
            currency,
            written,
            publicRows::through,
            ticker);
  }

  /**
   * Takes over what an earlier process left.
   *
   * @param ours the summaries of this index
   */
  void restore(List<PublishedSummary> ours) {
    slices.restore(ours);
    ours.forEach(publicRows::found);
  }

  /** Takes note of a summary that is there, as the informer shows it. */
  void found(PublishedSummary summary) {
    slices.found(summary);
    publicRows.found(summary);
  }

  /** Takes note that a summary is gone; returns whether that is news for its user. */
  boolean gone(PublishedSummary summary) {
    publicRows.gone(summary);
    return slices.gone(summary);
  }

  /** Deletes the slices that a user's slice 0 does not name any more. */
  void deleteUnneeded(String user) throws IOException {
    slices.deleteUnneeded(user);
  }

  /** A user has nothing to be published. */
  void forget(String user) throws IOException {
    slices.forget(user);
  }

  /** What everybody may see. */
  PublicRows publicRows() {
    return publicRows;
  }

  /** When the platform is to be written even if the ledger did not change. */
  PlatformHeartbeat heartbeat() {
    return heartbeat;
  }

  /** Publishes the platform; nothing is written when there was nothing to say. */
  Outcome platform(SummaryKey key, SessionSummarySpec identity, Known known) throws IOException {
    // haste that comes while this is written is about what this does not say yet
    int haste = heartbeat.haste();
    Freshness.Claim claim = freshness.claim(ledger, dirty);
    if (claim == null) {
      return new Outcome(WriteCost.NOTHING, true);
    }
    PublicThrough publicThrough = publicRows.through();
    // before the figures that it vouches for, as the claim is
    String nodesValidUntil = freshness.nodesValidUntil();
    PlatformSnapshot snapshot = ledger.platform(maxUsers);
    ObjectNode status = platformDocument.compose(snapshot, nodesValidUntil);
    String digest = ContentDigest.of(status);
    boolean equal = digest.equals(known.content().digest());
    if (equal && !heartbeat.due()) {
      return new Outcome(WriteCost.NOTHING, true);
    }
    freshness.observe(status, snapshot.observed(), equal ? known.content().observed() : null, true);
    freshness.heartbeat(status, claim, publicThrough);
    // after the claim: it must not include a write that is not told
    UserWrites writes = written.told();
    freshness.tell(status, writes);
    int bytes = objects.putStatus(key, known, identity, status, digest);
    PublishedThrough through = claim.publishedThrough();
    heartbeat.wrote(
        new Said(
            haste,
            writes.count(),
            through == null ? null : Instant.parse(through.time()),
            nodesValidUntil != null,
            publicThrough != null));
    return new Outcome(WriteCost.one(bytes), true);
  }

  /**
   * What became of the summary that was to be published.
   *
   * @param written nothing when the objects say it all already
   * @param complete whether all its objects reflect what was dirty; else there is more to write
   */
  record Outcome(WriteCost written, boolean complete) {}

  /** Publishes a user, all slices of it. */
  Outcome user(SummaryKey key, SessionSummarySpec identity, Known known) throws IOException {
    UserSnapshot snapshot = ledger.user(identity.username());
    String now = currency.now().toString();
    String truncatedSince = known.content().truncatedSince();
    if (!slices.has(snapshot)) {
      ObjectNode status = userDocument.compose(snapshot, truncatedSince, now);
      int bytes = first(key, identity, known, snapshot, status);
      return new Outcome(WriteCost.one(bytes), true);
    }
    boolean anew = !dirty.isPartlyPublished(identity.username());
    UserSlices.Round round = slices.write(snapshot, known.content().sequence(), anew);
    ObjectNode status = userDocument.first(snapshot, round, truncatedSince, now);
    int bytes = first(key, identity, known, snapshot, status);
    return new Outcome(round.written().and(WriteCost.one(bytes)), round.complete());
  }

  private int first(
      SummaryKey key,
      SessionSummarySpec identity,
      Known known,
      UserSnapshot snapshot,
      ObjectNode status)
      throws IOException {
    String digest = ContentDigest.of(status);
    if (digest.equals(known.content().digest())) {
      return 0;
    }
    freshness.observe(status, snapshot.observed(), null, false);
    return objects.putStatus(key, known, identity, status, digest);
  }
}
