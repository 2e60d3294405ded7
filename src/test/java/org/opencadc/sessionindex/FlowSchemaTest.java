package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.testserver.RequestLog.Request;

/** What the operator asks of a busy API server comes before what all service accounts ask. */
class FlowSchemaTest {
  private static final String OPERATOR = "session-index";
  private static final String WORKLOAD = "skaha-workload";

  private final List<JsonNode> rules;

  FlowSchemaTest() throws IOException {
    JsonNode schema =
        new YAMLMapper().readTree(Path.of("deploy/operator/flow-schema.yaml").toFile());
    rules = schema.at("/spec/rules/0/resourceRules").valueStream().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", WORKLOAD})
  void everyRequestIsOfTheSchema(String namespaces) {
    try (Site site = Site.installed()) {
      site.server().namespace(OPERATOR);
      Workload workload = site.workload(WORKLOAD).index();
      workload.start("notebook", "adal");
      try (RunningOperator operator =
          RunningOperator.replica(site.server(), OPERATOR, () -> {}, namespaces)) {
        workload.awaitReady();
        workload.awaitRecount();
        assertThat(operator.ask("/readyz")).isEqualTo("ok\n");
      }
      List<Request> asked =
          site.server().requests().stream()
              .filter(request -> request.userAgent().equals(OPERATOR))
              // an Event may wait
              .filter(request -> !request.resource().equals("events"))
              .toList();
      assertThat(asked)
          .extracting(Request::resource)
          .contains("jobs", "pods", "nodes", "sessionindexes", "sessionsummaries", "leases");
      assertThat(asked)
          .allSatisfy(request -> assertThat(rules).anyMatch(rule -> matches(rule, request)));
    }
  }

  private static boolean matches(JsonNode rule, Request request) {
    String resource =
        request.subresource().isEmpty()
            ? request.resource()
            : request.resource() + "/" + request.subresource();
    return holds(rule.path("resources"), resource)
        && holds(rule.path("verbs"), request.verb())
        && (request.namespace().isEmpty()
            ? rule.path("clusterScope").asBoolean()
            : holds(rule.path("namespaces"), "*")
                || holds(rule.path("namespaces"), request.namespace()));
  }

  private static boolean holds(JsonNode list, String text) {
    return list.valueStream().anyMatch(entry -> entry.asText().equals(text));
  }
}
