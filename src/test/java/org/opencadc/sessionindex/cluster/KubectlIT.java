package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person with kubectl sees. */
@Tag("cluster")
class KubectlIT {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

  @RegisterExtension static final Installation installed = Installation.apiOnly();

  @BeforeAll
  static void start() {
    installed
        .cluster()
        .put(
            FIXTURES.resolve("nodelist.json"),
            FIXTURES.resolve("canonical.joblist.json"),
            FIXTURES.resolve("canonical.podlist.json"));
    installed.startOperator();
    Published published = installed.published().createIndex(Published.workers());
    published.awaitCondition("Ready", "True", "Publishing");
    published.awaitEqualToRecount();
  }

  private static List<List<String>> table(String... arguments) {
    String[] line = new String[arguments.length + 2];
    line[0] = "-n";
    line[1] = installed.namespace();
    System.arraycopy(arguments, 0, line, 2, arguments.length);
    return installed
        .kubectl(line)
        .orThrow()
        .out()
        .lines()
        .map(row -> List.of(row.strip().split(" {2,}")))
        .toList();
  }

  @Test
  void indexes() {
    List<List<String>> table = table("get", "sidx");

    assertThat(table.get(0))
        .containsExactly("NAME", "READY", "REASON", "SUMMARY", "SKIPPED", "AGE");
    assertThat(table.get(1)).startsWith("main", "True", "Publishing", "main", "0");
    assertThat(table).hasSize(2);
  }

  @Test
  void indexesWide() {
    List<List<String>> table = table("get", "sidx", "-o", "wide");

    assertThat(table.get(0)).endsWith("AGE", "LIVE", "CONSISTENT");
    assertThat(table.get(1).get(6)).isEqualTo("True");
  }

  @Test
  void summaries() {
    List<List<String>> table = table("get", "ssum");

    assertThat(table.get(0))
        .containsExactly(
            "NAME",
            "SCOPE",
            "RUNNING",
            "PENDING",
            "INTERACTIVE",
            "HEADLESS",
            "USERS",
            "CHANGED",
            "HEARTBEAT");
    assertThat(table.get(1)).startsWith("main", "Platform", "6", "3", "6", "2", "3");
    assertThat(table.get(1)).hasSize(9);
    assertThat(table.get(1).subList(7, 9)).allMatch(age -> age.matches("[0-9ms]+"));
    assertThat(table.subList(2, 5)).extracting(row -> row.get(1)).containsOnly("User");
    assertThat(table).hasSize(5);
  }

  @Test
  void summariesWide() {
    List<List<String>> table = table("get", "ssum", "main", "main.adal", "-o", "wide");

    assertThat(table.get(0))
        .endsWith("HEARTBEAT", "USER", "SUSPENDED", "CPU", "MEMORY", "GPU", "SLICE");
    assertThat(table.get(1)).endsWith("1", "20750m", "93696Mi", "1", "0");
    assertThat(table.get(2)).contains("adal");
  }

  @Test
  void namesOfCategoryAndKindsAreOne() {
    assertThat(table("get", "skaha", "--no-headers")).hasSizeGreaterThanOrEqualTo(4);
    assertThat(table("get", "sessionsummaries", "--no-headers")).hasSize(4);
    assertThat(table("get", "sessionindex", "--no-headers")).hasSize(1);
  }

  @Test
  void fieldsSelect() {
    assertThat(table("get", "ssum", "--no-headers", "--field-selector", "spec.username=adal"))
        .singleElement()
        .satisfies(row -> assertThat(row).startsWith("main.adal", "User"));
    assertThat(table("get", "ssum", "--no-headers", "--field-selector", "spec.scope=Platform"))
        .hasSize(1);
    assertThat(
            table(
                "get",
                "ssum",
                "--no-headers",
                "--field-selector",
                "spec.indexName=main,spec.scope=User"))
        .hasSize(3);
    assertThat(table("get", "ssum", "--no-headers", "-l", "skaha.opencadc.org/username=c.o_dell"))
        .hasSize(1);
  }

  @Test
  void fieldsAreExplained() {
    assertThat(installed.kubectl("explain", "sessionsummary.status.sessions").orThrow().out())
        .contains("Counts of sessions", "Sessions whose pod is active and ready");
    assertThat(installed.kubectl("explain", "sessionsummary.status.heartbeat").orThrow().out())
        .contains("may be trusted");
    assertThat(installed.kubectl("explain", "sessionsummary.status.rows").orThrow().out())
        .contains("one row per session", "jobName", "sinceTime", "docs/api.md");
    assertThat(installed.kubectl("explain", "sessionindex.spec.publish").orThrow().out())
        .contains("heartbeatSeconds", "at least this often");
  }

  @Test
  void transitionsAreEvents() {
    String described =
        installed.kubectl("-n", installed.namespace(), "describe", "sidx", "main").orThrow().out();

    assertThat(described).contains("Events:", "Publishing", "session-index");
    assertThat(described).contains("Conditions:", "SourcesLive", "ObjectsSkipped");
  }

  @Test
  void readersMayReadAndViewersMaySeeThePlatformAlone() {
    bind("session-index-reader", "skaha");
    bind("session-index-platform-viewer", "dashboard");

    assertThat(as("skaha", "get", "ssum").exit()).isZero();
    assertThat(as("skaha", "get", "jobs").exit()).isNotZero();
    assertThat(as("skaha", "delete", "ssum", "main").exit()).isNotZero();
    assertThat(as("dashboard", "get", "ssum", "main").exit()).isZero();
    assertThat(as("dashboard", "get", "ssum", "main.adal").err()).contains("forbidden");
    assertThat(as("dashboard", "get", "ssum").err()).contains("forbidden");
  }

  private static void bind(String role, String user) {
    installed
        .kubectl(
            "-n",
            installed.namespace(),
            "create",
            "rolebinding",
            user,
            "--clusterrole=" + role,
            "--user=" + user)
        .orThrow();
  }

  private static Command as(String user, String... arguments) {
    String[] line = new String[arguments.length + 3];
    line[0] = "--as=" + user;
    line[1] = "-n";
    line[2] = installed.namespace();
    System.arraycopy(arguments, 0, line, 3, arguments.length);
    return installed.kubectl(line);
  }
}
