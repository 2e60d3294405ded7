package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.publish.LastWrites.Known;
import org.opencadc.sessionindex.publish.SummaryWriter.Owner;
import org.opencadc.sessionindex.publish.SummaryWriter.Written;

/** The objects of one index at the API server: every change goes by what is known of them. */
final class SummaryObjects {
  private final SummaryWriter writer;
  private final Owner owner;
  private final LastWrites lastWrites = new LastWrites();

  SummaryObjects(SummaryWriter writer, Owner owner) {
    this.writer = writer;
    this.owner = owner;
  }

  /** What is known of an object, after its metadata was put right. */
  Known righted(PublishedSummary summary) throws IOException {
    Known known = lastWrites.newest(summary);
    return SummaryLabels.right(summary.getMetadata(), summary.spec(), owner)
        ? known
        : patch(summary.key(), known, summary.spec());
  }

  Known create(SummaryKey key, SessionSummarySpec identity) throws IOException {
    Known made = remember(key, writer.create(key, identity, owner), PublishedSummary.Content.NONE);
    // the record of who set which field begins with a create, and can be ended only after it
    return patch(key, made, identity);
  }

  private Known patch(SummaryKey key, Known known, SessionSummarySpec identity) throws IOException {
    Written written = writer.patchMetadata(key, known.version(), identity, owner);
    return remember(key, written, known.content());
  }

  /** Replaces a status; returns how many bytes that took. */
  int putStatus(SummaryKey key, Known known, SessionSummarySpec identity, ObjectNode status)
      throws IOException {
    return putStatus(key, known, identity, status, ContentDigest.of(status));
  }

  /** Replaces a status whose digest is known already. */
  int putStatus(
      SummaryKey key, Known known, SessionSummarySpec identity, ObjectNode status, String digest)
      throws IOException {
    Written written = writer.putStatus(key, known.uid(), known.version(), identity, status);
    boolean slice = identity.slice() > 0;
    remember(key, written, PublishedSummaryReader.content(status, slice, digest));
    return written.bytes();
  }

  /** Deletes an object unless it was written since: then it is not empty any more. */
  void delete(PublishedSummary summary) throws IOException {
    delete(summary.key(), lastWrites.newest(summary));
  }

  /** Deletes an object unless it was written since it was known like this. */
  void delete(SummaryKey key, Known known) throws IOException {
    writer.delete(key, known.uid(), known.version());
  }

  /** The newer of the informer's copy and our last answer. */
  Known newest(PublishedSummary summary) {
    return lastWrites.newest(summary);
  }

  /** Our last answer for an object; otherwise when there is none. */
  Known last(SummaryKey key, Known otherwise) {
    return lastWrites.last(key, otherwise);
  }

  /** Whether the informer shows what we wrote last, or has not even come that far. */
  boolean echoes(PublishedSummary informed) {
    return lastWrites.echoes(informed);
  }

  void forget(SummaryKey key) {
    lastWrites.forget(key);
  }

  private Known remember(SummaryKey key, Written written, PublishedSummary.Content content) {
    Known known = new Known(written.uid(), written.resourceVersion(), content);
    lastWrites.wrote(key, known);
    return known;
  }
}
