package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.cluster.LocalCluster.Component;

@Tag("cluster")
class LocalClusterIT {
  private static LocalCluster cluster;

  @BeforeAll
  static void up() {
    cluster = LocalCluster.apiOnly();
  }

  @AfterAll
  static void down() {
    Path directory = cluster.directory();
    cluster.close();
    assertThat(directory).doesNotExist();
  }

  @Test
  void storesWhatItIsGiven() {
    Job job =
        new JobBuilder()
            .withNewMetadata()
            .withName("stored")
            .withNamespace(cluster.namespace())
            .withUid("e4c06267-9047-d8c6-5d31-b26d1c838a69")
            .endMetadata()
            .withNewStatus()
            .withActive(1)
            .endStatus()
            .build();

    cluster.put(job);

    Job read = cluster.admin().batch().v1().jobs().withName("stored").get();
    assertThat(read.getStatus().getActive()).isEqualTo(1);
    assertThat(read.getMetadata().getUid()).isEqualTo(job.getMetadata().getUid());
  }

  @Test
  void givesTokensOfServiceAccounts() throws Exception {
    cluster
        .admin()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("nobody")
                .withNamespace(cluster.namespace())
                .endMetadata()
                .build())
        .create();

    Path kubeconfig = cluster.kubeconfigOf(cluster.namespace(), "nobody");
    for (Config config :
        new Config[] {
          cluster.configOf(cluster.namespace(), "nobody"),
          Config.fromKubeconfig(Files.readString(kubeconfig))
        }) {
      try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
        assertThatThrownBy(() -> client.batch().v1().jobs().list())
            .isInstanceOf(KubernetesClientException.class)
            .hasMessageContaining(
                "\"system:serviceaccount:%s:nobody\" cannot list", cluster.namespace());
      }
    }
  }

  @Test
  void pausesResumesAndRestartsTheApiServer() {
    Config hasty =
        new ConfigBuilder(cluster.adminConfig())
            .withRequestTimeout(500)
            .withRequestRetryBackoffLimit(0)
            .build();
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(hasty).build()) {
      cluster.pause(Component.API_SERVER);
      assertThatThrownBy(() -> client.namespaces().list())
          .isInstanceOf(KubernetesClientException.class);
      cluster.resume(Component.API_SERVER);
      assertThat(client.namespaces().withName(cluster.namespace()).get()).isNotNull();

      cluster.kill(Component.API_SERVER);
      assertThatThrownBy(() -> client.namespaces().list())
          .isInstanceOf(KubernetesClientException.class);
      cluster.start(Component.API_SERVER);
      cluster.restart(Component.ETCD);
      assertThat(cluster.admin().namespaces().withName(cluster.namespace()).get()).isNotNull();
    }
  }

  @Test
  void servesTheCrds() {
    cluster.installCrds();

    assertThat(cluster.kubectl("get", "sidx,ssum", "-A").orThrow().said())
        .contains("No resources found");
  }
}
