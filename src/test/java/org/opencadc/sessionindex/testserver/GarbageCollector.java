package org.opencadc.sessionindex.testserver;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Deletes, some moments later, what belonged to a deleted object. */
final class GarbageCollector implements AutoCloseable {
  private final Storage storage;
  private final Objects objects;
  private final Set<String> gone = ConcurrentHashMap.newKeySet();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(new DaemonThreads("garbage-collector"));
  private volatile boolean on = true;

  GarbageCollector(Storage storage, Objects objects) {
    this.storage = storage;
    this.objects = objects;
    storage.listen(this::changed);
  }

  void on(boolean wanted) {
    on = wanted;
  }

  private void changed(Change change) {
    if (change.kind() == Change.Kind.DELETED) {
      String uid = change.object().uid();
      gone.add(uid);
      if (on && !storage.ownedBy(uid).isEmpty()) {
        worker.execute(() -> storage.ownedBy(uid).forEach(this::orphaned));
      }
    } else if (on && change.object().owners().stream().anyMatch(gone::contains)) {
      worker.execute(() -> orphaned(change.object()));
    }
  }

  private void orphaned(Stored seen) {
    synchronized (storage) {
      Stored dependent = storage.find(seen.type(), seen.namespace(), seen.name()).orElse(null);
      if (dependent == null || !dependent.uid().equals(seen.uid())) {
        return;
      }
      List<String> dead = dependent.owners().stream().filter(o -> !storage.alive(o)).toList();
      if (dead.size() == dependent.owners().size()) {
        objects.delete(dependent, Json.object());
      } else {
        objects.edit(
            dependent.type(),
            dependent.namespace(),
            dependent.name(),
            tree ->
                Json.child(tree, "metadata")
                    .withArray("ownerReferences")
                    .removeIf(o -> dead.contains(Json.text(o, "uid"))));
      }
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
