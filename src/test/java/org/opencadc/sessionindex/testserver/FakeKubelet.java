package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Lets bound pods live as their annotations say. Runs on the controllers' one thread. */
final class FakeKubelet {
  private static final Duration STOPPING = Duration.ofMillis(50);

  private final Objects objects;
  private final Storage storage;
  private final ControllerLoop loop;
  private final Set<String> known = new HashSet<>();
  private final Set<String> stopping = new HashSet<>();

  FakeKubelet(Objects objects, Storage storage, ControllerLoop loop) {
    this.objects = objects;
    this.storage = storage;
    this.loop = loop;
  }

  void pod(Change change, ObjectNode pod) {
    Stored stored = change.object();
    if (change.kind() == Change.Kind.DELETED) {
      known.remove(stored.uid());
      stopping.remove(stored.uid());
      return;
    }
    if (Json.text(pod, "spec", "nodeName").isEmpty()) {
      return;
    }
    if (pod.path("metadata").has("deletionTimestamp") && stopping.add(stored.uid())) {
      loop.after(
          STOPPING,
          () ->
              edit(
                  stored,
                  tree -> Json.child(tree, "metadata").put("deletionGracePeriodSeconds", 0)));
    }
    if (Json.text(pod, "status", "phase").equals("Pending") && known.add(stored.uid())) {
      Lifetime life = Lifetime.of(pod);
      loop.after(life.startAfter(), () -> start(stored, life, 0));
    }
  }

  private void start(Stored pod, Lifetime life, int restarts) {
    edit(pod, tree -> PodStates.running(tree, objects.now(), restarts));
    if (life.failAfter() != null) {
      loop.after(life.failAfter(), () -> fail(pod, life, restarts));
    } else if (life.runFor() != null) {
      loop.after(
          life.runFor(), () -> edit(pod, tree -> PodStates.ended(tree, objects.now(), true)));
    }
  }

  private void fail(Stored pod, Lifetime life, int restarts) {
    Optional<ObjectNode> now = current(pod).map(Stored::tree);
    if (now.isEmpty()) {
      return;
    }
    if (Json.text(now.get(), "spec", "restartPolicy").equals("OnFailure")) {
      edit(pod, tree -> PodStates.crashed(tree, objects.now(), restarts + 1));
      loop.after(life.startAfter(), () -> start(pod, life, restarts + 1));
    } else {
      edit(pod, tree -> PodStates.ended(tree, objects.now(), false));
    }
  }

  private Optional<Stored> current(Stored pod) {
    return storage
        .find(pod.type(), pod.namespace(), pod.name())
        .filter(now -> now.uid().equals(pod.uid()));
  }

  private void edit(Stored pod, Consumer<ObjectNode> change) {
    synchronized (storage) {
      if (current(pod).isPresent()) {
        Optional<Stored> unused = objects.edit(pod.type(), pod.namespace(), pod.name(), change);
      }
    }
  }
}
