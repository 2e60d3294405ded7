package org.opencadc.sessionindex.scale;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a time of looking at a portal cost.
 *
 * @param seconds how long it took
 * @param serverCpu CPU seconds of kube-apiserver
 * @param etcdCpu CPU seconds of etcd
 * @param readerCpu CPU seconds of all replicas
 * @param readerBytes that all replicas received
 * @param operatorCpu CPU seconds of the operator; 0 when it does not run
 * @param operatorBytes that the operator received
 * @param requests that kube-apiserver was sent by everybody, by kind
 */
record PortalBill(
    double seconds,
    double serverCpu,
    double etcdCpu,
    double readerCpu,
    double readerBytes,
    double operatorCpu,
    double operatorBytes,
    SortedMap<String, Double> requests) {

  /** The counters now, since the processes began; differences of two are bills. */
  static PortalBill now(Stage stage, List<ReplicaProcess> replicas) {
    boolean operator = stage.operator().isRunning();
    return new PortalBill(
        System.nanoTime() / 1e9,
        stage.apiServer().cpuSeconds(),
        stage.etcd().cpuSeconds(),
        replicas.stream().mapToDouble(one -> one.meter().cpuSeconds()).sum(),
        replicas.stream().mapToDouble(one -> one.meter().readBytes()).sum(),
        operator ? stage.operator().meter().cpuSeconds() : 0,
        operator ? stage.operator().meter().readBytes() : 0,
        new TreeMap<>());
  }

  /**
   * The counters at the begin of a bill. What the API server has not collected of what was there
   * before is collected first, and on nobody's bill.
   */
  static PortalBill begin(Stage stage, List<ReplicaProcess> replicas)
      throws IOException, InterruptedException {
    SortedMap<String, Double> requests = stage.serverMetrics().read().requests();
    collectGarbage(stage);
    return now(stage, replicas).withRequests(requests);
  }

  /**
   * The counters at the end of a bill, and on it what it costs the servers to collect what is left.
   */
  static PortalBill end(Stage stage, List<ReplicaProcess> replicas)
      throws IOException, InterruptedException {
    PortalBill end = now(stage, replicas);
    collectGarbage(stage);
    PortalBill collected = end.withServers(now(stage, List.of()));
    // a reading costs the server too, so that both are outside
    return collected.withRequests(stage.serverMetrics().read().requests());
  }

  /** A collection takes as long as seconds, and so falls into one minute and not into the next. */
  private static void collectGarbage(Stage stage) throws IOException, InterruptedException {
    stage.http().get("/debug/pprof/heap?gc=1").orThrow();
  }

  /** This with what the servers had used at a later time. */
  PortalBill withServers(PortalBill later) {
    return new PortalBill(
        seconds,
        later.serverCpu,
        later.etcdCpu,
        readerCpu,
        readerBytes,
        operatorCpu,
        operatorBytes,
        requests);
  }

  /** This with other requests. */
  PortalBill withRequests(SortedMap<String, Double> counted) {
    return new PortalBill(
        seconds, serverCpu, etcdCpu, readerCpu, readerBytes, operatorCpu, operatorBytes, counted);
  }

  PortalBill minus(PortalBill other) {
    return new PortalBill(
        seconds - other.seconds,
        serverCpu - other.serverCpu,
        etcdCpu - other.etcdCpu,
        readerCpu - other.readerCpu,
        readerBytes - other.readerBytes,
        operatorCpu - other.operatorCpu,
        operatorBytes - other.operatorBytes,
        less(requests, other.requests, 1));
  }

  private static SortedMap<String, Double> less(
      Map<String, Double> requests, Map<String, Double> others, double share) {
    SortedMap<String, Double> left = new TreeMap<>(requests);
    left.replaceAll((kind, count) -> count - share * others.getOrDefault(kind, 0.0));
    return left;
  }

  /** This without what the servers do anyhow in the same time, as a quiet bill shows it. */
  PortalBill above(PortalBill quiet) {
    double share = seconds / quiet.seconds;
    return new PortalBill(
        seconds,
        Math.max(0, serverCpu - share * quiet.serverCpu),
        Math.max(0, etcdCpu - share * quiet.etcdCpu),
        readerCpu,
        readerBytes,
        operatorCpu,
        operatorBytes,
        less(requests, quiet.requests, share));
  }
}
