package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.util.Map;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.http.ApiRefused;
import org.opencadc.sessionindex.ledger.ResourceVersions;
import org.opencadc.sessionindex.publish.LastWrites.Known;
import org.opencadc.sessionindex.publish.SummaryWriter.Owner;
import org.opencadc.sessionindex.publish.SummaryWriter.Written;

/** The objects of one index at the API server: every change goes by what is known of them. */
final class SummaryObjects {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final SummaryWriter writer;
  private final Owner owner;
  private final Runnable restored;
  private final LastWrites lastWrites = new LastWrites();

  /**
   * The objects of an index.
   *
   * @param restored is told when one has gone back, as only a restored storage lets it
   */
  SummaryObjects(SummaryWriter writer, Owner owner, Runnable restored) {
    this.writer = writer;
    this.owner = owner;
    this.restored = restored;
  }

  /**
   * What is known of an object whose metadata are right.
   *
   * @param cost of putting them right; nothing if they were
   */
  record Righted(Known known, WriteCost cost) {}

  /**
   * What is known of an object, after its metadata was put right. One that is in doubt may have
   * other metadata than the informer shows.
   */
  Righted righted(PublishedSummary summary) throws IOException {
    Known known = lastWrites.newest(summary);
    return !known.inDoubt() && SummaryLabels.right(summary.getMetadata(), summary.spec(), owner)
        ? new Righted(known, WriteCost.NOTHING)
        : patch(summary.key(), known, summary.spec());
  }

  /**
   * Creates an object, or goes on with one of ours that the informer does not show yet. It is on
   * nobody's bill: the write that follows is, and users who are new come few at a time.
   */
  Known create(SummaryKey key, SessionSummarySpec identity) throws IOException {
    Known last = lastWrites.last(key, null);
    Known made;
    try {
      made = remember(key, writer.create(key, identity, owner), PublishedSummary.Content.NONE);
    } catch (ApiRefused e) {
      if (e.code() != CONFLICT || last == null) {
        throw e;
      }
      made = last;
    }
    try {
      // the record of who set which field begins with a create, and can be ended only after it
      return patch(key, made, identity).known();
    } catch (ApiRefused e) {
      // the informer may have shown it before the answer came, and it was put right by that;
      // or somebody has written it, and nobody knows what
      Known now = e.code() == CONFLICT ? lastWrites.last(key, null) : null;
      if (now == null) {
        throw e;
      }
      return now;
    }
  }

  /** Whether an object was written whose end nobody has seen. */
  boolean wrote(SummaryKey key) {
    return lastWrites.last(key, null) != null;
  }

  private Righted patch(SummaryKey key, Known known, SessionSummarySpec identity)
      throws IOException {
    Written written =
        write(key, known, () -> writer.patchMetadata(key, known.version(), identity, owner));
    return new Righted(remember(key, written, known.content()), WriteCost.one(written.bytes()));
  }

  /**
   * Replaces a status.
   *
   * @param digest of the status
   * @return how many bytes that took
   */
  int putStatus(
      SummaryKey key, Known known, SessionSummarySpec identity, ObjectNode status, String digest)
      throws IOException {
    return put(key, known, identity, status, digest).bytes();
  }

  /** What is known after a write, and how many bytes that took. */
  private record Put(Known known, int bytes) {}

  private Put put(
      SummaryKey key, Known known, SessionSummarySpec identity, ObjectNode status, String digest)
      throws IOException {
    Written written =
        write(
            key,
            known,
            () -> writer.putStatus(key, known.uid(), known.version(), identity, status));
    boolean slice = identity.slice() > 0;
    Known now = remember(key, written, PublishedSummaryReader.content(status, slice, digest));
    return new Put(now, written.bytes());
  }

  /**
   * Replaces the status of a slice, which is made if it is not there.
   *
   * @param slices what is known of the slices by number, which is kept up to date
   */
  int putSlice(
      Map<Integer, Known> slices,
      SummaryKey key,
      SessionSummarySpec identity,
      ObjectNode status,
      String digest)
      throws IOException {
    int slice = identity.slice();
    Known target = slices.get(slice);
    if (target == null) {
      target = create(key, identity);
      slices.put(slice, target);
    }
    try {
      Put put = put(key, target, identity, status, digest);
      slices.put(slice, put.known());
      return put.bytes();
    } catch (ApiRefused e) {
      if (leavesDoubt(e)) {
        // nobody but the informer would tell of a slice, and it may do so much later
        Known now = lastWrites.last(key, null);
        slices.compute(slice, (number, before) -> now == null && e.mayBeDone() ? before : now);
      }
      throw e;
    }
  }

  /**
   * Deletes an object unless it was written since the informer saw it like this, by us too: then it
   * is not empty any more.
   */
  void delete(PublishedSummary summary) throws IOException {
    ObjectMeta seen = summary.getMetadata();
    writer.delete(summary.key(), seen.getUid(), seen.getResourceVersion());
  }

  /** Deletes an object unless it was written since it was known like this. */
  void delete(SummaryKey key, Known known) throws IOException {
    writer.delete(key, known.uid(), known.version());
  }

  /** The newer of the informer's copy and what is known of our last write. */
  Known newest(PublishedSummary summary) {
    return lastWrites.newest(summary);
  }

  /** Whether the informer shows what we wrote last, or has not even come that far. */
  boolean echoes(PublishedSummary informed) {
    return lastWrites.echoes(informed);
  }

  /** A summary is gone. */
  void forget(PublishedSummary summary) {
    lastWrites.forget(summary.key(), summary.getMetadata().getUid());
  }

  private interface Request {
    Written send() throws IOException;
  }

  private Written write(SummaryKey key, Known known, Request request) throws IOException {
    try {
      return request.send();
    } catch (ApiRefused e) {
      if (e.code() == NOT_FOUND) {
        lastWrites.forget(key, known.uid());
      } else if (e.code() == CONFLICT) {
        lookUp(key, known);
      } else if (e.mayBeDone()) {
        lastWrites.wrote(key, known.doubted(known.version()));
      }
      throw e;
    }
  }

  /** Whether a refusal says that an object may not be what it was known to be. */
  private static boolean leavesDoubt(ApiRefused e) {
    return e.code() == NOT_FOUND || e.code() == CONFLICT || e.mayBeDone();
  }

  /** The next write goes by what is there now: the informer may show it much later. */
  private void lookUp(SummaryKey key, Known known) throws IOException {
    // it may not be answered
    lastWrites.wrote(key, known.doubted(known.version()));
    Written now = writer.find(key);
    if (now == null || !now.uid().equals(known.uid())) {
      lastWrites.forget(key, known.uid());
    } else if (ResourceVersions.compare(now.resourceVersion(), known.version()) < 0) {
      restored.run();
    } else {
      lastWrites.wrote(key, known.doubted(now.resourceVersion()));
    }
  }

  private Known remember(SummaryKey key, Written written, PublishedSummary.Content content) {
    Known known = new Known(written.uid(), written.resourceVersion(), content);
    lastWrites.wrote(key, known);
    return known;
  }
}
