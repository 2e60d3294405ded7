package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec;

/** Alerts, dashboard and documentation name the metrics that there are, and all of them. */
class MonitoringTest {
  private static final Path MONITORING = Path.of("deploy/monitoring");
  private static final Pattern OURS = Pattern.compile("session_index_[a-z_]+");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(session_index_[a-z_]+)`");
  private static final Pace AUDITS_AT_ONCE =
      new Pace(RunningOperator.PROOFS, Duration.ofSeconds(1), Duration.ofMillis(300));

  @Test
  void everyMetricIsDocumentedAndNoOtherIsUsed() throws Exception {
    Set<String> documented = names(DOCUMENTED, 1, Files.readString(Path.of("docs/operations.md")));

    assertThat(named("alerts.yaml")).isNotEmpty().isSubsetOf(documented);
    assertThat(named("dashboard.json")).isNotEmpty().isSubsetOf(documented);
    try (Site site = Site.installed()) {
      Workload workload = site.workload("watched").index();
      try (RunningOperator operator =
          RunningOperator.in(site.server(), AUDITS_AT_ONCE, "watched")) {
        workload.start("notebook", "adal");
        Job foreign = workload.session("headless", "adal").job();
        foreign.getMetadata().setLabels(null);
        site.admin().resource(foreign).create();

        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () -> assertThat(names(OURS, 0, operator.ask("/metrics"))).isEqualTo(documented));
      }
    }
  }

  @Test
  void oneSummaryThatCannotBeWrittenShowsInTheAgeOfAll() {
    try (Site site = Site.installed()) {
      Workload workload = site.workload("held").index();
      workload.start("notebook", "adal");
      try (RunningOperator operator = RunningOperator.in(site.server(), "held")) {
        Workload.soon().until(() -> publishedAge(operator) < 3);
        site.admin().resource(squatter("held", "main.eve")).create();
        workload.start("headless", "eve");

        Workload.soon().until(() -> publishedAge(operator), age -> age > 8 && Double.isFinite(age));
        letGo(site, "held", "main.eve");
        Workload.soon().until(() -> publishedAge(operator) < 3);
      }
    }
  }

  /** Readers list then, however well all else goes. */
  @Test
  void aPlatformThatCannotBeWrittenShowsInTheAgeOfAll() {
    try (Site site = Site.installed()) {
      Workload workload = site.workload("mute").index();
      site.admin().resource(squatter("mute", "main")).create();
      workload.start("notebook", "adal");
      try (RunningOperator operator = RunningOperator.in(site.server(), "mute")) {
        Workload.soon()
            .until(
                () -> {
                  SessionSummary adal = workload.summary("main.adal");
                  return adal != null
                      && adal.getStatus() != null
                      && operator.ask("/metrics").contains("dirty_users{namespace=\"mute\"} 0");
                });
        assertThat(publishedAge(operator)).isInfinite();

        letGo(site, "mute", "main");
        Workload.soon().until(() -> publishedAge(operator) < 3);
      }
    }
  }

  /** It has a name of ours and does not go away. */
  private static SessionSummary squatter(String namespace, String name) {
    SessionSummary squatter = new SessionSummary();
    squatter.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(namespace)
            .withFinalizers("example.org/kept")
            .build());
    squatter.setSpec(SessionSummarySpec.user("main", "mallory"));
    return squatter;
  }

  private static void letGo(Site site, String namespace, String name) {
    site.admin()
        .resources(SessionSummary.class)
        .inNamespace(namespace)
        .withName(name)
        .edit(MonitoringTest::withoutFinalizers);
  }

  private static SessionSummary withoutFinalizers(SessionSummary summary) {
    summary.getMetadata().setFinalizers(List.of());
    return summary;
  }

  /** Infinite while there is none. */
  private static double publishedAge(RunningOperator operator) {
    return operator
        .ask("/metrics")
        .lines()
        .filter(line -> line.startsWith("session_index_published_age_seconds{"))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .mapToDouble(age -> age.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(age))
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Else it would be the operator's own that every alert names. */
  @Test
  void theNamespaceThatAMetricNamesIsKept() throws IOException {
    JsonNode endpoints = yaml("pod-monitor.yaml").at("/spec/podMetricsEndpoints");

    assertThat(endpoints).isNotEmpty();
    assertThat(endpoints)
        .allSatisfy(endpoint -> assertThat(endpoint.path("honorLabels").asBoolean()).isTrue());
  }

  @Test
  void thePrometheusOperatorGetsTheSameAlerts() throws IOException {
    JsonNode rule = yaml("prometheus-rule.yaml");
    JsonNode alerts = yaml("alerts.yaml");

    assertThat(rule.at("/spec/groups")).isEqualTo(alerts.get("groups"));
    rules()
        .forEach(
            alert -> {
              assertThat(severity(alert)).isIn("critical", "warning", "info");
              assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
              assertThat(alert.at("/annotations/description").asText()).isNotEmpty();
            });
  }

  /** A site may keep its Nodes to itself; its sessions are right all the same. */
  @Test
  void nothingCriticalIsRaisedOfNodes() throws IOException {
    assertThat(rules())
        .filteredOn(rule -> expr(rule).contains("session_index_source_live"))
        .extracting(rule -> expr(rule) + " " + severity(rule))
        .containsExactlyInAnyOrder(
            "session_index_source_live{resource!=\"nodes\"} == 0 critical",
            "session_index_source_live{resource=\"nodes\"} == 0 warning");
  }

  private static JsonNode rules() throws IOException {
    return yaml("alerts.yaml").at("/groups/0/rules");
  }

  private static String expr(JsonNode rule) {
    return rule.path("expr").asText();
  }

  private static String severity(JsonNode rule) {
    return rule.at("/labels/severity").asText();
  }

  private static JsonNode yaml(String file) throws IOException {
    return new YAMLMapper().readTree(MONITORING.resolve(file).toFile());
  }

  private static Set<String> named(String file) throws IOException {
    return names(OURS, 0, Files.readString(MONITORING.resolve(file)));
  }

  private static Set<String> names(Pattern pattern, int group, String text) {
    Set<String> names = new TreeSet<>();
    Matcher found = pattern.matcher(text);
    while (found.find()) {
      names.add(found.group(group));
    }
    return names;
  }
}
