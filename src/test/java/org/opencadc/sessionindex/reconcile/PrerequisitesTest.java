package org.opencadc.sessionindex.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.testserver.ApiServer;

class PrerequisitesTest {
  private final ApiServer server = ApiServer.start(Clock.systemUTC());
  private final KubernetesClient client = server.client();
  private final Prerequisites prerequisites =
      new Prerequisites(new ApiRequests(client, Duration.ofSeconds(2)));
  private final Set<String> namespaces = new TreeSet<>(Set.of("one", "two"));

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private void install(String plural) throws IOException {
    server.registerCrd(Files.newInputStream(Path.of("deploy/crds", plural + ".yaml")));
  }

  @Test
  void bothResourcesAreAwaited() throws IOException {
    assertThat(prerequisites.missing(namespaces))
        .isEqualTo("custom resource sessionindexes.skaha.opencadc.org is not installed");
    install("sessionindexes");
    assertThat(prerequisites.missing(namespaces))
        .isEqualTo("custom resource sessionsummaries.skaha.opencadc.org is not installed");
    install("sessionsummaries");
    assertThat(prerequisites.missing(namespaces)).isNull();
  }

  @Test
  void aMissingPermissionIsNamedAndHeals() throws IOException {
    install("sessionindexes");
    install("sessionsummaries");
    server.deny("watch", "sessionsummaries", "two");
    assertThat(prerequisites.missing(namespaces))
        .isEqualTo("missing permission: watch sessionsummaries in namespace two");
    server.allow("watch", "sessionsummaries", "two");
    assertThat(prerequisites.missing(namespaces)).isNull();
  }

  @Test
  void aServerThatIsGoneIsNotAMissingResource() {
    server.stop();
    assertThat(prerequisites.missing(namespaces))
        .startsWith("the API server does not say what is there: request: no answer");
  }
}
