package org.opencadc.sessionindex.demo;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.Supplier;

/** Where the demo takes place: an API server with controllers, nodes and the two CRDs. */
interface Stage extends AutoCloseable {
  /** What it is, for the first line. */
  String description();

  /** A client that may do anything, closed with the stage. */
  KubernetesClient admin();

  /** Configurations for the operator. */
  Supplier<Config> operatorConfigs();

  /** Nodes that the load should create. */
  int nodesToCreate();

  @Override
  void close();
}
