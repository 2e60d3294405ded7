package org.opencadc.sessionindex.scale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntConsumer;
import org.opencadc.sessionindex.cluster.LocalCluster;

/**
 * Jobs, Pods and Nodes that are written into etcd as they are, where no controller runs: for more
 * sessions than controllers can make on one machine.
 */
final class StoredLoad implements Load {
  private static final int SESSIONS_PER_NODE = 50;

  private final LocalCluster cluster;
  private final Population population;
  private final List<String> owners = new ArrayList<>();
  private final Roster roster;
  private final Random random = new Random(9);
  private final List<StoredSession> kinds = new ArrayList<>();
  private int made;

  /**
   * A load.
   *
   * @param roster takes the Jobs
   */
  StoredLoad(LocalCluster cluster, Population population, Roster roster) {
    this.cluster = cluster;
    this.population = population;
    this.roster = roster;
    for (Population.User user : population.users()) {
      owners.addAll(Collections.nCopies(user.sessions(), user.name()));
    }
    Collections.shuffle(owners, random);
    // nine in ten with the labels of today
    add("canonical", 9);
    add("legacy", 1);
  }

  /** Of a hundred sessions 80 are headless; each kind as often as the number says. */
  private void add(String generation, int weight) {
    add(66 * weight, generation, "headless-running-kueue-admitted", true);
    add(6 * weight, generation, "headless-completed", true);
    add(2 * weight, generation, "headless-failed", true);
    add(6 * weight, generation, "headless-suspended-kueue", false);
    add(8 * weight, generation, "notebook-running-flexible", true);
    add(5 * weight, generation, "desktop-running-kueue-admitted", true);
    add(3 * weight, generation, "contributed-running", true);
    add(3 * weight, generation, "carta-pending", true);
    add(1 * weight, generation, "firefly-expired", false);
  }

  private void add(int times, String generation, String state, boolean hasPod) {
    StoredSession session = new StoredSession(generation, state, hasPod);
    for (int i = 0; i < times; i++) {
      kinds.add(session);
    }
  }

  @Override
  public void fill(int until, IntConsumer progress) throws IOException, InterruptedException {
    EtcdWriter etcd = new EtcdWriter(cluster.etcd());
    int nodes = Math.max(8, population.sessions() / SESSIONS_PER_NODE);
    for (int i = 0; made == 0 && i < nodes; i++) {
      etcd.put("/registry/minions/" + node(i), StoredSession.node(node(i)));
    }
    while (made < until) {
      put(etcd, owners.get(made), made, node(made % nodes));
      progress.accept(++made);
    }
    etcd.flush();
  }

  private void put(EtcdWriter etcd, String user, int number, String node)
      throws IOException, InterruptedException {
    StoredSession kind = kinds.get(random.nextInt(kinds.size()));
    String id = String.format(Locale.ROOT, "s%07d", number);
    StoredSession.Made made = kind.make(cluster.namespace(), user, id, node);
    etcd.put(made.job().key(), made.job().object());
    if (made.pod() != null) {
      etcd.put(made.pod().key(), made.pod().object());
    }
    roster.add(new Roster.Taken(user, made.name(), ""));
  }

  private static String node(int number) {
    return String.format(Locale.ROOT, "node-%04d", number);
  }
}
