package org.opencadc.sessionindex.reader;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** Writes pods of Jobs and of strangers, and nodes; keeps what they add up to. */
final class RandomPods {
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
    if (!phase.equals("Pending")) {
      pod.getAsJsonObject("spec").addProperty("nodeName", "answers-0");
    }
    objects.create(RawObjects.Type.PODS, pod, Index.json("{\"phase\": \"%s\"}".formatted(phase)));
    if (phase.equals("Running")) {
      cores = cores.add(cpu.value()).add(new BigDecimal("0.01"));
      bytes = bytes.add(tooMuch ? new BigDecimal(1L << 30) : memory.value());
    }
    return name;
  }

  private static String uid(JsonObject job) {
    return job.getAsJsonObject("metadata").get("uid").getAsString();
  }

  private <T> T anyOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
