package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What thousands of distinct objects keep of the heap. */
class RetainedHeapTest {

  private static final int OBJECTS = 20_000;
  private static final int WARM_UP = 2_000;

  private final KubernetesSerialization serialization = SlimClient.serialization();

  @Test
  void aJobKeepsLittle() {
    check(template("fixtures/canonical.job.headless-completed.json"), SlimJob.class);
  }

  @Test
  void aPodKeepsLittle() {
    check(template("fixtures/canonical.pod.headless-completed.json"), SlimPod.class);
  }

  @Test
  void aSuspendedJobKeepsLittle() {
    String suspended =
        """
        "status":{"conditions":[{"type":"Suspended","status":"True","reason":"JobSuspended",
                                 "message":"Job suspended","lastTransitionTime":"@time"}]}}
        """;
    check(withStatus("fixtures/canonical.job.headless-completed.json", suspended), SlimJob.class);
  }

  @Test
  void anUnscheduledPodKeepsLittle() {
    String unscheduled =
        """
        "status":{"phase":"Pending","conditions":[
          {"type":"PodScheduled","status":"False","reason":"Unschedulable",
           "message":"%s","lastTransitionTime":"@time"}]}}
        """
            .formatted("0/@few nodes are available: Insufficient cpu. ".repeat(10));
    String pod = withStatus("fixtures/canonical.pod.headless-completed.json", unscheduled);
    check(pod.replaceAll("\"nodeName\":\"[^\"]*\"", "\"nodeName\":\"\""), SlimPod.class);
  }

  private static String withStatus(String fixture, String status) {
    String text = template(fixture);
    return text.substring(0, text.lastIndexOf("\"status\":{")) + status;
  }

  private void check(String text, Class<? extends Slim<?>> type) {
    List<Slim<?>> objects = new ArrayList<>(OBJECTS);
    for (int i = 0; i < WARM_UP; i++) {
      serialization.unmarshal(distinct(text, i), type);
    }
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = used();
    long allocated = 0;
    long nanos = 0;
    for (int i = 0; i < OBJECTS; i++) {
      String object = distinct(text, i);
      long bytes = threads.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      objects.add(serialization.unmarshal(object, type));
      nanos += System.nanoTime() - start;
      allocated += threads.getCurrentThreadAllocatedBytes() - bytes;
    }
    double retained = (double) (used() - before) / OBJECTS;
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s of %d B: keeps %.0f B, allocates %d B, takes %.1f us",
            type.getSimpleName(),
            text.length(),
            retained,
            allocated / OBJECTS,
            nanos / 1e3 / OBJECTS));
    assertThat(objects).hasSize(OBJECTS).last().extracting(Slim::facts).isNotNull();
    assertThat(retained).isLessThan(700);
  }

  private static String template(String fixture) {
    return Samples.text(fixture)
        .replace("h1e2a3d6", "@id")
        .replaceFirst("\"uid\":\"[^\"]+\"", "\"uid\":\"@uid\"")
        .replaceFirst("\"resourceVersion\":\"[^\"]+\"", "\"resourceVersion\":\"@version\"")
        .replaceFirst("\"runAsUser\":\\d+", "\"runAsUser\":@user");
  }

  private static String distinct(String template, int i) {
    return template
        .replace("@id", "q" + (1_000_000 + i))
        .replace("@uid", new UUID(i, ~i).toString())
        .replace("@version", String.valueOf(9_000_000 + i))
        .replace("@time", Instant.EPOCH.plusSeconds(i).toString())
        .replace("@few", String.valueOf(i % 20))
        .replace("@user", String.valueOf(60_000 + i % 500));
  }

  private static long used() {
    var runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
