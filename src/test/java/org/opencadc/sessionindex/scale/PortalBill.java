package org.opencadc.sessionindex.scale;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a time of looking at a portal cost.
 *
 * @param seconds how long it took
 */
record PortalBill(double seconds, Servers servers, Clients clients) {

  /**
   * What the control plane had to do.
   *
   * @param cpu seconds of kube-apiserver
   * @param etcdCpu seconds of etcd
   * @param requests that kube-apiserver was sent by everybody, by kind
   */
  record Servers(double cpu, double etcdCpu, SortedMap<String, Double> requests) {

    private static Servers now(Stage stage) {
      return new Servers(
          stage.apiServer().cpuSeconds(), stage.etcd().cpuSeconds(), new TreeMap<>());
    }

    private Servers withRequests(SortedMap<String, Double> counted) {
      return new Servers(cpu, etcdCpu, counted);
    }

    private Servers minus(Servers other) {
      return new Servers(cpu - other.cpu, etcdCpu - other.etcdCpu, less(other, 1));
    }

    private Servers above(Servers quiet, double share) {
      return new Servers(
          Math.max(0, cpu - share * quiet.cpu),
          Math.max(0, etcdCpu - share * quiet.etcdCpu),
          less(quiet, share));
    }

    private SortedMap<String, Double> less(Servers other, double share) {
      SortedMap<String, Double> left = new TreeMap<>(requests);
      left.replaceAll((kind, count) -> count - share * other.requests.getOrDefault(kind, 0.0));
      return left;
    }
  }

  /**
   * What those who ask had to do.
   *
   * @param readerCpu CPU seconds of all replicas
   * @param readerBytes that all replicas received
   * @param operatorCpu CPU seconds of the operator; 0 when it does not run
   * @param operatorBytes that the operator received
   */
  record Clients(double readerCpu, double readerBytes, double operatorCpu, double operatorBytes) {

    private static Clients now(Stage stage, List<ReplicaProcess> replicas) {
      boolean operator = stage.operator().isRunning();
      return new Clients(
          replicas.stream().mapToDouble(one -> one.meter().cpuSeconds()).sum(),
          replicas.stream().mapToDouble(one -> one.meter().readBytes()).sum(),
          operator ? stage.operator().meter().cpuSeconds() : 0,
          operator ? stage.operator().meter().readBytes() : 0);
    }

    private Clients minus(Clients other) {
      return new Clients(
          readerCpu - other.readerCpu,
          readerBytes - other.readerBytes,
          operatorCpu - other.operatorCpu,
          operatorBytes - other.operatorBytes);
    }

    /** CPU seconds of all of them. */
    double cpu() {
      return readerCpu + operatorCpu;
    }

    /** What all of them received. */
    double bytes() {
      return readerBytes + operatorBytes;
    }
  }

  /** The counters now but for requests, since the processes began; differences are bills. */
  static PortalBill now(Stage stage, List<ReplicaProcess> replicas) {
    return new PortalBill(
        System.nanoTime() / 1e9, Servers.now(stage), Clients.now(stage, replicas));
  }

  /**
   * The counters at the begin of a bill. What the API server has not collected of what was there
   * before is collected first, and on nobody's bill.
   */
  static PortalBill begin(Stage stage, List<ReplicaProcess> replicas)
      throws IOException, InterruptedException {
    SortedMap<String, Double> requests = stage.serverMetrics().read().requests();
    collectGarbage(stage);
    PortalBill begin = now(stage, replicas);
    return begin.withServers(begin.servers.withRequests(requests));
  }

  /**
   * The counters at the end of a bill, and on it what it costs the servers to collect what is left.
   */
  static PortalBill end(Stage stage, List<ReplicaProcess> replicas)
      throws IOException, InterruptedException {
    PortalBill end = now(stage, replicas);
    collectGarbage(stage);
    Servers collected = Servers.now(stage);
    // a reading costs the server too, so that both are outside
    return end.withServers(collected.withRequests(stage.serverMetrics().read().requests()));
  }

  /** This with what the servers had done at a later time. */
  PortalBill withServers(Servers later) {
    return new PortalBill(seconds, later, clients);
  }

  /** A collection takes as long as seconds, and so falls into one minute and not into the next. */
  private static void collectGarbage(Stage stage) throws IOException, InterruptedException {
    MeasuredServer.of(stage).collectGarbage();
  }

  /**
   * Of an odd number of bills the one in whose time kube-apiserver was neither most nor least busy.
   */
  static PortalBill middle(List<PortalBill> bills) {
    return bills.stream()
        .sorted(Comparator.comparingDouble(bill -> bill.servers.cpu / bill.seconds))
        .skip(bills.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  PortalBill minus(PortalBill other) {
    return new PortalBill(
        seconds - other.seconds, servers.minus(other.servers), clients.minus(other.clients));
  }

  /** This without what the servers do anyhow in the same time, as a quiet bill shows it. */
  PortalBill above(PortalBill quiet) {
    return new PortalBill(seconds, servers.above(quiet.servers, seconds / quiet.seconds), clients);
  }
}
