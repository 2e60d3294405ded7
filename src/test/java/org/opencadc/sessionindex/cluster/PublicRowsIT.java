package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublicRow;

/** Skaha's view=all from the public rows, published by the shipped service account. */
@Tag("cluster")
class PublicRowsIT {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final String FIRST = "main.public--0";

  @RegisterExtension static final Installation installed = Installation.apiOnly();

  @BeforeAll
  static void start() {
    String[] namespaces = {"canonical", "legacy", "switched"};
    for (String namespace : namespaces) {
      installed.cluster().createServedNamespace(namespace);
      String generation = namespace.equals("legacy") ? "legacy" : "canonical";
      installed
          .cluster()
          .put(
              namespace,
              RESOURCES.resolve("fixtures/" + generation + ".joblist.json"),
              RESOURCES.resolve("fixtures/" + generation + ".podlist.json"));
      published(namespace).createIndex("main", Published.spec(null, true));
    }
    installed.startOperator(namespaces);
    installed.awaitEqualToRecount(namespaces);
  }

  private static Published published(String namespace) {
    return installed.published(namespace);
  }

  /** More than the half minute between two passes. */
  private static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(500));
  }

  private static List<Map<String, Object>> golden(String generation) {
    try {
      return new ObjectMapper()
          .readValue(
              RESOURCES.resolve("contract/golden/" + generation + ".all.json").toFile(),
              new TypeReference<>() {});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Object> asSkaha(PublicRow row) {
    Map<String, Object> session = new LinkedHashMap<>();
    session.put("userid", row.username());
    session.put("type", row.kind());
    session.put("status", row.status());
    if (row.startTime() != null) {
      session.put("startTime", OffsetDateTime.parse(row.startTime()).toString());
    }
    return session;
  }

  @ParameterizedTest
  @ValueSource(strings = {"canonical", "legacy"})
  void everybodysSessionsAreSkahasInTheOrderOfJobs(String generation) {
    List<PublicRow> rows = published(generation).publicSlice(0).publicRows();

    assertThat(rows.stream().filter(row -> !row.kind().equals("desktop-app")))
        .map(PublicRowsIT::asSkaha)
        .containsExactlyInAnyOrderElementsOf(golden(generation));
    assertThat(rows)
        .containsExactlyElementsOf(
            published(generation)
                .rows()
                .sorted(Comparator.comparing(row -> row.getValue().jobName()))
                .map(
                    row ->
                        new PublicRow(
                            row.getKey(),
                            row.getValue().kind(),
                            row.getValue().status(),
                            row.getValue().startTime()))
                .toList());
  }

  @Test
  void noIdAndNoJobNameIsInThem() {
    String object =
        installed.kubectl("-n", "canonical", "get", "ssum", FIRST, "-o", "json").orThrow().out();

    assertThat(published("canonical").rows())
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(object).doesNotContain(row.getValue().id(), row.getValue().jobName()));
  }

  @Test
  void whatAPersonSees() {
    List<String> lines =
        installed
            .kubectl("-n", "canonical", "get", "ssum", "--field-selector", "spec.scope=Public")
            .orThrow()
            .out()
            .lines()
            .toList();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).matches(FIRST.replace(".", "[.]") + " +Public +[0-9ms]+ *");
    assertThat(installed.kubectl("explain", "sessionsummary.status.publicRows").orThrow().out())
        .contains("what everybody may see", "startTime");
  }

  @Test
  void aReaderOfThePublicRowsSeesNoOther() {
    installed
        .kubectl(
            "-n",
            "canonical",
            "create",
            "role",
            "public-rows",
            "--verb=get",
            "--resource=sessionsummaries.skaha.opencadc.org",
            "--resource-name=main",
            "--resource-name=" + FIRST)
        .orThrow();
    installed
        .kubectl(
            "-n",
            "canonical",
            "create",
            "rolebinding",
            "public-rows",
            "--role=public-rows",
            "--user=portal")
        .orThrow();

    assertThat(as("portal", "get", "ssum", FIRST).exit()).isZero();
    assertThat(as("portal", "get", "ssum", "main.adal").err()).contains("forbidden");
    assertThat(as("portal", "get", "ssum").err()).contains("forbidden");
  }

  private static Command as(String user, String... arguments) {
    String[] line = new String[arguments.length + 3];
    line[0] = "--as=" + user;
    line[1] = "-n";
    line[2] = "canonical";
    System.arraycopy(arguments, 0, line, 3, arguments.length);
    return installed.kubectl(line);
  }

  @Test
  void theyCanBeSwitchedOffAndOnAndHeal() {
    Published published = published("switched");
    List<PublicRow> right = published.publicSlice(0).publicRows();

    published.respec(Published.spec(null, false));
    soon().until(() -> published.publicSlice(0) == null);
    soon().until(() -> published.platform().publicThrough() == null);
    published.awaitEqualToRecount();

    published.respec(Published.spec(null, true));
    soon().until(() -> published.publicSlice(0) != null);
    soon().until(() -> published.platform().publicThrough() != null);
    assertThat(published.publicSlice(0).publicRows()).isEqualTo(right);

    installed
        .kubectl(
            "-n",
            "switched",
            "patch",
            "ssum",
            FIRST,
            "--subresource=status",
            "--type=merge",
            "--patch={\"status\":{\"publicRows\":[]}}")
        .orThrow();
    assertThat(published.publicSlice(0).publicRows()).isEmpty();
    soon().until(() -> published.publicSlice(0).publicRows().equals(right));

    installed
        .admin()
        .resources(SessionSummary.class)
        .inNamespace("switched")
        .withName(FIRST)
        .delete();
    soon()
        .until(
            () ->
                published.publicSlice(0) != null
                    && right.equals(published.publicSlice(0).publicRows()));
  }
}
