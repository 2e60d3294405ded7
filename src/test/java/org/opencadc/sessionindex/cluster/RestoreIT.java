package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.cluster.LocalCluster.Component;
import org.opencadc.sessionindex.testserver.SkahaJobs;

/** The storage goes back to what it was: versions that were seen come again with other content. */
@Tag("cluster")
class RestoreIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /**
   * Follows it.
   *
   * @param writes of others after the restore: with many, versions are soon higher than they were
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 300})
  void followsARestoredStorage(int writes) {
    try (LocalCluster cluster = LocalCluster.apiOnly()) {
      cluster.deployAccess();
      SkahaJobs sessions = SkahaJobs.seeded(11, cluster.namespace());
      Published published = new Published(cluster.admin(), cluster.namespace()).createIndex(null);
      try (RunningOperator operator = RunningOperator.shipped(cluster)) {
        cluster.admin().resource(sessions.session("notebook", "kept").job()).create();
        awaitTotal(published, 1);
        Path etcd = cluster.directory().resolve("etcd");
        Path copy = cluster.directory().resolve("etcd-before");
        offline(cluster, () -> copy(etcd, copy));
        for (int i = 0; i < 20; i++) {
          cluster.admin().resource(sessions.session("notebook", "lost").job()).create();
        }
        awaitTotal(published, 21);

        offline(
            cluster,
            () -> {
              delete(etcd);
              copy(copy, etcd);
            });
        for (int i = 0; i < writes; i++) {
          cluster.admin().resource(configMap(i, cluster.namespace())).create();
        }
        cluster.admin().resource(sessions.session("carta", "new").job()).create();

        awaitTotal(published, 2);
        published.awaitEqualToRecount();
        assertThat(published.user("lost")).satisfies(RestoreIT::hasNoSession);
        assertThat(operator.notReady()).isNull();
      }
    }
  }

  private static ConfigMap configMap(int number, String namespace) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("write-" + number)
        .withNamespace(namespace)
        .endMetadata()
        .build();
  }

  private static void hasNoSession(org.opencadc.sessionindex.api.SessionSummaryStatus user) {
    assertThat(user == null || user.sessions().total() == 0).isTrue();
  }

  private static void awaitTotal(Published published, long total) {
    Awaitility.await(total + " sessions")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () -> {
              assertThat(published.live()).isTrue();
              assertThat(published.platform().sessions().total()).isEqualTo(total);
              assertThat(published.platform().publishedThrough()).isNotNull();
            });
  }

  private static void offline(LocalCluster cluster, Runnable work) {
    cluster.stop(Component.API_SERVER);
    cluster.stop(Component.ETCD);
    work.run();
    cluster.start(Component.ETCD);
    cluster.start(Component.API_SERVER);
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, to.resolve(from.relativize(file)));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(java.util.Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
