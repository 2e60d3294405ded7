package org.opencadc.sessionindex.reader;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;

/** Writes nodes, and says what Skaha's statistics are by them. */
final class RandomNodes {
  static final String LABEL = "session-index.test/answers";
  private static final BigDecimal GIGA = new BigDecimal(1_000_000_000);
  private static final int MANY = 6;

  private Node capacity = new Node(0, 0);
  private Node mostCpu = new Node(0, 0);
  private Node mostMemory = new Node(0, 0);

  /** Whole cores, and memory in MiB. */
  private record Node(long cores, long mebibytes) {
    BigDecimal bytes() {
      return new BigDecimal(mebibytes << 20);
    }
  }

  void create(RawObjects objects, Random random) throws IOException {
    for (int i = 0; i < MANY; i++) {
      // of different sizes, so that which is the largest is clear
      Node node = new Node(8L * random.nextInt(1, 20) + i, 1000L * random.nextInt(1, 900) + i);
      boolean cordoned = i > 0 && random.nextInt(3) == 0;
      boolean selected = i == 0 || random.nextInt(4) > 0;
      JsonObject json =
          Index.json(
              """
              {"metadata": {"name": "answers-%d", "labels": {"%s": "%s"}},
               "spec": {"unschedulable": %s},
               "status": {"capacity": {"cpu": "%s", "memory": "%dMi", "pods": "110"}}}
              """
                  .formatted(
                      i,
                      LABEL,
                      selected,
                      cordoned,
                      i % 2 == 0 ? node.cores : node.cores * 1000 + "m",
                      node.mebibytes));
      objects.create(RawObjects.Type.NODES, json);
      if (selected && !cordoned) {
        capacity = new Node(capacity.cores + node.cores, capacity.mebibytes + node.mebibytes);
        mostCpu = node.cores > mostCpu.cores ? node : mostCpu;
        mostMemory = node.mebibytes > mostMemory.mebibytes ? node : mostMemory;
      }
    }
  }

  /** Skaha's view=stats. */
  String stats(RandomPods pods) {
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
                    (double) capacity.cores,
                    (double) mostCpu.cores,
                    gigabytes(mostCpu.bytes()),
                    gigabytes(pods.bytes()),
                    gigabytes(capacity.bytes()),
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
