package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long the operator needs from the start of its JVM until its first heartbeat and until it
 * claims that every summary is published: with nothing published, and over existing summaries.
 */
final class StartStep implements Step {
  private static final int REPEATS = 3;
  private static final List<String> LISTED = List.of("jobs", "pods", "nodes", "sessionsummaries");

  @Override
  public String name() {
    return "start";
  }

  @Override
  public boolean needsOperator() {
    return false;
  }

  @Override
  public void run(Stage stage, Figures figures) throws Exception {
    stage.publishing().delete();
    measure(stage, figures, "cold");
    int repeats = stage.smoke() ? 1 : REPEATS;
    double[][] warm = new double[repeats][];
    for (int i = 0; i < repeats; i++) {
      stage.operator().stop();
      warm[i] = measure(stage, figures, "warm" + (i + 1));
    }
    Goal goal = Goal.atMost(stage.real() ? 8 : 20);
    figures.put("warm.firstHeartbeat.median", median(warm, 0), "s", goal);
    figures.put("warm.publishedThrough.median", median(warm, 1), "s", goal);
    figures.samples("warm", List.of("first_heartbeat_seconds", "published_seconds"), warm);
    figures.note("start", "from the start of the process, by a watch of the summaries");
  }

  private static double median(double[][] rows, int column) {
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = rows[i][column];
    }
    return Percentiles.of(values).at(50);
  }

  /**
   * Changes a Job and a Pod. Pages of a LIST come from the API server's memory only while that has
   * seen a change since etcd's last compaction; after five minutes without one it reads them from
   * etcd, at four times the CPU. No platform is that quiet, but a rig that only waits is.
   */
  private static void touch(Stage stage) throws IOException, InterruptedException {
    String namespace = "/namespaces/" + stage.namespace();
    for (String path :
        List.of("/apis/batch/v1" + namespace + "/jobs", "/api/v1" + namespace + "/pods")) {
      String list = stage.http().get(path + "?limit=1").orThrow().body();
      for (JsonNode item : new ObjectMapper().readTree(list).path("items")) {
        String annotation = "{\"session-index.test/touched\":\"" + System.nanoTime() + "\"}";
        stage
            .http()
            .merge(
                path + "/" + item.at("/metadata/name").asText(),
                "{\"metadata\":{\"annotations\":" + annotation + "}}")
            .orThrow();
      }
    }
  }

  private static double[] measure(Stage stage, Figures figures, String name) throws Exception {
    touch(stage);
    ServerMetrics.Reading before = stage.serverMetrics().read();
    double serverCpu = stage.apiServer().cpuSeconds();
    StartTimes times = new StartTimes();
    try (SummaryWatch watch = new SummaryWatch(stage, times)) {
      // what is there already is shown first and is no sign of life
      times.begin(stage.publishing().heartbeat());
      stage.operator().startAt(stage.server());
      Waiting.until(
          "every summary is published",
          Duration.ofMinutes(15),
          Duration.ofMillis(20),
          () -> {
            watch.check();
            stage.operator().pid();
            stage.tick(name + ": " + (System.nanoTime() - stage.operator().startedNanos()) / 1e9);
            return times.published() != 0;
          });
    }
    long start = stage.operator().startedNanos();
    double heartbeat = (times.heartbeat() - start) / 1e9;
    double published = (times.published() - start) / 1e9;
    figures.put(name + ".firstHeartbeat", heartbeat, "s");
    figures.put(name + ".publishedThrough", published, "s");
    figures.put(name + ".operatorCpu", stage.operator().meter().cpuSeconds(), "s");
    figures.put(name + ".serverCpu", stage.apiServer().cpuSeconds() - serverCpu, "s");
    ServerMetrics.Reading after = stage.serverMetrics().read();
    for (String resource : LISTED) {
      figures.put(
          name + ".lists." + resource,
          after.requests("LIST", resource) - before.requests("LIST", resource),
          "requests");
    }
    figures.put(
        name + ".writes",
        stage.operator().metrics().sum("session_index_writes_total", Map.of()),
        "requests");
    return new double[] {heartbeat, published};
  }
}
