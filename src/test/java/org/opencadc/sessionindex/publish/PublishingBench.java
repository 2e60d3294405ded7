package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.http.WriteFence;
import org.opencadc.sessionindex.ledger.Changes;
import org.opencadc.sessionindex.ledger.LabelGeneration;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.ledger.ObjectKind;
import org.opencadc.sessionindex.ledger.ResourceVersions;
import org.opencadc.sessionindex.publish.SummaryWriter.Owner;
import org.opencadc.sessionindex.testserver.ApiServer;

/** A publication before an API server; the test is the informer, the pacer and the controllers. */
final class PublishingBench implements AutoCloseable {
  static final String NAMESPACE = "skaha-workload";
  private static final String COLLECTION =
      "/apis/skaha.opencadc.org/v1alpha1/namespaces/" + NAMESPACE + "/sessionsummaries";

  /** Far more than an answer takes, as the machine may be busy. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  final ApiServer server = ApiServer.start(Clock.systemUTC());
  final FakeTicker ticker = new FakeTicker();
  final FakeCurrency currency = new FakeCurrency();
  final List<String> sent = new ArrayList<>();
  final List<IOException> failures = new ArrayList<>();
  final ComposedRows mapper = new ComposedRows();

  private final KubernetesClient client;
  private final ApiRequests requests;
  private final ApiRequests fenced;
  private final Map<String, PublishedSummary> informed = new HashMap<>();

  /** Is asked before each write of the operator's. */
  WriteFence fence = WriteFence.OPEN;

  /** How often the storage turned out to have been restored. */
  int restores;

  /** Looks at one object at a time. */
  final ShownSummaries shown;

  Budget budget;
  Ledger ledger;
  Publication publication;
  private long version = 100;
  private SessionIndexSpec.Publish spec = SessionIndexSpec.orDefaults(null).publish();

  PublishingBench() throws IOException {
    server.namespace(NAMESPACE);
    server.garbageCollection(false);
    server.registerCrd(Files.newInputStream(Path.of("deploy/crds/sessionsummaries.yaml")));
    Config config = server.config();
    config.setRequestRetryBackoffLimit(0);
    client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
    requests = new ApiRequests(client, ANSWER);
    fenced = new ApiRequests(client, ANSWER, () -> fence.check());
    shown = new ShownSummaries(requests, mapper, 1);
    restart();
  }

  /** As another process would begin: nothing is known but what is at the API server. */
  void restart() {
    budget = new Budget(BudgetLimits.DEFAULT, ticker);
    serve();
  }

  private void serve() {
    ledger = new Ledger(List.of(LabelGeneration.CANONICAL));
    ledger.applied(ObjectKind.JOB, "100");
    ledger.applied(ObjectKind.POD, "90");
    SummaryWriter writer =
        new SummaryWriter(fenced, mapper, (verb, code, bytes) -> sent.add(verb + " " + code));
    publication =
        new Publication(
            NAMESPACE,
            new Owner("main", "uid-of-main"),
            spec,
            ledger,
            currency,
            new PublishingParts(writer, budget, mapper, ticker, () -> restores++));
  }

  /** As {@link #restart}, with another spec. */
  void restart(SessionIndexSpec.Publish other) {
    spec = other;
    restart();
  }

  /** As an edit of the spec: another publication takes over what the budget grants. */
  void respec(SessionIndexSpec.Publish other) {
    Publication before = publication;
    spec = other;
    serve();
    before.end();
  }

  /** As LedgerFeed does it. */
  void apply(SomeJob job) {
    ResourceVersions before = ledger.applied();
    version++;
    Changes changes = ledger.apply(job.facts(Long.toString(version)));
    publication.changed(changes, before);
    ledger.applied(ObjectKind.JOB, Long.toString(version));
  }

  void remove(String uid) {
    ResourceVersions before = ledger.applied();
    version++;
    publication.changed(ledger.remove(ObjectKind.JOB, uid), before);
    ledger.applied(ObjectKind.JOB, Long.toString(version));
  }

  void begin() {
    List<PublishedSummary> existing = existing();
    informed.clear();
    existing.forEach(summary -> informed.put(summary.getMetadata().getName(), summary));
    publication.begin(() -> existing);
  }

  /** As an audit ends. */
  void compareAll() {
    publication.users().forEach(publication::compare);
  }

  /** The informer shows what has happened since it did so last, or since the begin. */
  void inform() {
    Map<String, PublishedSummary> now = new HashMap<>();
    existing().forEach(summary -> now.put(summary.getMetadata().getName(), summary));
    informed.forEach(
        (name, before) -> {
          PublishedSummary after = now.get(name);
          if (after == null
              || !after.getMetadata().getUid().equals(before.getMetadata().getUid())) {
            publication.gone(before);
          }
        });
    informed.clear();
    informed.putAll(now);
    now.values().stream().filter(publication::owns).forEach(this::publish);
  }

  /** Spends what the budget grants now; what exists is published, what does not is created. */
  int round() {
    List<SummaryKey> granted = budget.grant();
    for (SummaryKey key : granted) {
      PublishedSummary summary = find(key.name());
      if (summary == null) {
        create(key);
      } else if (publication.owns(summary)) {
        publish(summary);
      }
    }
    return granted.size();
  }

  private void create(SummaryKey key) {
    try {
      publication.create(key);
    } catch (IOException e) {
      failures.add(e);
    }
  }

  private void publish(PublishedSummary summary) {
    try {
      publication.publish(summary);
    } catch (IOException e) {
      failures.add(e);
    }
  }

  /** Two users with a session each, published: job a of adal, job b of Bchen. */
  void publishTwo() {
    apply(SomeJob.of("a", "adal"));
    apply(SomeJob.of("b", "Bchen"));
    begin();
    settle();
    pass(Duration.ofSeconds(2));
    settle();
    pass(Duration.ofSeconds(2));
  }

  void settle() {
    while (round() > 0) {
      ticker.advance(Duration.ofMillis(20));
    }
  }

  void pass(Duration time) {
    ticker.advance(time);
    currency.now = currency.now.plus(time);
  }

  List<PublishedSummary> existing() {
    List<PublishedSummary> summaries = new ArrayList<>();
    json("").path("items").forEach(item -> summaries.add(parse(item)));
    return summaries;
  }

  /** As the informer would show it; null when there is none. */
  PublishedSummary find(String name) {
    JsonNode summary = json("/" + name);
    return summary.path("kind").asText().equals("Status") ? null : parse(summary);
  }

  JsonNode status(String name) {
    return json("/" + name).path("status");
  }

  JsonNode json(String path) {
    try {
      return mapper.readTree(requests.get(COLLECTION + path).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody else makes a summary; username null for none. */
  void foreign(String name, String index, String scope, String username, int slice)
      throws IOException {
    ObjectNode summary = mapper.createObjectNode();
    summary.put("apiVersion", "skaha.opencadc.org/v1alpha1").put("kind", "SessionSummary");
    summary.putObject("metadata").put("name", name);
    ObjectNode spec = summary.putObject("spec");
    spec.put("indexName", index).put("scope", scope).put("slice", slice);
    if (username != null) {
      spec.put("username", username);
    }
    ApiRequests.Answer answer =
        requests.send("POST", COLLECTION, "application/json", summary.toString());
    if (answer.code() != 201) {
      throw new AssertionError(answer);
    }
  }

  /** Somebody else's write. */
  void tamper(String name, String subresource, String patch) throws IOException {
    ApiRequests.Answer answer =
        requests.send(
            "PATCH", COLLECTION + "/" + name + subresource, "application/merge-patch+json", patch);
    if (answer.code() != 200) {
      throw new AssertionError(answer);
    }
  }

  void delete(String name) throws IOException {
    PublishedSummary summary = find(name);
    deleteUnseen(name);
    publication.gone(summary);
  }

  /** As {@link #delete}, and the informer does not show it, as when it has to list again. */
  void deleteUnseen(String name) throws IOException {
    ApiRequests.Answer answer =
        requests.send("DELETE", COLLECTION + "/" + name, "application/json", "{}");
    if (answer.code() != 200) {
      throw new AssertionError(answer);
    }
  }

  List<String> sentSince(Runnable action) {
    int before = sent.size();
    action.run();
    return List.copyOf(sent.subList(before, sent.size()));
  }

  private PublishedSummary parse(JsonNode summary) {
    try {
      return mapper.treeToValue(summary, PublishedSummary.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
