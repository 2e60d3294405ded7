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
