package org.opencadc.sessionindex.demo;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.opencadc.sessionindex.testserver.ApiServer;
import org.opencadc.sessionindex.testserver.FakeControllers;

/** An API server inside this JVM, with stand-ins for the controllers and the kubelets. */
final class EmbeddedStage implements Stage {
  private final ApiServer server;
  private final FakeControllers controllers;
  private final KubernetesClient admin;

  EmbeddedStage(String namespace) throws IOException {
    server = ApiServer.start(Clock.systemUTC());
    server.namespace(namespace);
    for (String crd : List.of("sessionindexes", "sessionsummaries")) {
      server.registerCrd(Files.newInputStream(Path.of("deploy/crds", crd + ".yaml")));
    }
    controllers = FakeControllers.start(server);
    admin = server.client();
  }

  @Override
  public String description() {
    return "an API server inside this JVM";
  }

  @Override
  public KubernetesClient admin() {
    return admin;
  }

  @Override
  public Supplier<Config> operatorConfigs() {
    return server::config;
  }

  @Override
  public int nodesToCreate() {
    return 10;
  }

  @Override
  public void close() {
    admin.close();
    controllers.close();
    server.close();
  }
}
