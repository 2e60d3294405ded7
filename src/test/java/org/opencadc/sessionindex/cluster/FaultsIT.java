package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.cluster.LocalCluster.Component;
import org.opencadc.sessionindex.cluster.TcpProxy.Direction;
import org.opencadc.sessionindex.testserver.SkahaJobs;

/**
 * Whatever fails between the operator and what is stored: nothing that looks live is wrong, and
 * once the fault is over the summaries are right again.
 */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
  private static final String USER = "adal";
  private static final Duration NOTICED = Duration.ofSeconds(40);
  private static final Duration HEALED = Duration.ofSeconds(60);

  @RegisterExtension static final Installation installed = Installation.apiOnly();

  private static final AtomicReference<String> token = new AtomicReference<>();
  private static Spoken spoken;
  private static TcpProxy proxy;
  private static Published published;
  private static Onlooker onlooker;
  private static SkahaJobs sessions;

  @BeforeAll
  static void start() {
    spoken = new Spoken();
    proxy = new TcpProxy(installed.cluster().apiServer());
    sessions = SkahaJobs.seeded(7, installed.namespace());
    published = installed.published().createIndex(null);
    Config hasty =
        new ConfigBuilder(installed.cluster().adminConfig())
            .withRequestTimeout(1000)
            .withRequestRetryBackoffLimit(0)
            .build();
    onlooker =
        new Onlooker(
            new KubernetesClientBuilder().withConfig(hasty).build(), installed.namespace(), USER);
    token.set(operatorToken());
    startOperator();
    startSession();
    awaitHealed();
  }

  @AfterAll
  static void stop() {
    installed.stopOperator();
    if (onlooker != null) {
      onlooker.close();
    }
    if (proxy != null) {
      proxy.close();
    }
    spoken.close();
  }

  @AfterEach
  void rightAgain() {
    awaitHealed();
    onlooker.assertNeverWrong();
  }

  private static String operatorToken() {
    return installed
        .cluster()
        .token(LocalCluster.OPERATOR, LocalCluster.OPERATOR, Duration.ofHours(1));
  }

  private static void startOperator() {
    installed.startOperator(
        () ->
            new ConfigBuilder(installed.cluster().operatorConfig())
                .withMasterUrl(proxy.url())
                .withOauthToken(null)
                .withOauthTokenProvider(token::get)
                .build(),
        installed.namespace());
  }

  private static void startSession() {
    Job job = installed.admin().resource(sessions.session("notebook", USER).job()).create();
    onlooker.started(job);
  }

  private static void awaitHealed() {
    Awaitility.await("right again")
        .atMost(HEALED)
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () -> {
              assertThat(published.live()).as("live").isTrue();
              SessionSummaryStatus platform = published.platform();
              assertThat(platform.sessions().total()).isEqualTo(onlooker.count());
              assertThat(platform.publishedThrough()).isNotNull();
              assertThat(published.user(USER).sessions().total()).isEqualTo(onlooker.count());
              assertThat(installed.operator().notReady()).isNull();
              assertThat(unprovenSources()).isZero();
            });
  }

  /** Waits until the operator says that a proof is missing. */
  private static void awaitNoticed() {
    Awaitility.await("noticed").atMost(NOTICED).until(() -> unprovenSources() > 0);
  }

  private static long unprovenSources() {
    return installed
        .operator()
        .get("/metrics")
        .lines()
        .filter(line -> line.startsWith("session_index_source_live{"))
        .filter(line -> line.endsWith(" 0.0"))
        .count();
  }

  @Test
  @Order(1)
  void frozenBothWaysUntilNothingLooksLive() {
    proxy.freeze(Direction.TO_SERVER, Direction.TO_CLIENT);
    startSession();
    awaitNoticed();
    Awaitility.await("expired")
        .atMost(Published.VALID_FOR.plusSeconds(15))
        .until(() -> !published.live());
    assertThat(published.platform().sessions().total()).isEqualTo(onlooker.count() - 1);
    proxy.restore();
  }

  @Test
  @Order(2)
  void answersFrozen() {
    proxy.freeze(Direction.TO_CLIENT);
    startSession();
    awaitNoticed();
    startSession();
    proxy.restore();
  }

  @Test
  @Order(3)
  void cut() {
    proxy.cut();
    startSession();
    awaitNoticed();
    startSession();
    proxy.restore();
  }

  /** As behind a gateway that forgets its connections: nothing tells a watch that it is over. */
  @Test
  @Order(4)
  void linesLost() {
    Resource<SessionSummary> summary =
        installed
            .admin()
            .resources(SessionSummary.class)
            .inNamespace(installed.namespace())
            .withName("main." + USER);
    proxy.lose();
    summary.edit(
        now -> {
          now.getMetadata().getLabels().put(SessionSummary.USERNAME_LABEL, "bob");
          return now;
        });
    // nothing but the watch of summaries tells of it
    Awaitility.await("put right")
        .atMost(HEALED)
        .until(
            () -> summary.get().getMetadata().getLabels().get(SessionSummary.USERNAME_LABEL),
            USER::equals);
  }

  @Test
  @Order(5)
  void slow() {
    proxy.delay(300);
    startSession();
    awaitHealed();
    String validUntil = published.platform().heartbeat().validUntil();
    Awaitility.await("proven over a slow line")
        .atMost(NOTICED)
        .until(() -> published.platform().heartbeat().validUntil().compareTo(validUntil) > 0);
    proxy.restore();
  }

  @Test
  @Order(6)
  void apiServerPaused() {
    installed.cluster().pause(Component.API_SERVER);
    try {
      awaitNoticed();
    } finally {
      installed.cluster().resume(Component.API_SERVER);
    }
    startSession();
  }

  @Test
  @Order(7)
  void apiServerKilledAndStarted() {
    startSession();
    installed.cluster().kill(Component.API_SERVER);
    awaitNoticed();
    installed.cluster().start(Component.API_SERVER);
    startSession();
  }

  @Test
  @Order(8)
  void etcdPaused() {
    installed.cluster().pause(Component.ETCD);
    try {
      awaitNoticed();
    } finally {
      installed.cluster().resume(Component.ETCD);
    }
    startSession();
  }

  @Test
  @Order(9)
  void bindingDeletedAndRestored() {
    RoleBinding binding =
        installed.admin().rbac().roleBindings().withName(LocalCluster.OPERATOR).get();
    installed.admin().resource(binding).delete();
    startSession();
    awaitNoticed();
    installed
        .admin()
        .resource(
            new RoleBindingBuilder(binding)
                .editMetadata()
                .withResourceVersion(null)
                .withUid(null)
                .withCreationTimestamp(null)
                .endMetadata()
                .build())
        .create();
    awaitHealed();
    published.awaitCondition("SourcesLive", "True", "Proven");
  }

  @Test
  @Order(10)
  void tokenRefusedAndRenewed() {
    token.set("ended." + Objects.requireNonNull(token.get()).substring(6));
    startSession();
    awaitNoticed();
    token.set(operatorToken());
  }

  @Test
  @Order(11)
  void stoppedAndStartedWithOldSummariesAbout() {
    installed.stopOperator();
    startSession();
    startSession();
    startOperator();
  }

  @Test
  @Order(12)
  void equalsARecountAndSaidNoSecret() {
    published.awaitEqualToRecount();
    assertThat(spoken.log()).contains("is hindered", "HTTP 403", "HTTP 401");
    spoken.assertNoSecrets(installed.admin(), installed.operator().get("/metrics"));
  }
}
