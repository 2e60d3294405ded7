package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.ledger.NodeFacts;
import org.opencadc.sessionindex.testserver.ApiServer;

/** The client's own informers before an API server: what a listener missed, and what it did not. */
class RetellTest {
  private static final int CHANGES = 3000;
  private static final int NODES = 200;

  private final ApiServer server = ApiServer.start(Clock.systemUTC());
  private final KubernetesClient plain = server.client();
  private final KubernetesClient slim = SlimClient.of(server.config());
  private final Sources sources =
      new Sources(
          slim,
          new ApiRequests(plain, Duration.ofSeconds(5)),
          new ServerClock(Clock.systemUTC()),
          new ProofPace(
              Duration.ofMillis(300),
              Duration.ofMillis(300),
              Duration.ofSeconds(1),
              Duration.ofSeconds(5),
              Duration.ofSeconds(60)));
  private final NodeLedger listener = new NodeLedger();

  @AfterEach
  void stop() {
    sources.close();
    slim.close();
    plain.close();
    server.close();
  }

  private static Node node(int number, String uid, int change) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName("n" + number)
        .withUid(uid)
        .endMetadata()
        .withNewSpec()
        .withUnschedulable(change % 2 == 0)
        .endSpec()
        .build();
  }

  private Sources.Subscription listed() {
    Sources.Subscription nodes = sources.nodes("", listener);
    await().atMost(Duration.ofSeconds(20)).until(() -> nodes.state().proof() != null);
    return nodes;
  }

  /** What there is: node and whether it is cordoned. */
  private Map<String, Boolean> there() {
    Map<String, Boolean> there = new TreeMap<>();
    plain
        .nodes()
        .list()
        .getItems()
        .forEach(
            node ->
                there.put(
                    node.getMetadata().getUid(),
                    Boolean.TRUE.equals(node.getSpec().getUnschedulable())));
    return there;
  }

  private Map<String, Boolean> known() {
    Map<String, Boolean> known = new TreeMap<>();
    for (NodeFacts node : listener.known().values()) {
      known.put(node.uid(), node.cordoned());
    }
    return known;
  }

  @Test
  void whatAListenerMissedIsToldAgain() {
    for (int number = 0; number < 4; number++) {
      server.load(node(number, "uid-" + number, 1));
    }
    Sources.Subscription nodes = listed();
    listener.deaf = true;
    plain.nodes().withName("n0").delete();
    plain.nodes().withName("n1").edit(node -> edited(node));
    server.load(node(7, "uid-7", 0));
    String version = Long.toString(server.version());
    await().until(() -> version.equals(listener.ledger.applied().nodes()));
    assertThat(known()).isNotEqualTo(there());

    listener.deaf = false;
    assertThat(nodes.retell()).isEqualTo(3);
    assertThat(known()).isEqualTo(there());
    assertThat(nodes.retell()).isZero();
  }

  private static Node edited(Node node) {
    return new NodeBuilder(node).editOrNewSpec().withUnschedulable(true).endSpec().build();
  }

  /** As with a restore that bumps the revision: the server's version never goes back. */
  @Test
  void aRestoreThatLeavesTheVersionAboveIsFollowed() {
    server.load(node(1, "uid-1", 1));
    Sources.Subscription nodes = listed();
    long backup = server.backup();
    server.load(node(1, "uid-1", 0));
    await().until(() -> known().equals(there()));
    assertThat(known()).containsEntry("uid-1", true);

    long before = server.version();
    server.freeze();
    server.restore(backup);
    for (int other = 0; server.version() <= before; other++) {
      server.namespace("other-" + other);
    }
    server.expireHistory();
    server.thaw();
    await().atMost(Duration.ofSeconds(20)).until(() -> known().equals(there()));
    assertThat(known()).containsEntry("uid-1", false);

    await().until(() -> nodes.state().proof() != null);
    listener.removed("uid-1");
    assertThat(nodes.retell()).as("an audit goes on").isEqualTo(1);
  }

  @Test
  void eventsThatAreUnderWayAreNoDifference() throws Exception {
    for (int number = 0; number < NODES; number++) {
      server.load(node(number, "uid-" + number, 1));
    }
    Sources.Subscription nodes = listed();
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService auditor = Executors.newSingleThreadExecutor();
    try {
      Future<List<Long>> audits =
          auditor.submit(
              () -> {
                long found = 0;
                long looks = 0;
                for (; !over.get(); looks++) {
                  found += nodes.retell();
                }
                return List.of(found, looks);
              });
      churn();
      await().atMost(Duration.ofSeconds(30)).until(() -> known().equals(there()));
      over.set(true);
      assertThat(audits.get().get(0)).as("found to differ").isZero();
      assertThat(audits.get().get(1)).as("audits").isGreaterThan(20);
    } finally {
      over.set(true);
      auditor.shutdownNow();
    }
    assertThat(nodes.retell()).isZero();
  }

  /** Nodes come, change and go; watches are cut, history expires, the storage is restored once. */
  private void churn() {
    Random random = new Random(21);
    Map<Integer, String> uids = new TreeMap<>();
    Map<Integer, String> kept = Map.of();
    long backup = 0;
    for (int change = 0; change < CHANGES; change++) {
      int number = random.nextInt(NODES);
      if (random.nextInt(4) == 0) {
        plain.nodes().withName("n" + number).delete();
        uids.put(number, "uid-" + number + "-" + change);
      } else {
        server.load(node(number, uids.getOrDefault(number, "uid-" + number), change));
      }
      if (change % 500 == 250) {
        server.expireHistory();
        server.cutWatches();
      }
      if (change == CHANGES / 3) {
        backup = server.backup();
        kept = Map.copyOf(uids);
      }
      if (change == CHANGES * 9 / 10) {
        server.restore(backup);
        uids = new TreeMap<>(kept);
      }
    }
  }
}
