package org.opencadc.sessionindex.reader;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** Writes pods of Jobs and of strangers, and nodes; keeps what they add up to. */
final class RandomPods {
  /** Each pod of it costs 250m and 120Mi more. */
  static final String RUNTIME_CLASS =
      """
      {"metadata": {"name": "answers-sandbox"}, "handler": "answers-sandbox",
       "overhead": {"podFixed": {"cpu": "250m", "memory": "120Mi"}}}
      """;

  /** What a pod may have beside its app containers; none of it is in Skaha's statistics. */
  private static final List<String> FORMS =
      List.of(
          "{}",
          "{}",
          """
          {"initContainers": [
            {"name": "s", "image": "x", "restartPolicy": "Always",
             "resources": {"requests": {"cpu": "200m", "memory": "128Mi"}}},
            {"name": "i", "image": "x",
             "resources": {"requests": {"cpu": "3", "memory": "2Gi"}}}]}
          """,
          "{\"runtimeClassName\": \"answers-sandbox\"}",
          // more than any container below asks for, as it must be
          "{\"resources\": {\"requests\": {\"cpu\": \"4Ki\"}}}");

  private static final List<String> STRANGERS =
      List.of(
          "{\"apiVersion\": \"apps/v1\", \"kind\": \"ReplicaSet\", \"name\": \"r\","
              + " \"uid\": \"%s\", \"controller\": true}",
          "{\"apiVersion\": \"batch/v1\", \"kind\": \"Job\", \"name\": \"j\","
              + " \"uid\": \"%s\", \"controller\": false}",
          "{\"apiVersion\": \"batch/v1\", \"kind\": \"Job\", \"name\": \"gone\","
              + " \"uid\": \"00000000-%s\", \"controller\": true}");

  private final RawObjects objects;
  private final Random random;
  private BigDecimal cores = BigDecimal.ZERO;
  private BigDecimal bytes = BigDecimal.ZERO;
  private int count;

  RandomPods(RawObjects objects, Random random) {
    this.objects = objects;
    this.random = random;
  }

  /** Requests of the containers of running pods, whosever they are. */
  BigDecimal cores() {
    return cores;
  }

  BigDecimal bytes() {
    return bytes;
  }

  /**
   * A pod of a Job, whatever its labels say.
   *
   * @param job as stored
   * @return its name
   */
  String ofJob(JsonObject job, JsonObject labels, String phase) throws IOException {
    String owner =
        "{\"apiVersion\": \"batch/v1\", \"kind\": \"Job\", \"name\": \"%s\", \"uid\": \"%s\","
            + " \"controller\": true}";
    return create(
        Samples.name(job) + "-" + count++,
        owner.formatted(Samples.name(job), uid(job)),
        labels,
        phase);
  }

  /** A running pod with the labels of a session that is not its Job's, though it may say so. */
  void ofStranger(JsonObject job, JsonObject labels) throws IOException {
    create(
        "stranger-" + count++,
        STRANGERS.get(random.nextInt(STRANGERS.size())).formatted(uid(job)),
        labels,
        "Running");
  }

  private String create(String name, String owner, JsonObject labels, String phase)
      throws IOException {
    QuantityForm cpu = anyOf(QuantityForm.CPU);
    QuantityForm memory = anyOf(QuantityForm.MEMORY);
    boolean tooMuch = memory.text().endsWith("Ei");
    JsonObject pod =
        Index.json(
            """
            {"metadata": {"name": "%s", "ownerReferences": [%s]},
             "spec": {"containers": [
               {"name": "c", "image": "x", "resources": {"requests": {"cpu": "%s", "memory": "%s"}}},
               {"name": "d", "image": "x", "resources": {"requests": {"cpu": "10m"}}}]}}
            """
                .formatted(name, owner, cpu.text(), tooMuch ? "1Gi" : memory.text()));
    pod.getAsJsonObject("metadata").add("labels", labels);
    JsonObject spec = pod.getAsJsonObject("spec");
    Index.json(anyOf(FORMS)).entrySet().forEach(part -> spec.add(part.getKey(), part.getValue()));
    if (random.nextInt(3) == 0) {
      spec.getAsJsonArray("containers")
          .get(0)
          .getAsJsonObject()
          .getAsJsonObject("resources")
          .add(
              "limits",
              Index.json("{\"cpu\": \"2Ki\", \"memory\": \"1P\", \"nvidia.com/gpu\": \"2\"}"));
    }
    boolean bound = !phase.equals("Pending") || random.nextBoolean();
    if (bound) {
      spec.addProperty("nodeName", "answers-0");
    }
    objects.create(RawObjects.Type.PODS, pod, status(phase, bound));
    if (phase.equals("Running")) {
      cores = cores.add(cpu.value()).add(new BigDecimal("0.01"));
      bytes = bytes.add(tooMuch ? new BigDecimal(1L << 30) : memory.value());
    }
    return name;
  }

  /** What a scheduler and a kubelet would say; what a program left is nobody's to see. */
  private static JsonObject status(String phase, boolean bound) {
    String container =
        "\"containerStatuses\": [{\"name\": \"c\", \"image\": \"x\", \"imageID\": \"\","
            + " \"ready\": false, \"restartCount\": 0, \"state\": {%s}}]";
    String more =
        switch (phase) {
          case "Failed" ->
              ", "
                  + container.formatted(
                      "\"terminated\": {\"reason\": \"OOMKilled\", \"exitCode\": 137,"
                          + " \"message\": \"a secret\","
                          + " \"finishedAt\": \"2026-08-20T15:30:00Z\"}");
          case "Pending" ->
              bound
                  ? ", "
                      + container.formatted(
                          "\"waiting\": {\"reason\": \"ImagePullBackOff\","
                              + " \"message\": \"Back-off pulling image\"}")
                  : ", \"conditions\": [{\"type\": \"PodScheduled\", \"status\": \"False\","
                      + " \"reason\": \"Unschedulable\", \"message\": \"0/6 nodes\","
                      + " \"lastTransitionTime\": \"2026-08-20T15:10:00Z\"}]";
          default -> "";
        };
    return Index.json("{\"phase\": \"%s\"%s}".formatted(phase, more));
  }

  private static String uid(JsonObject job) {
    return job.getAsJsonObject("metadata").get("uid").getAsString();
  }

  private <T> T anyOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
