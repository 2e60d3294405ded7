package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opencadc.sessionindex.testserver.SkahaJobs;

/**
 * The command verify as a process of its own, as the service account of {@code deploy/verify},
 * while the operator is another process.
 */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerifyIT {
  private static final String ACCOUNT = "session-index-verify";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final Installation installed = Installation.apiOnly();

  private static Published published;
  private static OperatorProcess operator;
  private static Job session;

  @BeforeAll
  static void start() {
    Command applied = installed.kubectl("apply", "--server-side", "-k", "deploy/verify").orThrow();
    assertThat(applied.said()).contains("job.batch/session-index-verify").doesNotContain("Warning");
    published = installed.published().createIndex(Published.workers());
    SkahaJobs sessions = SkahaJobs.seeded(3, installed.namespace());
    session = installed.admin().resource(sessions.session("carta", "adal").job()).create();
    for (int i = 0; i < 60; i++) {
      installed.admin().resource(sessions.session("headless", "bulk").job()).create();
    }
    operator = OperatorProcess.start(installed.cluster(), Map.of());
    Awaitility.await("published").atMost(PATIENCE).until(published::live);
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.close();
    }
  }

  private static Command verify(Path kubeconfig, String... options) {
    List<String> line = new ArrayList<>(OperatorProcess.line("verify"));
    line.addAll(List.of(options));
    return Command.run(line, Map.of("KUBECONFIG", kubeconfig.toString()), PATIENCE.multipliedBy(2));
  }

  private static Path kubeconfig() {
    return installed.cluster().kubeconfigOf(LocalCluster.OPERATOR, ACCOUNT);
  }

  @Test
  @Order(1)
  void whatIsRightIsZero() {
    Command equal = verify(kubeconfig());

    assertThat(equal.exit()).as(equal.said()).isZero();
    assertThat(equal.out())
        .startsWith("index main in namespace skaha-workload: equal\n")
        .containsPattern("compared 1 platform, 2 users, 61 rows in \\d rounds?; the summaries")
        .containsPattern("LIST jobs, pods, nodes +61 +\\d+ +\\d+\n")
        .doesNotContain("DIFFERENCES");
  }

  @Test
  @Order(2)
  void whatIsForgedIsOneAndNamed() throws InterruptedException {
    operator.signal("TERM");
    int unused = operator.awaitExit(PATIENCE);
    installed
        .kubectl(
            "-n",
            installed.namespace(),
            "patch",
            "ssum",
            "main.adal",
            "--subresource=status",
            "--type=json",
            "-p",
            "[{\"op\":\"replace\",\"path\":\"/status/sessions/total\",\"value\":7},"
                + "{\"op\":\"replace\",\"path\":\"/status/rows/0/id\",\"value\":\"forged99\"}]")
        .orThrow();

    Command forged = verify(kubeconfig(), "--namespace", installed.namespace(), "--timeout", "3");

    assertThat(forged.exit()).as(forged.said()).isOne();
    assertThat(forged.out())
        .containsPattern("index main in namespace skaha-workload: \\d+ differences\n")
        .containsPattern("user adal +sessions.total +1 +7\n")
        .containsPattern("user adal +rows\\[0]\\.id +\\(hidden\\) +\\(hidden, another\\)\n")
        .doesNotContain("user bulk");
    assertThat(forged.said())
        .as("secrets")
        .doesNotContain(
            "forged99",
            session.getMetadata().getLabels().get("canfar.net/id"),
            session.getMetadata().getName());
  }

  @Test
  @Order(3)
  void whatCannotBeComparedIsTwo() throws IOException {
    Command missing = verify(kubeconfig(), "--index", "other");
    assertThat(missing.exit()).as(missing.said()).isEqualTo(2);
    assertThat(missing.out())
        .isEqualTo(
            "could not compare: there is no SessionIndex other in namespace skaha-workload\n");

    Command refused = verify(kubeconfig(), "--namespace", "default");
    assertThat(refused.exit()).as(refused.said()).isEqualTo(2);
    assertThat(refused.out())
        .startsWith("could not compare: not allowed to list sessionindexes.skaha.opencadc.org");

    Path torn =
        Files.writeString(
            installed.cluster().directory().resolve("torn.kubeconfig"), "clusters: [\ntoken: abc");
    Command unreadable = verify(torn);
    assertThat(unreadable.exit()).as(unreadable.said()).isEqualTo(2);
    assertThat(unreadable.out()).startsWith("could not compare: KUBECONFIG cannot be used: ");

    Path nowhere =
        Files.writeString(
            installed.cluster().directory().resolve("nowhere.kubeconfig"),
            Files.readString(kubeconfig())
                .replace(installed.cluster().apiServer().toString(), "https://127.0.0.1:1"));
    // it is tried again for some twenty seconds
    Command unreachable = verify(nowhere);
    assertThat(unreachable.exit()).as(unreachable.said()).isEqualTo(2);
    assertThat(unreachable.out())
        .startsWith("could not compare: cannot list sessionindexes.skaha.opencadc.org")
        .contains("ConnectException")
        .hasLineCount(1);
  }
}
