package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.http.LoopbackServer;

/** The command against an API server that answers from files, five objects a page. */
class VerifyCommandTest {
  private static final int PAGE = 5;
  private static final String JOBS = "/apis/batch/v1/namespaces/ns/jobs";
  private static final String PODS = "/api/v1/namespaces/ns/pods";
  private static final String CUSTOM = "/apis/skaha.opencadc.org/v1alpha1/namespaces/ns/";

  private static final Map<String, JsonNode> ALL_ANSWERS = allAnswers();

  private final Map<String, JsonNode> answers = new HashMap<>(ALL_ANSWERS);
  private final Map<String, Integer> failures = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private LoopbackServer server;
  private KubernetesClient client;
  private boolean expiring;

  @BeforeEach
  void start() {
    server = new LoopbackServer(this::answer);
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl(server.address().toString())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void equalIsZeroAndATable() {
    assertThat(run("--namespace", "ns")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("index main in namespace ns: equal\n")
        .contains("compared 1 platform, 3 users, 13 rows in 1 rounds")
        .containsPattern("LIST jobs, pods, nodes +28 +\\d{6} +\\d+\n")
        .containsPattern("GET the platform summary +1 +\\d+ +\\d+\n");
    assertThat(asked)
        .anySatisfy(uri -> assertThat(uri).startsWith("/api/v1/nodes?").contains("continue=5"))
        .as("whatever index they say they are of")
        .anySatisfy(
            uri -> assertThat(uri).contains("sessionsummaries?").endsWith("labelSelector="));
  }

  @Test
  void expiredPagesAreReadAgain() {
    expiring = true;

    assertThat(run("--namespace", "ns")).isZero();
    assertThat(asked.stream().filter(uri -> uri.contains("/jobs?"))).hasSize(6);
  }

  @Test
  void bytesAreThoseOfTheBodies() throws IOException {
    assertThat(run("--namespace", "ns", "-o", "json")).isZero();

    JsonNode report = Given.JSON.readTree(out.toByteArray());
    assertThat(report.get("exitCode").asInt()).isZero();
    assertThat(report.at("/lists/objects").asInt()).isEqualTo(28);
    assertThat(report.at("/get/bytes").asInt())
        .isEqualTo(answers.get(CUSTOM + "sessionsummaries/main").toString().length());
    assertThat(report.get("differences")).isEmpty();
  }

  @Test
  void differencesAreOneAndHideNames() {
    JsonNode jobs = answers.get(JOBS).deepCopy();
    ((ArrayNode) jobs.get("items")).remove(0);
    answers.put(JOBS, jobs);

    assertThat(run("--namespace", "ns")).isOne();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("DIFFERENCES")
        .containsPattern("platform +sessions.total +12 +13\n")
        .doesNotContain("k3x9tq2a");
    out.reset();
    assertThat(run("--namespace", "ns", "--show-names")).isOne();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("k3x9tq2a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sessionindexes|404|does not know sessionindexes.skaha.opencadc.org: is the CRD installed?",
        "sessionsummaries|403|not allowed to get sessionsummaries.skaha.opencadc.org in namespace",
        "jobs|403|not allowed to list jobs.batch in namespace ns: the role needs that permission",
        "pods|403|not allowed to list pods in namespace ns: the role needs that permission",
        "nodes|403|nodes are published, but listing them is not allowed: the role needs list nodes",
        "pods|401|does not accept the credentials",
        "pods|500|cannot list pods in namespace ns: HTTP status 500"
      })
  void whatIsMissingIsNamed(String resource, int code, String message) {
    failures.put(resource, code);

    assertThat(run("--namespace", "ns")).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("could not compare: ")
        .contains(message);
  }

  @Test
  void missingIndexIsNamed() {
    assertThat(run("--namespace", "ns", "--index", "other")).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("could not compare: there is no SessionIndex other in namespace ns\n");
  }

  @Test
  void unreachableServerIsSaid() {
    server.close();

    assertThat(run("--namespace", "ns")).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("cannot list sessionindexes");
  }

  @Test
  void whatNobodyThoughtOfIsNoDifference() {
    assertThat(run("--namespace", "a b")).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("could not compare: ");
    out.reset();
    answers.put(PODS, Given.JSON.createObjectNode());
    assertThat(run("--namespace", "ns")).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("could not compare: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--wrong", "--timeout", "--timeout x", "--timeout -1", "-o yaml"})
  void wrongUseIsExplained(String args) {
    assertThat(run(args.split(" "))).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("usage:");
    assertThat(asked).isEmpty();
  }

  @Test
  void helpIsNoFailure() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("usage: session-index verify [options]\n")
        .contains("(default: 60, or 240 where public rows are published)\n");
  }

  @Test
  void tooLittleMemoryIsNoDifference() {
    InstantSource exhausted =
        () -> {
          throw new OutOfMemoryError("for a test");
        };

    assertThat(run(exhausted.withZone(ZoneOffset.UTC), "--namespace", "ns")).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("could not compare: OutOfMemoryError\n");
  }

  private int run(String... args) {
    return run(Clock.systemUTC(), args);
  }

  private int run(Clock clock, String... args) {
    return VerifyCommand.run(
        args, new PrintStream(out, true, StandardCharsets.UTF_8), client, clock);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    asked.add(exchange.getRequestURI().toString());
    int code =
        failures.entrySet().stream()
            .filter(failure -> path.contains("/" + failure.getKey()))
            .mapToInt(Map.Entry::getValue)
            .findFirst()
            .orElse(answers.containsKey(path) ? 200 : 404);
    if (expiring && query.contains("continue=10") && path.endsWith("/jobs")) {
      expiring = false;
      code = 410;
    }
    byte[] body = code == 200 ? page(answers.get(path), query) : new byte[] {'{', '}'};
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static byte[] page(JsonNode answer, String query) {
    if (!answer.has("items")) {
      return answer.toString().getBytes(StandardCharsets.UTF_8);
    }
    int from = query.contains("continue=") ? Integer.parseInt(query.replaceAll(".*=", "")) : 0;
    int to = Math.min(from + PAGE, answer.get("items").size());
    ObjectNode page = Given.JSON.createObjectNode();
    page.set("apiVersion", answer.get("apiVersion"));
    page.set("kind", answer.get("kind"));
    page.set("metadata", answer.get("metadata").deepCopy());
    ArrayNode items = page.putArray("items");
    for (int i = from; i < to; i++) {
      items.add(answer.get("items").get(i));
    }
    if (to < answer.get("items").size()) {
      ((ObjectNode) page.get("metadata")).put("continue", String.valueOf(to));
    }
    return page.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, JsonNode> allAnswers() {
    JsonNode summaries = summaries();
    return Map.of(
        JOBS,
        list("canonical.joblist", "48211851"),
        PODS,
        list("canonical.podlist", "48211851"),
        "/api/v1/nodes",
        list("nodelist", "48211851"),
        CUSTOM + "sessionindexes",
        published("SessionIndex"),
        CUSTOM + "sessionsummaries",
        summaries,
        CUSTOM + "sessionsummaries/main",
        summaries.get("items").get(0));
  }

  private static JsonNode list(String fixture, String version) {
    ObjectNode list = (ObjectNode) Given.json("fixtures/" + fixture + ".json");
    list.putObject("metadata").put("resourceVersion", version);
    return list;
  }

  private static ObjectNode published(String kind) {
    ObjectNode list = Given.JSON.createObjectNode();
    list.put("apiVersion", "skaha.opencadc.org/v1alpha1").put("kind", kind + "List");
    list.putObject("metadata").put("resourceVersion", "48211999");
    ObjectNode item = list.putArray("items").addObject();
    item.put("apiVersion", "skaha.opencadc.org/v1alpha1").put("kind", kind);
    item.putObject("metadata")
        .put("name", "main")
        .put("uid", "u")
        .put("creationTimestamp", "2026-11-01T00:00:00Z");
    return list;
  }

  private static JsonNode summaries() {
    FakeCluster cluster = new FakeCluster();
    cluster.now = Clock.systemUTC().instant().plusSeconds(3600);
    cluster.nodes = Given.nodes();
    cluster.publish();
    cluster.publish(Recount.of(cluster.jobs, cluster.pods, cluster.nodes, null), "48211851");
    ObjectNode list = published("SessionSummary");
    ArrayNode items = list.putArray("items");
    cluster.summaries().items().forEach(each -> items.add(Given.JSON.valueToTree(each)));
    return list;
  }
}
