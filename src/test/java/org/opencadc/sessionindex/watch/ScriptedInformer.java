package org.opencadc.sessionindex.watch;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.opencadc.sessionindex.ledger.NodeFacts;
import org.opencadc.sessionindex.ledger.ObjectKind;
import org.opencadc.sessionindex.ledger.ResourceVector;

/**
 * A server with nodes and the informer of a source, step by step. As the client's informer does, it
 * changes the store at once and puts what it has to tell into a queue.
 */
final class ScriptedInformer {
  final Source<NodeFacts, SlimNode> source =
      new Source<>(new WatchedCollection(ObjectKind.NODE, null, ""), SlimNode.class, null);

  private final Map<String, SlimNode> server = new TreeMap<>();
  private final Map<Integer, String> uids = new TreeMap<>();
  private final Queue<Runnable> toTell = new ArrayDeque<>();
  private EpochHandler<NodeFacts, SlimNode> handler;
  private boolean watching;
  private boolean listBegun;
  private boolean restored;
  private int made;
  private long version = 2000;

  ScriptedInformer() {
    rebuild();
  }

  /** A node of which the version says all. */
  static SlimNode node(String uid, long version) {
    return node(uid, version, "n" + version % 7);
  }

  static SlimNode node(String uid, long version, String name) {
    String text = Long.toString(version);
    return new SlimNode(
        new SlimMeta(null, name, uid, text),
        new NodeFacts(uid, name, text, false, true, ResourceVector.ZERO, ResourceVector.ZERO, 0));
  }

  /** What there is. */
  Map<String, NodeFacts> facts() {
    Map<String, NodeFacts> facts = new TreeMap<>();
    server.forEach((uid, node) -> facts.put(uid, node.facts()));
    return facts;
  }

  long version() {
    return version;
  }

  void put(int number) {
    String uid = uids.computeIfAbsent(number, unknown -> "uid-" + made++);
    version++;
    SlimNode node = node(uid, version);
    server.put(uid, node);
    if (watching) {
      store(uid, node);
    }
  }

  void delete(int number) {
    String uid = uids.remove(number);
    if (uid == null) {
      return;
    }
    version++;
    SlimNode last = node(uid, version);
    if (server.remove(uid) != null && watching && source.store().remove(uid) != null) {
      EpochHandler<NodeFacts, SlimNode> to = handler;
      toTell.add(() -> to.onDelete(last, false));
    }
  }

  /** The handler's thread takes its next task; says whether there was one. */
  boolean tell() {
    Runnable next = toTell.poll();
    if (next != null) {
      next.run();
    }
    return next != null;
  }

  void tellAll() {
    while (tell()) {
      // until nothing is left
    }
  }

  /** A proof of currency, when it would succeed. */
  void prove() {
    if (watching && toTell.isEmpty()) {
      source.advanceTo(Long.toString(version), source.relists());
    }
  }

  /** The watch has ended for good, and the informer is about to list anew. */
  void beginList() {
    watching = false;
    if (!listBegun) {
      listBegun = true;
      EpochHandler<NodeFacts, SlimNode> to = handler;
      toTell.add(() -> to.onBeforeList(""));
    }
  }

  void endList() {
    beginList();
    listBegun = false;
    watching = true;
    server.forEach(this::store);
    EpochHandler<NodeFacts, SlimNode> to = handler;
    for (String uid : source.store().uids()) {
      if (!server.containsKey(uid)) {
        SlimNode gone = source.store().remove(uid);
        toTell.add(() -> to.onDelete(gone, true));
      }
    }
    String listed = Long.toString(version);
    toTell.add(() -> to.onList(listed, false));
  }

  /** A new epoch, with its list under way. */
  void rebuild() {
    handler = new EpochHandler<>(source, source.beginEpoch());
    watching = false;
    listBegun = false;
    restored = false;
    beginList();
  }

  /**
   * The storage is restored from a backup: all goes back, some objects go, some return. Not while
   * the first list of an epoch is told: there is no version then to see it by.
   */
  void restore() {
    if (!source.listed()) {
      return;
    }
    beginList();
    restored = true;
    version = 500 + version / 2;
    uids.values().removeIf(uid -> number(uid) % 2 == 0);
    server.keySet().retainAll(uids.values());
    server.replaceAll((uid, node) -> node(uid, version - number(uid)));
    for (int number = made - 1; number >= 0; number -= 3) {
      String uid = "uid-" + number;
      server.putIfAbsent(uid, node(uid, version - number));
    }
  }

  /** Whether that was so since the source was last rebuilt. */
  boolean isRestored() {
    return restored;
  }

  private static int number(String uid) {
    return Integer.parseInt(uid.substring("uid-".length()));
  }

  private void store(String uid, SlimNode node) {
    SlimNode before = source.store().put(uid, node);
    EpochHandler<NodeFacts, SlimNode> to = handler;
    if (before == null) {
      toTell.add(() -> to.onAdd(node));
    } else if (!before.facts().resourceVersion().equals(node.facts().resourceVersion())) {
      toTell.add(() -> to.onUpdate(before, node));
    }
  }
}
