package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummarySpec.Scope;
import org.opencadc.sessionindex.api.SessionSummaryStatus.Observed;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublicThrough;
import org.opencadc.sessionindex.ledger.Changes;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.ledger.PublicRow;
import org.opencadc.sessionindex.ledger.PublicSnapshot;
import org.opencadc.sessionindex.ledger.ResourceVersions;
import org.opencadc.sessionindex.publish.LastWrites.Known;

/**
 * The public rows of an index: what they must hold, and one pass after the other that makes the
 * objects equal to it, at most one every half minute. One step of a pass is taken at a time, for
 * only one can claim the budget's grant; what the informer shows may come meanwhile.
 */
final class PublicRows {
  private static final long SPACING_NANOS = Duration.ofSeconds(30).toNanos();

  /** They are dirty as a whole. */
  private static final String ALL = "";

  private final boolean wanted;
  private final Ledger ledger;
  private final Currency currency;
  private final SummaryObjects objects;
  private final SummaryQueue queue;
  private final PublicDocument document;
  private final Freshness freshness;
  private final LongSupplier ticker;
  private final DirtyUsers dirty = new DirtyUsers();
  private final PublicLayout layout = new PublicLayout(PublicDocument.MOST_ROWS);
  private final Map<Integer, Known> existing = new ConcurrentSkipListMap<>();
  private volatile Long begunAt;
  private PublicPass pass;
  private boolean restored;

  PublicRows(
      boolean wanted,
      Ledger ledger,
      Currency currency,
      SummaryObjects objects,
      SummaryQueue queue,
      Freshness freshness,
      ObjectMapper mapper,
      LongSupplier ticker) {
    this.wanted = wanted;
    this.ledger = ledger;
    this.currency = currency;
    this.objects = objects;
    this.queue = queue;
    this.document = new PublicDocument(mapper);
    this.freshness = freshness;
    this.ticker = ticker;
  }

  /** What they say is not known: they are to be compared. */
  void begin() {
    mark(null, null);
  }

  /** The ledger changed; the versions are what was applied just before. */
  void changed(Changes changes, ResourceVersions before, Instant proven) {
    if (changes.publicRows()) {
      mark(before, proven);
    }
  }

  private void mark(ResourceVersions before, Instant proven) {
    if (wanted) {
      dirty.mark(ALL, before, proven);
    }
  }

  /** Queues them when they are behind and have not been written for a while. */
  void tick() {
    Long begun = begunAt;
    boolean spaced = begun == null || ticker.getAsLong() - begun >= SPACING_NANOS;
    if (spaced && dirty.size() > 0) {
      queue.addPublic();
    }
  }

  /** Takes note of a slice as the informer shows it; ignores other summaries. */
  void found(PublishedSummary summary) {
    if (summary.spec().scope() == Scope.Public) {
      // in one step with the look at our own last write
      existing.compute(summary.spec().slice(), (slice, before) -> objects.newest(summary));
    }
  }

  /** A slice was changed by somebody else. */
  void tampered() {
    mark(ledger.applied(), currency.provenAt());
  }

  /** Takes note that a slice is gone; ignores other summaries. */
  void gone(PublishedSummary summary) {
    int slice = summary.spec().slice();
    if (summary.spec().scope() == Scope.Public && existing.remove(slice) != null) {
      mark(ledger.applied(), currency.provenAt());
    }
  }

  /** What they reflect; null while they are not published or not compared. */
  PublicThrough through() {
    Freshness.Reach reach = wanted ? freshness.reach(ledger, dirty) : null;
    return reach == null
        ? null
        : new PublicThrough(reach.time().toString(), reach.versions().jobs());
  }

  /**
   * Writes one slice.
   *
   * @param first slice 0
   * @return complete at the end of a pass
   */
  StatusUpdate.Outcome step(Known first) throws IOException {
    existing.put(0, first);
    if (pass == null) {
      begunAt = ticker.getAsLong();
      dirty.begin(ALL);
      pass = begun();
    }
    PublicLayout.Part next = pass.next(existing.keySet());
    if (next != null) {
      int bytes = put(next.slice(), document.compose(next.rows()));
      pass.changed().remove(next);
      queue.addPublic();
      return new StatusUpdate.Outcome(WriteCost.one(bytes), false);
    }
    int bytes = first(first);
    PublicPass done = pass;
    pass = null;
    // what has changed meanwhile waits for its time
    var unused = dirty.published(ALL);
    for (int slice : List.copyOf(existing.keySet())) {
      if (!done.holds(slice)) {
        objects.delete(queue.publicKey(slice), existing.get(slice));
        existing.remove(slice);
      }
    }
    return new StatusUpdate.Outcome(WriteCost.one(bytes), true);
  }

  private PublicPass begun() {
    PublicSnapshot snapshot = ledger.publicRows();
    int all = snapshot.rows().size();
    List<PublicRow> rows = snapshot.rows().subList(0, Math.min(all, layout.capacity()));
    if (!restored) {
      layout.restore(published(), rows);
      restored = true;
    }
    ResourceVersions versions = snapshot.observed();
    long sequence =
        existing.values().stream().mapToLong(k -> k.content().sequence()).max().orElse(0);
    PublicPass next =
        PublicPass.of(
            layout.assign(rows, existing.keySet()),
            all,
            new Observed(currency.now().toString(), versions.jobs(), versions.pods(), null),
            sequence + 1);
    for (PublicLayout.Part part : next.parts()) {
      if (part.slice() != 0 && !isEqual(part.slice(), document.compose(part.rows()))) {
        next.changed().add(part);
      }
    }
    return next;
  }

  /** The slices of an earlier process as its slice 0 puts them in order. */
  private List<PublicLayout.Found> published() {
    List<PublicLayout.Found> found = new ArrayList<>();
    PublishedSummary.PublicHead first = existing.get(0).content().publicHead();
    if (first != null) {
      found.add(new PublicLayout.Found(0, first.rows(), first.hashes()));
      for (int slice : first.following()) {
        Known known = existing.get(slice);
        if (slice > 0 && known != null && known.content().publicHead() != null) {
          PublishedSummary.PublicHead head = known.content().publicHead();
          found.add(new PublicLayout.Found(slice, head.rows(), head.hashes()));
        }
      }
    }
    return found;
  }

  private boolean isEqual(int slice, ObjectNode status) {
    Known known = existing.get(slice);
    return known != null && ContentDigest.of(status).equals(known.content().digest());
  }

  private int put(int slice, ObjectNode status) throws IOException {
    SummaryKey key = queue.publicKey(slice);
    SessionSummarySpec identity = SessionSummarySpec.publicRows(queue.index(), slice);
    status.put("sequence", pass.sequence());
    freshness.observe(status, null, pass.observed(), false);
    return objects.putSlice(existing, key, identity, status, ContentDigest.of(status));
  }

  private int first(Known known) throws IOException {
    ObjectNode status = document.compose(pass.parts().get(0).rows());
    for (PublicLayout.Part part : pass.parts().subList(1, pass.parts().size())) {
      status
          .withArrayProperty("slices")
          .addObject()
          .put("name", queue.publicKey(part.slice()).name())
          .put("sequence", existing.get(part.slice()).content().sequence());
    }
    if (pass.shown() < pass.all()) {
      String since = known.content().truncatedSince();
      document.truncate(
          status, pass.shown(), pass.all(), since == null ? pass.observed().time() : since);
    }
    return isEqual(0, status) ? 0 : put(0, status);
  }
}
