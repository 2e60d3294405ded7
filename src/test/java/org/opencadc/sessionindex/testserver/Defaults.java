package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the real server fills into a new object of a built-in type. */
final class Defaults {
  private Defaults() {}

  static void created(ResourceType type, ObjectNode object, String now) {
    switch (type.id()) {
      case "jobs.batch" -> job(object);
      case "pods" -> pod(object);
      case "namespaces" -> {
        Json.child(object, "spec").putArray("finalizers").add("kubernetes");
        Json.child(object, "status").put("phase", "Active");
      }
      case "customresourcedefinitions.apiextensions.k8s.io" -> crd(object, now);
      case "nodes" -> {
        // a kubelet registers its node with a status, which the real server keeps
      }
      default -> {
        if (type.status()) {
          object.remove("status");
        }
      }
    }
  }

  private static void job(ObjectNode job) {
    String uid = Json.text(job, "metadata", "uid");
    String name = Json.text(job, "metadata", "name");
    ObjectNode spec = Json.child(job, "spec");
    absent(spec, "parallelism", 1);
    absent(spec, "completions", 1);
    absent(spec, "backoffLimit", 6);
    if (!spec.has("completionMode")) {
      spec.put("completionMode", "NonIndexed");
    }
    if (!spec.has("suspend")) {
      spec.put("suspend", false);
    }
    if (!spec.has("podReplacementPolicy")) {
      spec.put("podReplacementPolicy", "TerminatingOrFailed");
    }
    spec.put("manualSelector", false);
    Json.child(Json.child(spec, "selector"), "matchLabels")
        .put("batch.kubernetes.io/controller-uid", uid);
    Json.child(Json.child(Json.child(spec, "template"), "metadata"), "labels")
        .put("batch.kubernetes.io/controller-uid", uid)
        .put("batch.kubernetes.io/job-name", name)
        .put("controller-uid", uid)
        .put("job-name", name);
    job.putObject("status");
  }

  private static void pod(ObjectNode pod) {
    absent(Json.child(pod, "spec"), "terminationGracePeriodSeconds", 30);
    pod.putObject("status").put("phase", "Pending").put("qosClass", "Burstable");
  }

  private static void crd(ObjectNode crd, String now) {
    ObjectNode status = crd.putObject("status");
    ArrayNode conditions = status.putArray("conditions");
    for (String type : new String[] {"NamesAccepted", "Established"}) {
      conditions
          .addObject()
          .put("type", type)
          .put("status", "True")
          .put("reason", type.equals("Established") ? "InitialNamesAccepted" : "NoConflicts")
          .put("message", "accepted")
          .put("lastTransitionTime", now);
    }
    status.set("acceptedNames", Json.at(crd, "spec", "names").deepCopy());
    ArrayNode stored = status.putArray("storedVersions");
    Json.at(crd, "spec", "versions").forEach(v -> stored.add(Json.text(v, "name")));
  }

  private static void absent(ObjectNode object, String field, int value) {
    if (!object.has(field)) {
      object.put(field, value);
    }
  }
}
