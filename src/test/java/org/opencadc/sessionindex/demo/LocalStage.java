package org.opencadc.sessionindex.demo;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.Supplier;
import org.opencadc.sessionindex.cluster.LocalCluster;

/** A real control plane on this machine, whose nodes are simulated. */
final class LocalStage implements Stage {
  private static final String NODES = "8";

  private final LocalCluster cluster;

  LocalStage() {
    cluster = LocalCluster.full("--nodes", NODES);
    cluster.installCrds();
    cluster.kubectl("apply", "-f", "deploy/operator/namespace.yaml").orThrow();
    cluster.kubectl("apply", "--server-side", "-k", "deploy/rbac").orThrow();
  }

  @Override
  public String description() {
    return "a real kube-apiserver on this machine";
  }

  @Override
  public KubernetesClient admin() {
    return cluster.admin();
  }

  @Override
  public Supplier<Config> operatorConfigs() {
    return cluster::operatorConfig;
  }

  @Override
  public int nodesToCreate() {
    return 0;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
