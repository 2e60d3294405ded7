package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.publish.BudgetLimits;
import org.opencadc.sessionindex.testserver.ApiServer;
import org.opencadc.sessionindex.testserver.FakeControllers;
import org.opencadc.sessionindex.testserver.SkahaJobs;
import org.opencadc.sessionindex.testserver.SkahaNodes;
import org.opencadc.sessionindex.testserver.SkahaSession;
import org.opencadc.sessionindex.watch.ProofPace;

/**
 * The whole operator, inside the JVM: why sessions wait, what they hold, and that it is audited.
 */
class ReasonsTest {
  private static final String NS = "skaha-workload";
  private static final Pace PACE =
      new Pace(ProofPace.DEFAULT, Duration.ofSeconds(60), Duration.ofMillis(300));

  private final SkahaJobs sessions = SkahaJobs.seeded(7, NS);

  @Test
  void rowsSayWhyAndTheIndexIsAudited() throws Exception {
    Settings settings = new Settings(Set.of(NS), "127.0.0.1", 0, BudgetLimits.DEFAULT);
    try (ApiServer server = server();
        FakeControllers controllers = FakeControllers.start(server);
        KubernetesClient client = server.client();
        SessionIndexOperator operator =
            new SessionIndexOperator(settings, server::config, Clock.systemUTC(), PACE)) {
      assertThat(controllers).isNotNull();
      client.resource(SkahaNodes.worker(1)).create();
      SessionIndex index = new SessionIndex();
      index.setMetadata(new ObjectMetaBuilder().withName("main").withNamespace(NS).build());
      client.resource(index).create();
      operator.run();
      create(client, sessions.session("notebook", "adal").name("large").flexible("900", "4Gi"));
      create(client, sessions.session("headless", "adal").name("queued").queue("short"));
      create(client, sessions.session("headless", "adal").name("held").suspended(true));
      create(
          client,
          sessions.session("carta", "adal").name("slow").startAfter(Duration.ofMinutes(10)));
      create(
          client, sessions.session("headless", "adal").name("bad").failAfter(Duration.ofMillis(9)));
      create(client, sessions.session("firefly", "adal").name("late").deadlineSeconds(1));
      create(client, sessions.session("notebook", "adal").name("good").fixed("1", "4Gi"));

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                Map<String, SessionRow> rows = rows(client);
                assertThat(rows).hasSize(7);
                assertThat(rows.get("large").reason()).isEqualTo("Unschedulable");
                assertThat(rows.get("large").message()).contains("nodes are available");
                assertThat(rows.get("queued").reason()).isEqualTo("Queued");
                assertThat(rows.get("queued").message()).isEqualTo("in queue short");
                assertThat(rows.get("held").reason()).isEqualTo("Suspended");
                assertThat(rows.get("slow").reason()).isEqualTo("PodInitializing");
                assertThat(rows.get("bad").reason()).isEqualTo("Error");
                assertThat(rows.get("bad").message()).isEqualTo("exit code 1");
                assertThat(rows.get("late").reason()).isEqualTo("DeadlineExceeded");
                assertThat(rows.get("good").status()).isEqualTo("Running");
                assertThat(rows.get("good").reason()).isNull();
                assertThat(rows.values())
                    .filteredOn(row -> row.reason() != null)
                    .allSatisfy(row -> assertThat(row.sinceTime()).isNotNull());
              });
      SessionSummary adal =
          client.resources(SessionSummary.class).inNamespace(NS).withName("main.adal").get();
      assertThat(adal.getStatus().quota().fixed().sessions()).isEqualTo(1);
      assertThat(adal.getStatus().quota().fixed().limits().memory()).isEqualTo("4Gi");
      assertThat(adal.getStatus().quota().flexible().sessions()).isEqualTo(2);
      assertAudited(client, operator);
    }
  }

  private static void assertAudited(KubernetesClient client, SessionIndexOperator operator) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        client
                            .resources(SessionIndex.class)
                            .inNamespace(NS)
                            .withName("main")
                            .get()
                            .getStatus()
                            .conditions())
                    .anySatisfy(
                        condition -> {
                          assertThat(condition.getType()).isEqualTo("Consistent");
                          assertThat(condition.getStatus()).isEqualTo("True");
                          assertThat(condition.getMessage()).contains("rows compared, none");
                        }));
    assertThat(metrics(operator))
        .contains(
            "session_index_audit_drift_rows{namespace=\"skaha-workload\"} 0.0",
            "session_index_audit_duration_seconds{",
            "session_index_audit_age_seconds{");
  }

  private static String metrics(SessionIndexOperator operator) {
    try (InputStream in =
        URI.create("http://127.0.0.1:" + operator.port() + "/metrics").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void create(KubernetesClient client, SkahaSession session) {
    Job job = client.resource(session.job()).create();
    assertThat(job.getMetadata().getUid()).isNotNull();
  }

  private static Map<String, SessionRow> rows(KubernetesClient client) {
    SessionSummary adal =
        client.resources(SessionSummary.class).inNamespace(NS).withName("main.adal").get();
    assertThat(adal).isNotNull();
    assertThat(adal.getStatus()).isNotNull();
    return adal.getStatus().rows().stream()
        .collect(Collectors.toMap(SessionRow::name, Function.identity()));
  }

  private static ApiServer server() throws IOException {
    ApiServer server = ApiServer.start(Clock.systemUTC()).namespace(NS);
    for (String crd : List.of("sessionindexes", "sessionsummaries")) {
      server.registerCrd(Files.newInputStream(Path.of("deploy/crds", crd + ".yaml")));
    }
    return server;
  }
}
