package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummaryStatus.SliceReference;
import org.opencadc.sessionindex.ledger.UserSnapshot;
import org.opencadc.sessionindex.ledger.UserSnapshot.SessionFacts;
import org.opencadc.sessionindex.publish.LastWrites.Known;

/**
 * The further slices of users who have more sessions than one object holds. A round writes a few
 * changed slices and then slice 0, which names them; what is left goes on in the next round, so
 * that a user with ten thousand jobs has fresh counts and holds up nobody.
 */
final class UserSlices {
  private static final int MOST_IN_ROUND = 8;

  private final String namespace;
  private final String index;
  private final SummaryObjects objects;
  private final UserDocument document;
  private final Freshness freshness;
  private final int mostRows;
  private final Map<String, SlicedUser> users = new ConcurrentHashMap<>();

  /**
   * What a round did to the further slices.
   *
   * @param sequence number of the round
   * @param first sessions whose rows are in slice 0
   * @param named the further slices that slice 0 is to name
   * @param elsewhere rows in further slices
   * @param written of further slices
   * @param complete whether all slices reflect the round that began anew
   */
  record Round(
      long sequence,
      List<SessionFacts> first,
      List<SliceReference> named,
      int elsewhere,
      WriteCost written,
      boolean complete) {}

  UserSlices(
      String namespace,
      String index,
      SummaryObjects objects,
      UserDocument document,
      Freshness freshness,
      int mostRows) {
    this.namespace = namespace;
    this.index = index;
    this.objects = objects;
    this.document = document;
    this.freshness = freshness;
    this.mostRows = mostRows;
  }

  /** Takes over the slices of an earlier process, in whatever order they come. */
  void restore(Iterable<PublishedSummary> summaries) {
    Map<String, Map<String, Long>> named = new HashMap<>();
    for (PublishedSummary summary : summaries) {
      if (summary.spec().username() != null && summary.spec().slice() == 0) {
        named.put(summary.spec().username(), summary.content().slices());
      }
    }
    for (PublishedSummary summary : summaries) {
      if (isFurther(summary)) {
        Known known = objects.newest(summary);
        Long sequence =
            named.getOrDefault(summary.spec().username(), Map.of()).get(summary.key().name());
        SlicedUser user = of(summary.spec().username());
        synchronized (user) {
          user.restore(
              summary.spec().slice(),
              known,
              sequence != null && sequence == known.content().sequence());
        }
      }
    }
  }

  /** Takes note of a further slice as the informer shows it; ignores others. */
  void found(PublishedSummary summary) {
    String username = summary.spec().username();
    boolean taken = !isFurther(summary);
    while (!taken) {
      SlicedUser user = of(username);
      synchronized (user) {
        // whoever wrote the user's slices meanwhile may have dropped it
        taken = users.get(username) == user;
        if (taken) {
          user.found(summary.spec().slice(), objects.newest(summary));
        }
      }
    }
  }

  /** Takes note that a summary was deleted; returns whether it was not one of ours to delete. */
  boolean gone(PublishedSummary summary) {
    if (!isFurther(summary)) {
      return true;
    }
    SlicedUser user = users.get(summary.spec().username());
    if (user == null) {
      return false;
    }
    synchronized (user) {
      return user.gone(summary.spec().slice(), summary.getMetadata().getUid());
    }
  }

  private static boolean isFurther(PublishedSummary summary) {
    return summary.spec().username() != null && summary.spec().slice() > 0;
  }

  /** Whether a user has, or needs, more than slice 0. */
  boolean has(UserSnapshot user) {
    return users.containsKey(user.username()) || !SliceFill.fits(user.sessions(), mostRows);
  }

  /**
   * Writes changed slices.
   *
   * @param anew whether no earlier round left slices to be written
   */
  Round write(UserSnapshot user, long publishedSequence, boolean anew) throws IOException {
    SlicedUser sliced = of(user.username());
    synchronized (sliced) {
      sliced.sequence = Math.max(sliced.sequence, publishedSequence) + 1;
      SliceBook.Plan plan = sliced.book.assign(user.sessions());
      WriteCost written = WriteCost.NOTHING;
      for (int slice : sliced.plan(plan, anew)) {
        SliceDraft draft = new SliceDraft(document, plan.slices().get(slice));
        Known known = sliced.existing.get(slice);
        String digest = sliced.digest(slice, draft);
        boolean equal = known != null && digest.equals(known.content().digest());
        if (!equal && written.objects() < MOST_IN_ROUND) {
          sliced.awaits(slice);
          written = written.and(WriteCost.one(put(user, slice, draft.status(), digest, sliced)));
          equal = true;
        }
        if (equal) {
          sliced.reflects(slice);
        }
      }
      sliced.named = NamedSlices.of(plan, sliced.existing);
      return new Round(
          sliced.sequence,
          plan.slices().get(0),
          references(user.username(), sliced),
          sliced.named.rows(),
          written,
          sliced.complete());
    }
  }

  private List<SliceReference> references(String username, SlicedUser sliced) {
    return sliced.named.slices().stream()
        .map(
            slice ->
                new SliceReference(
                    key(username, slice).name(), sliced.existing.get(slice).content().sequence()))
        .toList();
  }

  private int put(UserSnapshot user, int slice, ObjectNode status, String digest, SlicedUser sliced)
      throws IOException {
    SessionSummarySpec identity = SessionSummarySpec.slice(index, user.username(), slice);
    status.put("sequence", sliced.sequence);
    freshness.observe(status, user.observed(), null, false);
    return objects.putSlice(sliced.existing, key(user.username(), slice), identity, status, digest);
  }

  /** Deletes the slices that slice 0 does not name any more, before they are taken for new ones. */
  void deleteUnneeded(String username) throws IOException {
    delete(username, SlicedUser::unneeded);
  }

  /** A user has nothing to be published, and slices that are left have no slice 0. */
  void forget(String username) throws IOException {
    delete(username, sliced -> List.copyOf(sliced.existing.keySet()));
  }

  /** Holds the user only between requests: whoever tells of a summary must not wait for them. */
  private void delete(String username, Function<SlicedUser, List<Integer>> which)
      throws IOException {
    SlicedUser sliced = users.get(username);
    if (sliced == null) {
      return;
    }
    List<Integer> slices;
    synchronized (sliced) {
      slices = which.apply(sliced);
    }
    for (int slice : slices) {
      Known known;
      synchronized (sliced) {
        // before the request: that it is gone is no news then
        known = sliced.existing.remove(slice);
      }
      if (known != null) {
        delete(username, sliced, slice, known);
      }
    }
    synchronized (sliced) {
      if (sliced.existing.isEmpty()) {
        users.remove(username, sliced);
      }
    }
  }

  private void delete(String username, SlicedUser sliced, int slice, Known known)
      throws IOException {
    try {
      objects.delete(key(username, slice), known);
    } catch (IOException | RuntimeException e) {
      synchronized (sliced) {
        sliced.existing.putIfAbsent(slice, known);
      }
      throw e;
    }
  }

  private SlicedUser of(String username) {
    return users.computeIfAbsent(username, user -> new SlicedUser(new SliceBook(mostRows)));
  }

  private SummaryKey key(String username, int slice) {
    return new SummaryKey(namespace, SummaryNames.ofSlice(index, username, slice));
  }
}
