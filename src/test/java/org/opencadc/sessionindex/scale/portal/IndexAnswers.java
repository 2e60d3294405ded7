package org.opencadc.sessionindex.scale.portal;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus.SliceReference;
import org.opencadc.sessionindex.api.SessionSummaryStatus.UserWrites;
import org.opencadc.sessionindex.ledger.ResourceVersions;
import org.opencadc.sessionindex.publish.SummaryNames;

/** GETs of what the index publishes; everybody's sessions by LIST where it does not. */
final class IndexAnswers implements Answers {
  private final KubernetesClient client;
  private final SummaryReads summaries;
  private final String index;
  private final ListAnswers lists;
  private final KeptCards kept = new KeptCards();
  private final AtomicLong listed = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong read = new AtomicLong();

  IndexAnswers(KubernetesClient client, String namespace, String index) {
    this.client = client;
    this.summaries = new SummaryReads(client, namespace, index);
    this.index = index;
    this.lists = new ListAnswers(client, namespace);
  }

  @Override
  public void start() throws IOException {
    summaries.platform();
  }

  @Override
  public int interactive(String user) throws IOException {
    SessionSummary platform = summaries.platform();
    if (platform.getStatus().publishedThrough() == null) {
      listed.incrementAndGet();
      return lists.interactive(user);
    }
    UserWrites writes = platform.getStatus().userWrites();
    answered.incrementAndGet();
    List<Card> cards = kept.of(user, writes);
    if (cards == null) {
      cards = read(user, platform);
      kept.keep(user, cards, writes);
    }
    return cards.size();
  }

  private List<Card> read(String user, SessionSummary platform) throws IOException {
    read.incrementAndGet();
    SessionSummary own = summaries.summary(SummaryNames.ofUser(index, user), platform);
    if (own == null || own.getStatus() == null) {
      return List.of();
    }
    if (!user.equals(own.getSpec().username())) {
      throw new IOException("a summary is of another user");
    }
    List<Card> cards = new ArrayList<>(cards(user, own.getStatus()));
    for (String slice : slices(own.getStatus())) {
      if (cards.size() >= expected(own.getStatus())) {
        break;
      }
      SessionSummary further = summaries.summary(slice, newer(platform, own));
      if (further != null && further.getStatus() != null) {
        cards.addAll(cards(user, further.getStatus()));
      }
    }
    return cards;
  }

  private static List<Card> cards(String user, SessionSummaryStatus status) {
    return Objects.requireNonNullElse(status.rows(), List.<SessionRow>of()).stream()
        .map(row -> Card.of(user, row))
        .filter(Card::interactive)
        .toList();
  }

  /** How many sessions a user's own page shows, by the counts. */
  private static long expected(SessionSummaryStatus status) {
    Map<String, Long> byKind = status.sessions().byKind();
    return status.sessions().total()
        - (byKind == null ? 0 : byKind.getOrDefault(Card.HEADLESS, 0L));
  }

  private static List<String> slices(SessionSummaryStatus status) {
    return Objects.requireNonNullElse(status.slices(), List.<SliceReference>of()).stream()
        .map(SliceReference::name)
        .toList();
  }

  @Override
  public int stats() throws IOException {
    return summaries.platform().getStatus().resources() == null ? 0 : Load.FIGURES;
  }

  @Override
  public int all() throws IOException {
    SessionSummary platform = summaries.platform();
    SessionSummary zero = summaries.summary(SummaryNames.ofPublic(index, 0), platform);
    if (zero == null || zero.getStatus() == null) {
      listed.incrementAndGet();
      return lists.all();
    }
    int rows = publicRows(zero);
    for (String slice : slices(zero.getStatus())) {
      SessionSummary further = summaries.summary(slice, newer(platform, zero));
      rows += further == null ? 0 : publicRows(further);
    }
    return rows;
  }

  /** What the platform claims of a slice may be newer than slice 0, which names it. */
  private static SessionSummary newer(SessionSummary one, SessionSummary other) {
    int order =
        ResourceVersions.compare(
            one.getMetadata().getResourceVersion(), other.getMetadata().getResourceVersion());
    return order > 0 ? one : other;
  }

  private static int publicRows(SessionSummary summary) {
    return summary.getStatus() == null || summary.getStatus().publicRows() == null
        ? 0
        : summary.getStatus().publicRows().size();
  }

  @Override
  public String note() {
    return "since its start %d views needed a LIST; of %d of a user's own sessions %d needed GETs"
        .formatted(listed.get(), answered.get(), read.get());
  }

  @Override
  public void close() {
    client.close();
  }
}
