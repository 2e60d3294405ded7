package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummaryStatus.Observed;

/**
 * A SessionSummary as the operator keeps it: identity and a digest, never the rows, of which a
 * second copy would cost more than everything else in the heap.
 */
@Group(SessionIndex.GROUP)
@Version(SessionIndex.VERSION)
@Kind("SessionSummary")
@Singular("sessionsummary")
@Plural("sessionsummaries")
@JsonDeserialize(using = PublishedSummaryReader.class)
public final class PublishedSummary implements HasMetadata, Namespaced {
  private static final long serialVersionUID = 1L;

  private ObjectMeta metadata;
  private final transient SessionSummarySpec spec;
  private final transient Content content;

  /**
   * The content that was published.
   *
   * @param digest of the status without its freshness; null without a status and when in doubt
   * @param observed null when there is no status
   * @param truncatedSince when rows began to be left out; null when none are
   * @param sequence of the round that wrote it; 0 when it says none
   * @param jobs hashes of the Job names of its rows, for slices only: which row is in which slice
   *     must survive a restart
   * @param slices the further slices that slice 0 of a user names, and the sequence of each
   * @param publicHead of public rows only; null on others
   */
  public record Content(
      String digest,
      Observed observed,
      String truncatedSince,
      long sequence,
      List<Long> jobs,
      Map<String, Long> slices,
      PublicHead publicHead) {

    /** No status yet. */
    public static final Content NONE = new Content(null, null, null, 0, List.of(), Map.of(), null);

    /** The same of an object that may hold something else by now: equal to nothing, no rows. */
    Content doubted() {
      return new Content(null, observed, truncatedSince, sequence, List.of(), slices, publicHead);
    }
  }

  /**
   * What is kept of public rows: enough to find the range of a slice again after a restart.
   *
   * @param rows how many there are
   * @param hashes of the first ones
   * @param following the slices that slice 0 names, in its order
   */
  public record PublicHead(int rows, List<Long> hashes, List<Integer> following) {}

  PublishedSummary(ObjectMeta metadata, SessionSummarySpec spec, Content content) {
    this.metadata = metadata;
    this.spec = spec;
    this.content = content;
  }

  /** Identity; its parts are null if somebody else made the object without them. */
  public SessionSummarySpec spec() {
    return spec;
  }

  /** What the object holds, as a digest. */
  public Content content() {
    return content;
  }

  /** Where it lives. */
  public SummaryKey key() {
    return new SummaryKey(metadata.getNamespace(), metadata.getName());
  }

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta metadata) {
    this.metadata = metadata;
  }

  @Override
  public void setApiVersion(String version) {
    // fixed by the annotations
  }
}
