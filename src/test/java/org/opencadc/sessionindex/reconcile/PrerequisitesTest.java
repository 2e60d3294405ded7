package org.opencadc.sessionindex.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.testserver.ApiServer;

class PrerequisitesTest {
  private final ApiServer server = ApiServer.start(Clock.systemUTC());
  private final KubernetesClient client = server.client();
  private final Prerequisites prerequisites =
      new Prerequisites(new ApiRequests(client, Duration.ofSeconds(2)));
  private final PermittedNamespaces two =
      new PermittedNamespaces(prerequisites, List.of("one", "two"));
  private final PermittedNamespaces all =
      new PermittedNamespaces(prerequisites, List.of(PermittedNamespaces.ALL));

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private void install(String plural) throws IOException {
    server.registerCrd(Files.newInputStream(Path.of("deploy/crds", plural + ".yaml")));
  }

  private void installBoth() throws IOException {
    install("sessionindexes");
    install("sessionsummaries");
  }

  @Test
  void bothResourcesAreAwaited() throws IOException {
    assertThat(two.ask())
        .isEqualTo("custom resource sessionindexes.skaha.opencadc.org is not installed");
    install("sessionindexes");
    assertThat(two.ask())
        .isEqualTo("custom resource sessionsummaries.skaha.opencadc.org is not installed");
    assertThat(two.permitted()).isEmpty();
    install("sessionsummaries");
    assertThat(two.ask()).isNull();
    assertThat(two.permitted()).containsExactlyInAnyOrder("one", "two");
    assertThat(two.leftOut()).isNull();
  }

  @Test
  void aRefusedNamespaceIsLeftOutUntilItIsPermitted() throws IOException {
    installBoth();
    server.deny("watch", "sessionsummaries", "two");
    assertThat(two.ask()).isNull();
    assertThat(two.permitted()).containsExactly("one");
    assertThat(two.leftOut())
        .isEqualTo("missing permission: watch sessionsummaries in namespace two");
    assertThat(two.figures()).isEqualTo(Map.of("one", true, "two", false));

    server.allow("watch", "sessionsummaries", "two");
    assertThat(two.ask()).isNull();
    assertThat(two.figures()).isEqualTo(Map.of("one", true, "two", true));

    server.deny("list", "sessionindexes");
    assertThat(two.ask())
        .isEqualTo(
            "missing permission: list sessionindexes in namespace one; "
                + "missing permission: list sessionindexes in namespace two");
    assertThat(two.permitted()).isEmpty();
  }

  @Test
  void onlyWhatIsLeftOutIsAskedAboutAgain() throws IOException {
    installBoth();
    server.deny("watch", "sessionsummaries", "two");
    assertThat(two.ask()).isNull();
    server.allow("watch", "sessionsummaries", "two");
    server.deny("list", "sessionindexes", "one");
    assertThat(two.askLeftOut()).isNull();
    assertThat(two.figures()).isEqualTo(Map.of("one", true, "two", true));

    server.stop();
    assertThat(two.askLeftOut()).as("without a request").isNull();
  }

  @Test
  void allNamespacesNeedThePermissionOfTheCluster() throws IOException {
    installBoth();
    server.deny("list", "sessionsummaries");
    assertThat(all.ask()).isEqualTo("missing permission: list sessionsummaries in all namespaces");
    server.allow("list", "sessionsummaries");
    assertThat(all.ask()).isNull();
    assertThat(all.permitted()).containsExactly("*");
  }

  @Test
  void aServerThatIsGoneIsNotAMissingPermission() throws IOException {
    installBoth();
    assertThat(two.ask()).isNull();
    server.stop();
    assertThat(two.ask())
        .startsWith("the API server does not say what is there: request: no answer");
    assertThat(two.permitted()).as("as it was known").containsExactlyInAnyOrder("one", "two");
  }
}
