package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.api.Resources.Amounts;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/** What Skaha's own classes answer can be read from the summaries, for each label generation. */
@Tag("cluster")
class ContractIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NOT_FROM_OBJECTS =
      List.of("connectURL", "ramInUse", "cpuCoresInUse");

  /** What is stored in which namespace; each has an index and they share one operator. */
  private static final Map<String, List<String>> STORED =
      Map.of(
          "contract-current", List.of("contract/jobs.current.json"),
          "contract-legacy", List.of("contract/jobs.legacy.json"),
          "canonical",
              List.of("fixtures/canonical.joblist.json", "fixtures/canonical.podlist.json"),
          "legacy", List.of("fixtures/legacy.joblist.json", "fixtures/legacy.podlist.json"),
          "edge", List.of("fixtures/edge.joblist.json", "fixtures/edge.podlist.json"),
          "foreign", List.of("fixtures/foreign.joblist.json", "fixtures/foreign.podlist.json"),
          "unknown", List.of("fixtures/unknown.joblist.json", "fixtures/unknown.podlist.json"),
          "dual", List.of("fixtures/dual.job.notebook-running-migrated.json"));

  @RegisterExtension static final Installation installed = Installation.apiOnly();

  @BeforeAll
  static void start() {
    installed.cluster().put(file("fixtures/nodelist.json"));
    STORED.forEach(
        (namespace, files) -> {
          installed.cluster().createServedNamespace(namespace);
          published(namespace).createIndex(Published.workers());
          files.forEach(file -> installed.cluster().put(namespace, withUidsOfTheirOwn(file)));
        });
    String[] namespaces = STORED.keySet().toArray(String[]::new);
    installed.startOperator(namespaces);
    installed.awaitEqualToRecount(namespaces);
  }

  private static Path file(String name) {
    return Path.of("src/test/resources").resolve(name);
  }

  /** Some fixtures are copies of one Job, its uid included; no API server has two of one uid. */
  private static Path withUidsOfTheirOwn(String name) {
    JsonNode list = json(name);
    Set<String> seen = new HashSet<>();
    for (JsonNode item : list.path("items")) {
      ObjectNode metadata = (ObjectNode) item.path("metadata");
      if (!seen.add(metadata.path("uid").asText())) {
        metadata.put("uid", UUID.randomUUID().toString());
      }
    }
    try {
      Path file = Files.createTempFile(installed.cluster().directory(), "list", ".json");
      JSON.writeValue(file.toFile(), list);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(String name) {
    try {
      return JSON.readTree(file(name).toFile());
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  private static Published published(String namespace) {
    return installed.published(namespace);
  }

  private static Map<String, Object> session(JsonNode skahas) {
    Map<String, Object> session =
        new HashMap<>(JSON.convertValue(skahas, new TypeReference<Map<String, Object>>() {}));
    session.keySet().removeAll(NOT_FROM_OBJECTS);
    return session;
  }

  private static List<Map<String, Object>> sessions(JsonNode skahas) {
    return JSON.convertValue(skahas, new TypeReference<List<JsonNode>>() {}).stream()
        .map(ContractIT::session)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"current", "legacy"})
  void everyJobHasTheRowOfWhichSkahaMakesItsSession(String generation) {
    Map<String, Map<String, Object>> expected = new TreeMap<>();
    for (JsonNode pair : json("contract/sessions." + generation + ".json")) {
      expected.put(pair.path("job").textValue(), session(pair.path("session")));
    }
    Map<String, Map<String, Object>> rendered = new TreeMap<>();
    published("contract-" + generation)
        .rows()
        .forEach(
            row ->
                rendered.put(
                    row.getValue().jobName(), RowAsSession.of(row.getKey(), row.getValue())));

    assertThat(rendered.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(50);
    expected.forEach((job, session) -> assertThat(rendered.get(job)).as(job).isEqualTo(session));
  }

  @ParameterizedTest
  @CsvSource({
    "canonical, adal", "canonical, bchen", "canonical, c.o_dell",
    "legacy, adal", "legacy, bchen", "legacy, c.o_dell"
  })
  void listsOfAUser(String generation, String user) {
    assertThat(rendered(generation, user, row -> !row.kind().equals("desktop-app")))
        .containsExactlyInAnyOrderElementsOf(sessions(golden(generation, "list." + user)));
    assertThat(rendered(generation, user, row -> !row.kind().equals("headless")))
        .containsExactlyInAnyOrderElementsOf(sessions(golden(generation, "interactive." + user)));
    assertThat(published(generation).user(user).rows()).extracting(SessionRow::jobName).isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"canonical", "legacy"})
  void oneSessionAndTheAppsOfADesktop(String generation) {
    assertThat(
            rendered(
                generation,
                "adal",
                row -> row.id().equals("d7u1mmca") && !row.kind().equals("desktop-app")))
        .containsExactly(session(golden(generation, "one.d7u1mmca")));
    assertThat(rendered(generation, "adal", row -> row.kind().equals("desktop-app")))
        .isEqualTo(sessions(golden(generation, "desktop-app.adal")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canonical", "legacy"})
  void everybodysSessions(String generation) {
    assertThat(
            published(generation)
                .rows()
                .filter(row -> !row.getValue().kind().equals("desktop-app"))
                .map(row -> RowAsSession.publicly(row.getKey(), row.getValue())))
        .containsExactlyInAnyOrderElementsOf(sessions(golden(generation, "all")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canonical", "legacy"})
  void theLimitOfAUser(String generation) {
    JsonNode golden = golden(generation, "limit.adal");
    long active = published(generation).user("adal").sessions().interactive().active();

    assertThat(active).isGreaterThanOrEqualTo(golden.path("max").asLong());
    assertThat(golden.path("verdict").textValue())
        .isEqualTo("User adal has reached the maximum of " + active + " active sessions.");
  }

  @Test
  void statsOfThePlatform() {
    SessionSummaryStatus platform = published("legacy").platform();
    JsonNode stats = golden("legacy", "stats");

    Map<String, Object> rendered = new LinkedHashMap<>();
    rendered.put(
        "cores",
        Map.of(
            "requestedCPUCores", cores(platform.resources().allocated().cpu()),
            "cpuCoresAvailable", cores(platform.resources().capacity().cpu()),
            "maxCPUCores",
                Map.of(
                    "cpuCores", cores(platform.nodes().largestByCpu().cpu()),
                    "withRam", gigabytes(platform.nodes().largestByCpu().memory()))));
    rendered.put(
        "ram",
        Map.of(
            "requestedRAM", gigabytes(platform.resources().allocated().memory()),
            "ramAvailable", gigabytes(platform.resources().capacity().memory()),
            "maxRAM",
                Map.of(
                    "ram", gigabytes(platform.nodes().largestByMemory().memory()),
                    "withCPUCores", cores(platform.nodes().largestByMemory().cpu()))));

    assertThat(rendered)
        .isEqualTo(JSON.convertValue(stats, new TypeReference<Map<String, Object>>() {}));
    assertThat(rendered.toString()).contains("304.0", "1486.041G", "20.75", "98.247G");
  }

  @ParameterizedTest
  @CsvSource({
    "st000001,Running", "st000002,Pending", "st000003,Completed", "st000004,Failed",
    "st000005,Terminating", "st000006,Pending", "st000007,Running", "st000009,Pending"
  })
  void statusAtItsCorners(String id, String status) {
    assertThat(edge(id).status()).isEqualTo(status);
  }

  @Test
  void quantitiesTimesAndLabelsAtTheirCorners() {
    assertThat(edge("qty00003").requests().memory()).isEqualTo("129e6");
    assertThat(edge("tm000002").expiryTime()).isEqualTo("2026-08-24T14:03:27Z");
    assertThat(edge("tm000003").expiryTime()).isNull();
    assertThat(edge("sc000002").runAsUser()).isEqualTo(4294967290L);
    assertThat(edge("lb000001").fixed()).isFalse();
    assertThat(edge("lb000002").kind()).isEqualTo("Notebook");
  }

  private static SessionRow edge(String id) {
    return published("edge").user("adal").rows().stream()
        .filter(row -> row.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aForeignJobIsLeftOutAndReported() {
    SessionSummaryStatus platform = published("foreign").platform();

    assertThat(platform.sessions().total()).isEqualTo(1);
    assertThat(published("foreign").index().getStatus().skipped()).isEqualTo(1);
    assertThat(published("foreign").awaitCondition("ObjectsSkipped", "True", "MissingLabels"))
        .contains("1")
        .doesNotContain("image-cache");
  }

  @Test
  void anUnknownKindIsLeftOutAndReported() {
    // both Jobs have one name, so the second one stands
    SessionSummaryStatus platform = published("unknown").platform();

    assertThat(platform.sessions().total()).isZero();
    assertThat(published("unknown").rows()).isEmpty();
    assertThat(published("unknown").awaitCondition("ObjectsSkipped", "True", "UnknownKind"))
        .doesNotContain("gradio", "unk00001");
  }

  @Test
  void aMigratedJobIsOneSession() {
    SessionSummaryStatus platform = published("dual").platform();

    assertThat(platform.sessions().total()).isEqualTo(1);
    assertThat(published("dual").rows()).hasSize(1);
    assertThat(published("dual").index().getStatus().skipped()).isZero();
  }

  @Test
  void nothingWasListedTwice() {
    assertThat(installed.operator().listsAfterStart()).isZero();
  }

  private static JsonNode golden(String generation, String answer) {
    return json("contract/golden/" + generation + "." + answer + ".json");
  }

  private static List<Map<String, Object>> rendered(
      String namespace, String user, Predicate<SessionRow> which) {
    return published(namespace).user(user).rows().stream()
        .filter(which)
        .map(row -> RowAsSession.of(user, row))
        .toList();
  }

  private static double cores(String quantity) {
    return Quantity.getAmountInBytes(Quantity.parse(quantity)).doubleValue();
  }

  private static String gigabytes(String quantity) {
    DecimalFormat skahas = new DecimalFormat("#.###", DecimalFormatSymbols.getInstance(Locale.US));
    return skahas.format(Quantity.getAmountInBytes(Quantity.parse(quantity)).doubleValue() / 1e9)
        + "G";
  }

  @Test
  void extendedResourcesAreShown() {
    Amounts capacity = published("legacy").platform().resources().capacity();

    assertThat(capacity.extended()).containsEntry("nvidia.com/gpu", "4");
  }
}
