package org.opencadc.sessionindex.scale;

import java.util.List;

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
 */
record PortalBill(
    double seconds,
    double serverCpu,
    double etcdCpu,
    double readerCpu,
    double readerBytes,
    double operatorCpu,
    double operatorBytes) {

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
        operator ? stage.operator().meter().readBytes() : 0);
  }

  PortalBill minus(PortalBill other) {
    return new PortalBill(
        seconds - other.seconds,
        serverCpu - other.serverCpu,
        etcdCpu - other.etcdCpu,
        readerCpu - other.readerCpu,
        readerBytes - other.readerBytes,
        operatorCpu - other.operatorCpu,
        operatorBytes - other.operatorBytes);
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
        operatorBytes);
  }
}
