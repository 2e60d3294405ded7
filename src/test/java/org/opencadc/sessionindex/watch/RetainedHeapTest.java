package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.LabelGeneration;
import org.opencadc.sessionindex.ledger.Ledger;

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

  /**
   * As the operator holds it: in the informer's store and in the ledger, after a change of each.
   */
  @Test
  void aSessionKeepsLittleWithItsPlaceInTheLedger() {
    String job = template("fixtures/canonical.job.headless-completed.json");
    String pod =
        template("fixtures/canonical.pod.headless-completed.json")
            .replaceFirst("(\"kind\":\"Job\",\"name\":\"[^\"]+\",\"uid\":)\"[^\"]+\"", "$1\"@job\"")
            .replaceFirst("\"phase\":\"[^\"]+\"", "\"phase\":\"@phase\"");
    assertThat(pod).contains("@job", "@phase");
    Map<String, Slim<?>> store = new ConcurrentHashMap<>();
    Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));
    hold(job, pod, -1, "Running", store, ledger);
    long before = used();
    for (String phase : List.of("Running", "Succeeded")) {
      for (int i = 0; i < OBJECTS / 2; i++) {
        hold(job, pod, i, phase, store, ledger);
      }
    }
    double retained = (double) (used() - before) / OBJECTS;
    System.out.println(
        String.format(Locale.ROOT, "With the ledger: keeps %.0f B per object", retained));
    assertThat(store).hasSize(OBJECTS + 2);
    assertThat(ledger.platform(0).counts().total()).isEqualTo(OBJECTS / 2 + 1);
    assertThat(retained).isLessThan(1_000);
  }

  private void hold(
      String job, String pod, int i, String phase, Map<String, Slim<?>> store, Ledger ledger) {
    SlimJob slimJob = serialization.unmarshal(distinct(job, 2 * i), SlimJob.class);
    String text =
        distinct(pod, 2 * i + 1).replace("@job", slimJob.facts().uid()).replace("@phase", phase);
    SlimPod slimPod = serialization.unmarshal(text, SlimPod.class);
    store.put(slimJob.facts().uid(), slimJob);
    store.put(slimPod.facts().uid(), slimPod);
    var unusedJob = ledger.apply(slimJob.facts());
    var unusedPod = ledger.apply(slimPod.facts());
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
