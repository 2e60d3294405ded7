package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.NodeFacts;

/**
 * Indexes share a source, and any of them may come while the first list is being told: the objects
 * that were told before it came are told to it as well.
 */
class LateListenerTest {
  private static final int NODES = 3000;
  private static final int MOST_LISTENERS = 50;

  private final CannedLists server = new CannedLists(query -> nodes());
  private final Sources sources = server.sources(ProofPace.DEFAULT);

  @AfterEach
  void stop() {
    sources.close();
    server.close();
  }

  @Test
  void hearsOfEveryObject() throws InterruptedException {
    List<Told> told = new ArrayList<>();
    List<Sources.Subscription> held = new ArrayList<>();
    do {
      Told next = new Told();
      told.add(next);
      held.add(sources.nodes("", next));
      told.get(0).awaitOneMore();
    } while (told.size() < MOST_LISTENERS && !told.get(0).isComplete());

    assertThat(told).as("listeners, most of them in the middle").hasSizeGreaterThan(10);
    for (Told listener : told) {
      await().atMost(Duration.ofSeconds(10)).until(listener::isComplete);
    }
    assertThat(told).allSatisfy(one -> assertThat(one.uids()).hasSize(NODES));
    held.forEach(Sources.Subscription::close);
  }

  /** Remembers what it was told. */
  private static final class Told implements SourceListener<NodeFacts> {
    private final Set<String> uids = new HashSet<>();
    private boolean complete;

    /** Returns when there is something that a listener who comes now was not told of. */
    synchronized void awaitOneMore() throws InterruptedException {
      int before = uids.size();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (uids.size() == before && !complete && System.nanoTime() < end) {
        wait(100);
      }
    }

    synchronized boolean isComplete() {
      return complete;
    }

    @Override
    public synchronized Set<String> uids() {
      return Set.copyOf(uids);
    }

    @Override
    public NodeFacts facts(String uid) {
      return null;
    }

    @Override
    public synchronized void epoch() {
      complete = false;
    }

    @Override
    public synchronized void upsert(NodeFacts facts) {
      uids.add(facts.uid());
      notifyAll();
    }

    @Override
    public synchronized void removed(String uid) {
      uids.remove(uid);
    }

    @Override
    public synchronized void listed(Set<String> liveUids) {
      complete = true;
      notifyAll();
    }

    @Override
    public void applied(String resourceVersion) {
      // versions are not asked for here
    }
  }

  private String nodes() {
    String node =
        "{\"metadata\":{\"name\":\"node-%1$d\",\"uid\":\"uid-%1$d\",\"resourceVersion\":\"7\"}}";
    return server.page(
        "NodeList",
        "",
        IntStream.range(0, NODES).mapToObj(node::formatted).collect(Collectors.joining(",")));
  }
}
