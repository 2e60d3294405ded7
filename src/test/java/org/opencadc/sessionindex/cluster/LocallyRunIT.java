package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.junit.LocallyRunOperatorExtension;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.testserver.SkahaJobs;

/** In a namespace that the SDK's own extension makes, with the CRDs that it applies. */
@Tag("cluster")
class LocallyRunIT {

  /** Registered first, so it is stopped last: the extension still needs it for clearing up. */
  private static final class OwnCluster implements AfterAllCallback {
    private final LocalCluster cluster = LocalCluster.apiOnly();

    @Override
    public void afterAll(ExtensionContext context) {
      cluster.close();
    }
  }

  /**
   * Somebody else's controller of summaries: what it is given can be read as the published type.
   */
  @ControllerConfiguration(name = "follower")
  private static final class Follower implements Reconciler<SessionSummary> {
    private final Map<String, SessionSummary> seen = new ConcurrentHashMap<>();

    @Override
    public UpdateControl<SessionSummary> reconcile(
        SessionSummary summary, Context<SessionSummary> context) {
      seen.put(summary.getMetadata().getName(), summary);
      return UpdateControl.noUpdate();
    }
  }

  private static final Follower follower = new Follower();

  @RegisterExtension
  @Order(1)
  static final OwnCluster own = new OwnCluster();

  @RegisterExtension
  @Order(2)
  static final LocallyRunOperatorExtension sdk =
      LocallyRunOperatorExtension.builder()
          .withKubernetesClient(own.cluster.admin())
          .withAdditionalCRD("deploy/crds/sessionindexes.yaml", "deploy/crds/sessionsummaries.yaml")
          .withReconciler(follower, controller -> controller.withGenerationAware(false))
          // without a controller-manager no namespace ever goes
          .waitForNamespaceDeletion(false)
          .build();

  private RunningOperator operator;

  @BeforeEach
  void start() {
    own.cluster.deployRbac();
    own.cluster.serveNamespace(sdk.getNamespace());
    Config config = own.cluster.operatorConfig();
    operator = RunningOperator.start(() -> new ConfigBuilder(config).build(), sdk.getNamespace());
    operator.awaitRunning();
  }

  @AfterEach
  void stop() {
    if (operator != null) {
      operator.close();
    }
  }

  @Test
  void servesTheNamespace() {
    sdk.create(SkahaJobs.seeded(5, sdk.getNamespace()).session("desktop", "adal").job());
    Published published = new Published(own.cluster.admin(), sdk.getNamespace()).createIndex(null);

    published.awaitCondition("Ready", "True", "Publishing");
    published.awaitEqualToRecount();
    assertThat(published.user("adal").sessions().interactive().pending()).isEqualTo(1);
    Awaitility.await("followed")
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(follower.seen.get("main.adal"))
                    .extracting(summary -> summary.getStatus().rows().size())
                    .isEqualTo(1));
    assertThat(follower.seen.get("main").getStatus().sessions().total()).isEqualTo(1);
  }
}
