package org.opencadc.sessionindex;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.opencadc.sessionindex.testserver.ApiServer;
import org.opencadc.sessionindex.testserver.FakeControllers;
import org.opencadc.sessionindex.testserver.SkahaNodes;

/** An API server with its controllers, three nodes and an administrator. */
final class Site implements AutoCloseable {
  private final ApiServer server = ApiServer.start(Clock.systemUTC());
  private final FakeControllers controllers = FakeControllers.start(server);
  private final KubernetesClient admin = server.client();
  private boolean cordoned;

  /** A site where the CRDs are installed. */
  static Site installed() {
    Site site = new Site();
    site.installCrds();
    return site;
  }

  Site() {
    admin.resource(SkahaNodes.worker(0)).create();
    admin.resource(SkahaNodes.worker(1)).create();
    admin.resource(SkahaNodes.gpu(2)).create();
  }

  void installCrds() {
    try {
      for (String crd : List.of("sessionindexes", "sessionsummaries")) {
        server.registerCrd(Files.newInputStream(Path.of("deploy/crds", crd + ".yaml")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ApiServer server() {
    return server;
  }

  KubernetesClient admin() {
    return admin;
  }

  /** A new namespace to work in. */
  Workload workload(String namespace) {
    server.namespace(namespace);
    return new Workload(this, namespace);
  }

  /** Changes a node, so that a platform summary has a reason to be written. */
  void poke() {
    cordoned = !cordoned;
    admin
        .nodes()
        .withName("worker-001")
        .edit(
            node -> {
              node.getSpec().setUnschedulable(cordoned ? Boolean.TRUE : null);
              return node;
            });
  }

  @Override
  public void close() {
    admin.close();
    controllers.close();
    server.close();
  }
}
