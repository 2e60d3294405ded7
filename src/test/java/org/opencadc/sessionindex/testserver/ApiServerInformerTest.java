package org.opencadc.sessionindex.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiServerInformerTest {
  private final ApiServer server = ApiServer.start(Clock.systemUTC()).namespace("work");
  private final KubernetesClient client = server.client();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static void eventually(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(8))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(assertion);
  }

  private ConfigMap make(String name) {
    return client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("work")
                .endMetadata()
                .build())
        .create();
  }

  private SharedIndexInformer<ConfigMap> informer() {
    SharedIndexInformer<ConfigMap> informer = plainInformer();
    eventually(() -> assertThat(informer.isWatching()).isTrue());
    return informer;
  }

  // over plain HTTP fabric8 does not call itself watching before the first byte
  private SharedIndexInformer<ConfigMap> plainInformer() {
    SharedIndexInformer<ConfigMap> informer =
        client.configMaps().inNamespace("work").withLimit(2L).runnableInformer(0);
    informer.exceptionHandler((started, t) -> true);
    informer.addEventHandler(
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(ConfigMap map) {
            seen.add("+" + map.getMetadata().getName());
          }

          @Override
          public void onUpdate(ConfigMap old, ConfigMap now) {
            seen.add("~" + now.getMetadata().getName());
          }

          @Override
          public void onDelete(ConfigMap map, boolean unknown) {
            seen.add("-" + map.getMetadata().getName());
          }
        });
    informer.start().toCompletableFuture().join();
    return informer;
  }

  private KubernetesClient impatient() {
    Config config =
        new ConfigBuilder(server.config())
            .withRequestTimeout(300)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private long lists(long mark) {
    return server.log().since(mark).stream()
        .filter(r -> r.verb().equals("list") && r.resource().equals("configmaps"))
        .count();
  }

  @Test
  void anInformerListsInPagesAndFollows() {
    List.of("a", "b", "c", "d", "e").forEach(this::make);
    long mark = server.log().mark();
    try (var informer = informer()) {
      assertThat(lists(mark)).isEqualTo(3);
      eventually(() -> assertThat(seen).containsExactly("+a", "+b", "+c", "+d", "+e"));
      make("f");
      client.configMaps().inNamespace("work").withName("a").delete();
      client
          .configMaps()
          .inNamespace("work")
          .withName("b")
          .edit(m -> new ConfigMapBuilder(m).addToData("x", "1").build());
      eventually(() -> assertThat(seen).endsWith("+f", "-a", "~b"));
      assertThat(informer.lastSyncResourceVersion()).isEqualTo(Long.toString(server.version()));
    }
  }

  @Test
  void aCutWatchResumesWithoutAList() {
    try (var informer = informer()) {
      // fabric8 relists when a young watch that was sent nothing ends (#7896)
      make("a");
      eventually(() -> assertThat(seen).containsExactly("+a"));
      long mark = server.log().mark();
      server.cutWatches();
      make("b");
      eventually(() -> assertThat(seen).containsExactly("+a", "+b"));
      assertThat(lists(mark)).isZero();
      assertThat(informer.isRunning()).isTrue();
    }
  }

  @Test
  void aForgottenPastForcesARelist() {
    make("a");
    make("b");
    try (var informer = informer()) {
      long mark = server.log().mark();
      server.stop();
      try (KubernetesClient probe = impatient()) {
        assertThatThrownBy(() -> probe.configMaps().inNamespace("work").list())
            .isInstanceOf(KubernetesClientException.class);
      }
      server.startAgain();
      client.configMaps().inNamespace("work").withName("a").delete();
      make("c");
      eventually(() -> assertThat(seen).contains("-a", "+c"));
      assertThat(lists(mark)).isEqualTo(1);
      assertThat(seen).doesNotHaveDuplicates();
      assertThat(informer.isRunning()).isTrue();
    }
  }

  @Test
  void bookmarksMoveAQuietInformer() {
    server.bookmarkEvery(Duration.ofMillis(100));
    try (var informer = informer()) {
      server.namespace("third");
      String behind = informer.lastSyncResourceVersion();
      assertThat(Long.parseLong(behind)).isLessThan(server.version());
      client.configMaps().inNamespace("work").withField("metadata.name", "_").list();
      eventually(
          () ->
              assertThat(informer.lastSyncResourceVersion())
                  .isEqualTo(Long.toString(server.version())));
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void aFrozenServerIsSilentAndGoesOn() {
    try (var informer = informer()) {
      server.freeze();
      try (KubernetesClient probe = impatient()) {
        assertThatThrownBy(() -> probe.pods().inNamespace("work").list())
            .isInstanceOf(KubernetesClientException.class);
      }
      assertThat(informer.isWatching()).isTrue();
      long mark = server.log().mark();
      server.thaw();
      make("a");
      eventually(() -> assertThat(seen).containsExactly("+a"));
      assertThat(lists(mark)).isZero();
    }
  }

  @Test
  void aStalledWatchGetsNothingWhileALaterOneDoes() {
    try (var informer = informer()) {
      server.stallWatches("configmaps");
      List<String> canary = new CopyOnWriteArrayList<>();
      try (Watch watch = watch(Map.of(), canary)) {
        make("a");
        eventually(() -> assertThat(canary).containsExactly("ADDED a"));
        assertThat(seen).isEmpty();
        assertThat(informer.isWatching()).isTrue();
        server.resumeWatches("configmaps");
        eventually(() -> assertThat(seen).containsExactly("+a"));
        assertThat(watch).isNotNull();
      }
    }
  }

  private Watch watch(Map<String, String> labels, List<String> events) {
    Watch watch =
        client
            .configMaps()
            .inNamespace("work")
            .withLabels(labels)
            .watch(
                new Watcher<ConfigMap>() {
                  @Override
                  public void eventReceived(Action action, ConfigMap map) {
                    events.add(action + " " + map.getMetadata().getName());
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    events.add("closed");
                  }
                });
    return watch;
  }

  @Test
  void enteringAndLeavingASelectorIsAnAdditionAndADeletion() {
    ConfigMap map = make("a");
    List<String> events = new CopyOnWriteArrayList<>();
    try (Watch watch = watch(Map.of("k", "1"), events)) {
      eventually(() -> assertThat(server.openWatches("configmaps")).isEqualTo(1));
      ConfigMap in = relabel(map, Map.of("k", "1"));
      relabel(in, Map.of("k", "2"));
      eventually(() -> assertThat(events).containsExactly("ADDED a", "DELETED a"));
      assertThat(watch).isNotNull();
    }
  }

  private ConfigMap relabel(ConfigMap map, Map<String, String> labels) {
    return client
        .resource(new ConfigMapBuilder(map).editMetadata().withLabels(labels).endMetadata().build())
        .update();
  }

  @Test
  void aRestoreTakesObjectsAndVersionBackAndTheOldWatchIsBlind() {
    make("a");
    long backup = server.backup();
    try (var informer = informer()) {
      make("b");
      eventually(() -> assertThat(seen).containsExactly("+a", "+b"));
      server.restore(backup);
      assertThat(server.version()).isEqualTo(backup);
      assertThat(client.configMaps().inNamespace("work").list().getItems()).hasSize(1);
      eventually(() -> assertThat(server.openWatches("configmaps")).isEqualTo(1));
      assertThat(informer.getStore().list()).hasSize(2);
      assertThat(seen).containsExactly("+a", "+b");
    }
  }

  @Test
  void withoutWebSocketsPlainHttpDoes() {
    server.webSockets(false);
    try (var informer = plainInformer()) {
      make("a");
      client
          .configMaps()
          .inNamespace("work")
          .withName("a")
          .edit(m -> new ConfigMapBuilder(m).addToData("x", "\u00e9\u00e8\u4e2d").build());
      make("b");
      eventually(() -> assertThat(seen).containsExactly("+a", "~a", "+b"));
      assertThat(informer.isWatching()).isTrue();
    }
  }

  @Test
  void aRunningWatchOutlivesItsPermission() {
    try (var informer = informer()) {
      server.deny("watch", "configmaps");
      server.deny("list", "configmaps");
      make("a");
      eventually(() -> assertThat(seen).containsExactly("+a"));
      long mark = server.log().mark();
      server.cutWatches();
      make("b");
      eventually(() -> assertThat(server.log().since(mark)).anyMatch(r -> r.status() == 403));
      assertThat(informer.isRunning()).isTrue();
      server.allow("watch", "configmaps");
      eventually(() -> assertThat(seen).containsExactly("+a", "+b"));
      assertThat(lists(mark)).isZero();
    }
  }
}
