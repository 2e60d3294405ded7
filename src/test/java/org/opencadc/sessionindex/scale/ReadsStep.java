package org.opencadc.sessionindex.scale;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the API server and the network pay for a read: LISTs of objects, and GETs of summaries. */
final class ReadsStep implements Step {
  private static final int SMALLER = 5_000;
  private static final int LARGER = 50_000;
  private static final double LEAST_DIVISOR = 0.01;
  private static final int BYTES_PER_ROW = 450;

  @Override
  public String name() {
    return "reads";
  }

  @Override
  public void run(Stage stage, Figures figures)
      throws IOException, GeneralSecurityException, InterruptedException {
    ReadConnection connection = new ReadConnection(stage.cluster().adminConfig());
    double seconds = stage.smoke() ? 0.1 : 4;
    List<ReadTarget> targets = new ReadTargets(stage).all();
    // the first one would pay for the compilers of both sides
    MeasuredServer server = MeasuredServer.of(stage);
    ReadCost.of(targets.get(0), connection, server, seconds);
    Map<String, ReadCost> costs = new LinkedHashMap<>();
    for (ReadTarget target : targets) {
      stage.tick("reading " + target.name());
      ReadCost cost = ReadCost.of(target, connection, server, seconds);
      costs.put(target.name(), cost);
      put(target, cost, figures);
    }
    ratios(costs, stage.sessions(), figures);
    figures.put(
        "bytesPerRow",
        (double) costs.get(ReadTargets.BUSIEST_USER).bytes()
            / stage.population().largest().sessions(),
        "B",
        Goal.atMost(BYTES_PER_ROW));
    samples(costs, figures);
    figures.note(
        "how",
        "one TLS connection that is kept alive, JSON, not compressed; LISTs without resourceVersion"
            + " as Skaha sends them, GETs from the watch cache as the reader sends them");
    figures.note("cpu", ReadCost.HOW);
  }

  private static void put(ReadTarget target, ReadCost cost, Figures figures) {
    String name = target.name();
    Percentiles millis = Percentiles.of(millis(cost));
    figures.put(name + ".bytes", (double) cost.bytes(), "B");
    if (cost.cpuMillis() > 0) {
      figures.put(name + ".cpu", cost.cpuMillis(), "ms");
    }
    figures.put(name + ".p50", millis.at(50), "ms");
    figures.put(name + ".p99", millis.at(99), "ms");
    figures.put(name + ".requests", target.paths().size(), "");
    figures.put(name + ".repeated", millis.count(), "");
  }

  private static double[] millis(ReadCost cost) {
    return cost.millis().stream().mapToDouble(Double::doubleValue).toArray();
  }

  static void ratios(Map<String, ReadCost> costs, int sessions, Figures figures) {
    ToDoubleFunction<ReadCost> bytes = ReadCost::bytes;
    ToDoubleFunction<ReadCost> cpu = ReadCost::cpuMillis;
    ReadCost jobs = costs.get(ReadTargets.LIST_JOBS);
    ReadCost small = costs.get(ReadTargets.SMALL_USER);
    ReadCost platform = costs.get(ReadTargets.PLATFORM);
    ReadCost listSmall = costs.get(ReadTargets.LIST_SMALL_USER);
    ReadCost pods = costs.get(ReadTargets.LIST_PODS);
    ReadCost nodes = costs.get(ReadTargets.LIST_NODES);
    Goal jobsGoal = sessions >= SMALLER ? Goal.atLeast(10_000) : null;
    Goal userGoal =
        sessions >= LARGER ? Goal.atLeast(100) : sessions >= SMALLER ? Goal.atLeast(10) : null;
    Goal statsGoal = sessions >= SMALLER ? Goal.atLeast(3_000) : null;
    ratio("ratio.jobs.bytes", jobs, small, bytes, jobsGoal, figures);
    ratio("ratio.jobs.cpu", jobs, small, cpu, null, figures);
    ratio("ratio.smallUser.bytes", listSmall, small, bytes, null, figures);
    ratio("ratio.smallUser.cpu", listSmall, small, cpu, userGoal, figures);
    ReadCost listBusiest = costs.get(ReadTargets.LIST_BUSIEST_USER);
    ReadCost busiest = costs.get(ReadTargets.BUSIEST_USER);
    ratio("ratio.busiestUser.bytes", listBusiest, busiest, bytes, null, figures);
    ratio("ratio.busiestUser.cpu", listBusiest, busiest, cpu, null, figures);
    ReadCost load =
        new ReadCost(pods.bytes() + nodes.bytes(), pods.cpuMillis() + nodes.cpuMillis(), List.of());
    ReadCost fromEtcd = costs.get(ReadTargets.SMALL_USER_FROM_ETCD);
    ratio("ratio.fromEtcd.cpu", fromEtcd, small, cpu, null, figures);
    ratio("ratio.platform.bytes", load, platform, bytes, statsGoal, figures);
    ratio("ratio.platform.cpu", load, platform, cpu, null, figures);
    ratio("ratio.jobsToPlatform.bytes", jobs, platform, bytes, null, figures);
  }

  private static void ratio(
      String name,
      ReadCost list,
      ReadCost get,
      ToDoubleFunction<ReadCost> cost,
      Goal goal,
      Figures figures) {
    double dividend = cost.applyAsDouble(list);
    double divisor = cost.applyAsDouble(get);
    // too short a smoke run may see no tick at all, and a pause may cost more than the reads
    if (dividend > 0 && divisor > LEAST_DIVISOR) {
      figures.put(name, dividend / divisor, "x", goal);
    }
  }

  /** One row per read, so that a distribution can be drawn. */
  private static void samples(Map<String, ReadCost> costs, Figures figures) {
    List<double[]> rows = new ArrayList<>();
    int target = 0;
    for (ReadCost cost : costs.values()) {
      for (double millis : cost.millis()) {
        rows.add(new double[] {target, millis});
      }
      target++;
    }
    figures.samples("latency", List.of("target", "millis"), rows.toArray(double[][]::new));
    figures.note("latency.csv", "targets are counted from 0: " + String.join(", ", costs.keySet()));
  }
}
