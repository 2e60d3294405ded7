package org.opencadc.sessionindex.reader;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes nodes and changes them, and says what Skaha's statistics are by them. */
final class RandomNodes {
  static final String LABEL = "session-index.test/answers";
  private static final BigDecimal GIGA = new BigDecimal(1_000_000_000);
  private static final int MANY = 6;

  private final RawObjects objects;
  private final Random random;
  private final SortedMap<Integer, Node> there = new TreeMap<>();

  /** Whole cores, and memory in MiB. */
  private record Node(long cores, long mebibytes, boolean selected, boolean cordoned) {
    BigDecimal bytes() {
      return new BigDecimal(mebibytes << 20);
    }

    boolean counts() {
      return selected && !cordoned;
    }
  }

  RandomNodes(RawObjects objects, Random random) {
    this.objects = objects;
    this.random = random;
  }

  void create() throws IOException {
    for (int number = 0; number < MANY; number++) {
      boolean first = number == 0;
      Node node = sized(number, first || random.nextInt(4) > 0, !first && random.nextInt(3) == 0);
      JsonObject json =
          Index.json(
              """
              {"metadata": {"name": "%s", "labels": {"%s": "%s"}},
               "spec": {"unschedulable": %s}}
              """
                  .formatted(name(number), LABEL, node.selected, node.cordoned));
      json.add("status", status(number, node));
      objects.create(RawObjects.Type.NODES, json);
      there.put(number, node);
    }
  }

  /** Some are cordoned or no more, some are selected or no more, some grow or shrink, one goes. */
  void change() throws IOException {
    for (int number : List.copyOf(there.keySet())) {
      Node node = there.get(number);
      // the first one has the pods and stays
      switch (number == 0 ? 2 : random.nextInt(4)) {
        case 0 -> {
          there.put(number, new Node(node.cores, node.mebibytes, node.selected, !node.cordoned));
          patch(number, "", "{\"spec\": {\"unschedulable\": %s}}".formatted(!node.cordoned));
        }
        case 1 -> {
          there.put(number, new Node(node.cores, node.mebibytes, !node.selected, node.cordoned));
          patch(
              number,
              "",
              "{\"metadata\": {\"labels\": {\"%s\": \"%s\"}}}".formatted(LABEL, !node.selected));
        }
        case 2 -> {
          Node other = sized(number, node.selected, node.cordoned);
          there.put(number, other);
          JsonObject change = new JsonObject();
          change.add("status", status(number, other));
          patch(number, "/status", change.toString());
        }
        default -> {
          there.remove(number);
          objects.delete(RawObjects.Type.NODES, name(number));
        }
      }
    }
  }

  /** Of a size that no other number has, so that which is the largest is clear. */
  private Node sized(int number, boolean selected, boolean cordoned) {
    return new Node(
        8L * random.nextInt(1, 20) + number,
        1000L * random.nextInt(1, 900) + number,
        selected,
        cordoned);
  }

  private JsonObject status(int number, Node node) {
    String cores = number % 2 == 0 ? Long.toString(node.cores) : node.cores * 1000 + "m";
    return Index.json(
        """
        {"capacity": {"cpu": "%s", "memory": "%dMi", "pods": "110", "nvidia.com/gpu": "%d"},
         "allocatable": {"cpu": "%d", "memory": "%dMi", "pods": "110", "nvidia.com/gpu": "%d"},
         "conditions": [{"type": "Ready", "status": "%s"}]}
        """
            .formatted(
                cores,
                node.mebibytes,
                number,
                node.cores - 1,
                node.mebibytes - 500,
                number,
                List.of("True", "False", "Unknown").get(random.nextInt(3))));
  }

  private void patch(int number, String subresource, String change) throws IOException {
    objects.patch(RawObjects.Type.NODES, name(number) + subresource, change);
  }

  private static String name(int number) {
    return "answers-" + number;
  }

  /** Skaha's view=stats. */
  String stats(RandomPods pods) {
    List<Node> counted = there.values().stream().filter(Node::counts).toList();
    Node mostCpu = counted.stream().max(Comparator.comparing(Node::cores)).orElseThrow();
    Node mostMemory = counted.stream().max(Comparator.comparing(Node::mebibytes)).orElseThrow();
    JsonObject stats =
        Index.json(
            """
            {"cores": {"requestedCPUCores": %s, "cpuCoresAvailable": %s,
               "maxCPUCores": {"cpuCores": %s, "withRam": "%s"}},
             "ram": {"requestedRAM": "%s", "ramAvailable": "%s",
               "maxRAM": {"ram": "%s", "withCPUCores": %s}}}
            """
                .formatted(
                    pods.cores().doubleValue(),
                    (double) counted.stream().mapToLong(Node::cores).sum(),
                    (double) mostCpu.cores,
                    gigabytes(mostCpu.bytes()),
                    gigabytes(pods.bytes()),
                    gigabytes(
                        counted.stream().map(Node::bytes).reduce(BigDecimal.ZERO, BigDecimal::add)),
                    gigabytes(mostMemory.bytes()),
                    (double) mostMemory.cores));
    return new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create().toJson(stats);
  }

  /** At most three digits after the point, none that is a zero at the end. */
  private static String gigabytes(BigDecimal bytes) {
    BigDecimal rounded =
        bytes.divide(GIGA).setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.toPlainString() + "G";
  }
}
