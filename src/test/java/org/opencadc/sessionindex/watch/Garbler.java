package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Shuffles fields, adds unknown ones, drops values and puts others of a wrong type in place. */
final class Garbler {

  private static final List<String> JUNK =
      List.of(
          "null",
          "true",
          "false",
          "\"\"",
          "\"x\"",
          "\"true\"",
          "\"7\"",
          "\"-1\"",
          "5",
          "-3",
          "1.5",
          "1e300",
          "0",
          "2147483648",
          "9223372036854775808",
          "\"9223372036854775807\"",
          "123456789012345678901234567890",
          "[]",
          "{}",
          "[\"a\",null,{\"uid\":1}]",
          "{\"cpu\":\"1\",\"name\":{\"name\":[]}}",
          "\"4Gi\"",
          "\"1.2.3\"",
          "\"100000Ei\"");

  private static final List<String> NAMES =
      List.of(
          "cpu",
          "memory",
          "nvidia.com/gpu",
          "ephemeral-storage",
          "hugepages-2Mi",
          "a.b/c",
          "x.kubernetes.io/y");

  private static final List<String> QUANTITIES =
      List.of("1", "250m", "2", "0", "3", "1500m", "4Gi", "64Mi", "1k", "100M", "oops");

  private static final List<String> REASONS =
      List.of(
          "ImagePullBackOff",
          "CrashLoopBackOff",
          "PodInitializing",
          "OOMKilled",
          "Error",
          "Evicted",
          "DeadlineExceeded",
          "JobSuspended",
          "no word",
          "Long".repeat(17));

  private static final List<String> TIMES =
      List.of("2026-11-23T10:00:00Z", "2026-11-23T10:00:01Z", "2026-11-23T10:00:02Z");

  private final Random random;
  private final double rate;

  Garbler(long seed, double rate) {
    this.random = new Random(seed);
    this.rate = rate;
  }

  /** Adds parts that a pod spec may have and no fixture has: sidecars, overhead, pod level. */
  void enrich(JsonNode spec) {
    if (!(spec instanceof ObjectNode pod)) {
      return;
    }
    for (JsonNode container : pod.path("initContainers")) {
      if (random.nextBoolean()) {
        ((ObjectNode) container).put("restartPolicy", "Always");
      }
      enrichResources((ObjectNode) container);
    }
    pod.path("containers").forEach(container -> enrichResources((ObjectNode) container));
    if (random.nextBoolean()) {
      pod.set("overhead", amounts());
    }
    if (random.nextBoolean()) {
      enrichResources(pod);
    }
  }

  private void enrichResources(ObjectNode owner) {
    if (random.nextBoolean()) {
      ObjectNode resources = owner.putObject("resources");
      resources.set("requests", amounts());
      resources.set("limits", amounts());
    }
  }

  /** Adds reasons to wait and to fail. */
  void enrichStatus(JsonNode status) {
    if (!(status instanceof ObjectNode object)) {
      return;
    }
    if (random.nextBoolean()) {
      object.put("reason", one(REASONS));
    }
    for (JsonNode condition : status.path("conditions")) {
      if (random.nextInt(3) == 0) {
        ((ObjectNode) condition)
            .put("status", one(List.of("True", "False")))
            .put("reason", one(REASONS))
            .put("message", "0/5 nodes are available. ".repeat(random.nextInt(20)));
      }
    }
    for (String type : List.of("Suspended", "Failed", "FailureTarget", "Ready")) {
      if (random.nextInt(3) == 0) {
        object
            .withArray("conditions")
            .addObject()
            .put("type", type)
            .put("status", one(List.of("True", "False", "Unknown")))
            .put("reason", one(REASONS))
            .put("lastTransitionTime", one(TIMES));
      }
    }
    status.path("containerStatuses").forEach(each -> enrichContainer((ObjectNode) each));
    status.path("initContainerStatuses").forEach(each -> enrichContainer((ObjectNode) each));
  }

  private void enrichContainer(ObjectNode status) {
    for (String state : List.of("state", "lastState")) {
      switch (random.nextInt(4)) {
        case 0 ->
            status
                .putObject(state)
                .putObject("waiting")
                .put("reason", one(REASONS))
                .put("message", "Back-off pulling image");
        case 1 ->
            status
                .putObject(state)
                .putObject("terminated")
                .put("exitCode", random.nextInt(3))
                .put("reason", one(REASONS))
                .put("message", "what the program left")
                .put("finishedAt", one(TIMES));
        default -> {
          // as it is
        }
      }
    }
  }

  private String one(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private ObjectNode amounts() {
    ObjectNode amounts = JsonNodeFactory.instance.objectNode();
    for (String name : NAMES) {
      if (random.nextBoolean()) {
        amounts.put(name, QUANTITIES.get(random.nextInt(QUANTITIES.size())));
      }
    }
    return amounts;
  }

  JsonNode garble(JsonNode node) {
    if (node.isObject()) {
      return object(node);
    }
    if (!node.isArray()) {
      return node;
    }
    ArrayNode garbled = JsonNodeFactory.instance.arrayNode();
    node.forEach(element -> garbled.add(value(element)));
    return garbled;
  }

  private ObjectNode object(JsonNode node) {
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
    Collections.shuffle(fields, random);
    ObjectNode garbled = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : fields) {
      if (random.nextDouble() < rate) {
        garbled.set("unknown" + garbled.size(), junk());
      }
      if (random.nextDouble() >= rate) {
        garbled.set(field.getKey(), value(field.getValue()));
      }
    }
    return garbled;
  }

  private JsonNode value(JsonNode node) {
    return random.nextDouble() < rate ? junk() : garble(node);
  }

  private JsonNode junk() {
    try {
      return Samples.JSON.readTree(JUNK.get(random.nextInt(JUNK.size())));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
