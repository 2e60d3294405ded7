package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What create, update and delete mean, over plain storage. */
final class Objects {
  private static final String SUFFIX = "bcdfghjklmnpqrstvwxz2456789";

  private final Storage storage;
  private final ResourceTypes types;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private volatile boolean gracefulPods;

  Objects(Storage storage, ResourceTypes types, Clock clock) {
    this.storage = storage;
    this.types = types;
    this.clock = clock;
  }

  /** With a kubelet about, a deleted pod that is bound first terminates. */
  void gracefulPods(boolean on) {
    gracefulPods = on;
  }

  String now() {
    return Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  Stored get(ResourceType type, String namespace, String name) {
    return storage.find(type, namespace, name).orElseThrow(() -> Failure.notFound(type, name));
  }

  Stored create(ResourceType type, String namespace, ObjectNode object, boolean strict) {
    synchronized (storage) {
      ObjectNode meta = Json.child(object, "metadata");
      name(meta);
      String name = Json.text(meta, "name");
      if (name.isEmpty()) {
        throw new Failure(422, "Invalid", "name or generateName is required").about(type, "");
      }
      place(type, namespace, meta);
      if (storage.find(type, namespace, name).isPresent()) {
        throw Failure.alreadyExists(type, name);
      }
      if (!Json.text(meta, "resourceVersion").isEmpty()) {
        throw Failure.badRequest("resourceVersion should not be set on objects to be created");
      }
      meta.remove(List.of("deletionTimestamp", "deletionGracePeriodSeconds", "managedFields"));
      meta.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", now());
      if (type.status()) {
        meta.put("generation", 1);
      }
      Defaults.created(type, object, now());
      checkCustom(type, object, strict);
      ManagedFields.record(object, type.apiVersion(), now());
      Stored made = storage.put(type, object);
      if (type.id().equals(ResourceTypes.CRDS.id())) {
        types.serve(object);
      }
      return made;
    }
  }

  private void place(ResourceType type, String namespace, ObjectNode meta) {
    if (!type.namespaced()) {
      meta.remove("namespace");
      return;
    }
    String own = Json.text(meta, "namespace");
    if (!own.isEmpty() && !own.equals(namespace)) {
      throw Failure.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    if (storage.find(ResourceTypes.NAMESPACES, "", namespace).isEmpty()) {
      throw Failure.notFound(ResourceTypes.NAMESPACES, namespace);
    }
    meta.put("namespace", namespace);
  }

  private void name(ObjectNode meta) {
    String prefix = Json.text(meta, "generateName");
    if (Json.text(meta, "name").isEmpty() && !prefix.isEmpty()) {
      StringBuilder name = new StringBuilder(prefix);
      for (int i = 0; i < 5; i++) {
        name.append(SUFFIX.charAt(random.nextInt(SUFFIX.length())));
      }
      meta.put("name", name.toString());
    }
  }

  private static void checkCustom(ResourceType type, ObjectNode object, boolean strict) {
    if (type.custom()) {
      List<String> dropped = Pruning.prune(object, type.schema());
      if (strict && !dropped.isEmpty()) {
        throw Failure.badRequest(
            "strict decoding error: unknown field \"" + String.join("\", \"", dropped) + "\"");
      }
      Pruning.defaults(object.path("spec"), Json.at(type.schema(), "properties", "spec"));
      Pruning.defaults(object.path("status"), Json.at(type.schema(), "properties", "status"));
      Validation.check(type, object);
    }
  }

  /** A full update, of the status alone or of everything but it. */
  Stored update(Stored existing, ObjectNode incoming, boolean statusOnly, boolean strict) {
    synchronized (storage) {
      ResourceType type = existing.type();
      precondition(existing, incoming.path("metadata").deepCopy());
      ObjectNode old = existing.tree();
      ObjectNode next = statusOnly ? old.deepCopy() : incoming.deepCopy();
      if (statusOnly) {
        replace(next, incoming, "status");
      } else {
        keepServerFields(old, next);
        if (type.status()) {
          replace(next, old, "status");
        }
      }
      checkCustom(type, next, strict);
      return write(existing, old, next);
    }
  }

  /** A change from inside the control plane: no isolation of the status, no preconditions. */
  Optional<Stored> edit(
      ResourceType type, String namespace, String name, Consumer<ObjectNode> change) {
    synchronized (storage) {
      return storage
          .find(type, namespace, name)
          .map(
              existing -> {
                ObjectNode old = existing.tree();
                ObjectNode next = old.deepCopy();
                change.accept(next);
                return write(existing, old, next);
              });
    }
  }

  private Stored write(Stored existing, ObjectNode old, ObjectNode next) {
    ResourceType type = existing.type();
    next.put("kind", type.kind()).put("apiVersion", type.apiVersion());
    if (next.equals(old)) {
      return existing;
    }
    ObjectNode meta = Json.child(next, "metadata");
    boolean newSpec =
        type.custom() ? !rest(next).equals(rest(old)) : !next.path("spec").equals(old.path("spec"));
    if (type.status() && newSpec) {
      meta.put("generation", old.path("metadata").path("generation").asLong() + 1);
    }
    if (meta.has("deletionTimestamp") && finalized(type, meta)) {
      return finish(existing);
    }
    Stored now = storage.put(type, next);
    if (type.id().equals(ResourceTypes.CRDS.id())) {
      types.forget(old);
      types.serve(next);
    }
    return now;
  }

  private static boolean finalized(ResourceType type, ObjectNode meta) {
    boolean waits =
        type.id().equals("pods") && meta.path("deletionGracePeriodSeconds").asLong() > 0;
    return meta.path("finalizers").isEmpty() && !waits;
  }

  private static ObjectNode rest(ObjectNode object) {
    return object.deepCopy().remove(List.of("metadata", "status"));
  }

  private static void replace(ObjectNode target, ObjectNode from, String field) {
    if (from.has(field)) {
      target.set(field, from.get(field).deepCopy());
    } else {
      target.remove(field);
    }
  }

  private static void keepServerFields(ObjectNode old, ObjectNode next) {
    ObjectNode meta = Json.child(next, "metadata");
    ObjectNode was = Json.child(old, "metadata");
    for (String field :
        List.of(
            "name",
            "namespace",
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "generation",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generateName")) {
      replace(meta, was, field);
    }
    if (ManagedFields.isReset(meta)) {
      meta.remove("managedFields");
    } else {
      replace(meta, was, "managedFields");
    }
  }

  private static void precondition(Stored existing, ObjectNode meta) {
    String uid = Json.text(meta, "uid");
    if (!uid.isEmpty() && !uid.equals(existing.uid())) {
      throw Failure.conflict(
          existing.type(),
          existing.name(),
          "Precondition failed: UID in precondition: "
              + uid
              + ", UID in object meta: "
              + existing.uid());
    }
    String version = Json.text(meta, "resourceVersion");
    if (!version.isEmpty() && !version.equals(Long.toString(existing.version()))) {
      throw Failure.stale(existing.type(), existing.name());
    }
  }

  /** Deletes, or marks as terminating what has finalizers or runs on a node. */
  Stored delete(Stored existing, ObjectNode options) {
    synchronized (storage) {
      precondition(existing, Json.child(options, "preconditions"));
      ObjectNode tree = existing.tree();
      ObjectNode meta = Json.child(tree, "metadata");
      boolean pod = existing.type().id().equals("pods");
      long grace =
          options
              .path("gracePeriodSeconds")
              .asLong(tree.path("spec").path("terminationGracePeriodSeconds").asLong(30));
      boolean graceful =
          pod && gracefulPods && grace > 0 && !Json.text(tree, "spec", "nodeName").isEmpty();
      if (!graceful && meta.path("finalizers").isEmpty()) {
        return finish(existing);
      }
      if (meta.has("deletionTimestamp")) {
        return existing;
      }
      Instant end = Instant.now(clock).plusSeconds(graceful ? grace : 0);
      meta.put("deletionTimestamp", end.truncatedTo(ChronoUnit.SECONDS).toString());
      meta.put("deletionGracePeriodSeconds", graceful ? grace : 0);
      if (existing.type().status() && !pod) {
        meta.put("generation", meta.path("generation").asLong() + 1);
      }
      return storage.put(existing.type(), tree);
    }
  }

  private Stored finish(Stored existing) {
    if (existing.type().id().equals(ResourceTypes.CRDS.id())) {
      ObjectNode crd = existing.tree();
      List<ResourceType> gone = ResourceTypes.of(crd);
      gone.stream().flatMap(t -> storage.all(t).stream()).toList().forEach(storage::remove);
      types.forget(crd);
    }
    if (existing.type().id().equals(ResourceTypes.NAMESPACES.id())) {
      storage.everything().stream()
          .filter(s -> s.namespace().equals(existing.name()))
          .forEach(storage::remove);
    }
    return storage.remove(existing);
  }

  /** Stores an object exactly as given, status and all, as if it had been put into etcd. */
  Stored putAsIs(ResourceType type, ObjectNode object) {
    ObjectNode meta = Json.child(object, "metadata");
    if (Json.text(meta, "uid").isEmpty()) {
      meta.put("uid", UUID.randomUUID().toString());
    }
    if (Json.text(meta, "creationTimestamp").isEmpty()) {
      meta.put("creationTimestamp", now());
    }
    return storage.put(type, object);
  }
}
