package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a pod for each Job and tells in the Job's status how it fares. Level-triggered. */
final class FakeJobController {
  private static final Duration BACKOFF = Duration.ofMillis(100);

  private final Objects objects;
  private final Storage storage;
  private final ControllerLoop loop;
  private final Set<String> queued = new HashSet<>();
  private final Set<String> counted = new HashSet<>();
  private final Map<String, Long> started = new HashMap<>();
  private final Set<String> planned = new HashSet<>();

  FakeJobController(Objects objects, Storage storage, ControllerLoop loop) {
    this.objects = objects;
    this.storage = storage;
    this.loop = loop;
  }

  void job(Change change) {
    Stored job = change.object();
    if (change.kind() == Change.Kind.DELETED) {
      started.remove(job.uid());
      deletePods(pods(job.uid()));
    } else {
      enqueue(job.namespace(), job.name(), Duration.ZERO);
    }
  }

  void pod(Change change, ObjectNode pod) {
    for (JsonNode owner : Json.at(pod, "metadata", "ownerReferences")) {
      if (Json.text(owner, "kind").equals("Job") && owner.path("controller").asBoolean()) {
        enqueue(change.object().namespace(), Json.text(owner, "name"), Duration.ZERO);
      }
    }
  }

  private void enqueue(String namespace, String name, Duration delay) {
    if (queued.add(namespace + "/" + name)) {
      loop.after(
          delay,
          () -> {
            queued.remove(namespace + "/" + name);
            storage.find(ResourceTypes.JOBS, namespace, name).ifPresent(this::sync);
          });
    }
  }

  private List<Stored> pods(String uid) {
    return storage.ownedBy(uid).stream().filter(s -> s.type().id().equals("pods")).toList();
  }

  private void deletePods(List<Stored> pods) {
    for (Stored pod : pods) {
      synchronized (storage) {
        Optional<Stored> unused =
            storage
                .find(pod.type(), pod.namespace(), pod.name())
                .map(now -> objects.delete(now, Json.object()));
      }
    }
  }

  private void sync(Stored stored) {
    ObjectNode job = stored.tree();
    if (finished(job)) {
      planCleanup(stored, job);
      return;
    }
    if (job.path("metadata").has("deletionTimestamp")) {
      return;
    }
    List<Stored> pods = pods(stored.uid());
    JobTally tally = JobTally.of(pods, counted);
    ObjectNode status = Json.child(job, "status");
    String now = objects.now();
    tally.write(status);
    if (Json.at(job, "spec", "suspend").asBoolean()) {
      JobStates.suspended(status, now);
      started.remove(stored.uid());
      status.put("terminating", tally.active() + tally.terminating()).remove("active");
      status.put("ready", 0);
      store(stored, status);
      deletePods(pods);
      return;
    }
    if (JobStates.started(status, now) || !started.containsKey(stored.uid())) {
      started.put(stored.uid(), System.nanoTime());
    }
    if (expired(stored, job)) {
      fail(stored, status, pods, tally, "DeadlineExceeded");
    } else if (status.path("succeeded").asInt() > 0) {
      JobStates.complete(status, now);
      store(stored, status);
    } else if (status.path("failed").asInt() > backoffLimit(job)
        || tally.restarts() > backoffLimit(job)) {
      fail(stored, status, pods, tally, "BackoffLimitExceeded");
    } else {
      boolean missing = tally.active() + tally.terminating() == 0;
      if (missing) {
        status.put("active", 1);
      }
      store(stored, status);
      if (missing) {
        replace(stored, job, tally);
      }
    }
  }

  private void replace(Stored stored, ObjectNode job, JobTally tally) {
    if (tally.failedNow() > 0) {
      loop.after(BACKOFF, () -> create(stored, job));
    } else {
      create(stored, job);
    }
  }

  private void create(Stored stored, ObjectNode job) {
    synchronized (storage) {
      boolean wanted =
          storage.alive(stored.uid())
              && pods(stored.uid()).stream()
                  .allMatch(p -> Set.of("Failed").contains(p.fields().get("status.phase")));
      if (wanted) {
        Stored unused =
            objects.create(
                ResourceTypes.PODS, stored.namespace(), JobStates.pod(stored, job), false);
      }
    }
  }

  private static int backoffLimit(ObjectNode job) {
    return Json.at(job, "spec", "backoffLimit").asInt(6);
  }

  private void fail(
      Stored stored, ObjectNode status, List<Stored> pods, JobTally tally, String reason) {
    int gone = tally.active() + tally.terminating();
    JobStates.failing(status, objects.now(), reason);
    if (gone == 0) {
      // a pod stopped for the deadline counts as failed
      status.put("failed", Math.max(1, status.path("failed").asInt()));
      JobStates.failed(status, objects.now(), reason);
    } else {
      status.put("terminating", gone).put("ready", 0).remove("active");
    }
    store(stored, status);
    if (gone > 0) {
      deletePods(pods);
    }
  }

  private boolean expired(Stored stored, ObjectNode job) {
    JsonNode deadline = Json.at(job, "spec", "activeDeadlineSeconds");
    if (!deadline.isNumber()) {
      return false;
    }
    long since = System.nanoTime() - started.get(stored.uid());
    Duration left = Duration.ofSeconds(deadline.asLong()).minusNanos(since);
    if (left.isNegative() || left.isZero()) {
      return true;
    }
    if (planned.add(stored.uid() + deadline)) {
      loop.after(left, () -> enqueue(stored.namespace(), stored.name(), Duration.ZERO));
    }
    return false;
  }

  private static boolean finished(ObjectNode job) {
    return JobStates.has(job.path("status"), "Complete")
        || JobStates.has(job.path("status"), "Failed");
  }

  private void planCleanup(Stored stored, ObjectNode job) {
    started.remove(stored.uid());
    JsonNode ttl = Json.at(job, "spec", "ttlSecondsAfterFinished");
    if (ttl.isNumber() && planned.add(stored.uid() + "ttl")) {
      loop.after(Duration.ofSeconds(ttl.asLong()), () -> cleanUp(stored));
    }
  }

  private void cleanUp(Stored stored) {
    synchronized (storage) {
      Optional<Stored> unused =
          storage
              .find(stored.type(), stored.namespace(), stored.name())
              .filter(s -> s.uid().equals(stored.uid()))
              .map(now -> objects.delete(now, Json.object()));
    }
  }

  private void store(Stored stored, ObjectNode status) {
    synchronized (storage) {
      if (storage.alive(stored.uid())) {
        Optional<Stored> unused =
            objects.edit(
                stored.type(),
                stored.namespace(),
                stored.name(),
                tree -> tree.set("status", status));
      }
    }
  }
}
