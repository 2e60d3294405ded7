package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.opencadc.sessionindex.scale.portal.PortalReplica.Way;

/**
 * A portal that is looked at in one way, by replicas that share its users.
 *
 * @param start what it cost until the replicas, and for the index the operator, could answer
 * @param listedBytes that the API server answered to LISTs meanwhile
 * @param day what the polls cost
 * @param replies one of each replica
 * @param heap bytes that all replicas hold after a garbage collection
 * @param rss resident bytes of all replicas
 * @param operatorRss resident bytes of the operator; 0 when it does not run
 */
record PortalSight(
    PortalBill start,
    double listedBytes,
    PortalBill day,
    List<JsonNode> replies,
    double heap,
    double rss,
    double operatorRss) {
  private static final long SEED = 31;

  /**
   * Looks at the portal; nobody else does, and the operator runs only if it is needed.
   *
   * @param warmUp seconds of polls before those that count, for the replicas' compilers
   */
  static PortalSight of(Way way, Stage stage, List<String> users, int warmUp, int seconds)
      throws IOException, InterruptedException {
    // a second one, as any service has, doubles what a smoke run waits for JVMs
    int count = stage.smoke() ? 1 : 2;
    List<ReplicaProcess> replicas = new ArrayList<>();
    try {
      double listed = listed(stage);
      PortalBill before = PortalBill.now(stage, replicas);
      if (way == Way.INDEX) {
        stage.ensurePublished();
        new PublicRows(stage).publish();
      }
      for (int i = 0; i < count; i++) {
        replicas.add(replica(way, stage, users, i, count));
      }
      for (ReplicaProcess replica : replicas) {
        replica.answer();
      }
      PortalBill ready = PortalBill.now(stage, replicas);
      listed = listed(stage) - listed;
      poll(replicas, warmUp);
      PortalBill begin = PortalBill.begin(stage, replicas);
      List<JsonNode> replies = poll(replicas, seconds);
      PortalBill end = PortalBill.end(stage, replicas);
      double heap = 0;
      double rss = 0;
      for (ReplicaProcess replica : replicas) {
        rss += replica.meter().rssBytes();
        replica.tell("heap");
        heap += replica.answer().path("bytes").asDouble();
      }
      double operatorRss = way == Way.INDEX ? stage.operator().meter().rssBytes() : 0;
      return new PortalSight(
          ready.minus(before), listed, end.minus(begin), replies, heap, rss, operatorRss);
    } finally {
      for (ReplicaProcess replica : replicas) {
        replica.close();
      }
    }
  }

  private static double listed(Stage stage) {
    ServerMetrics.Reading now = stage.serverMetrics().read();
    return Stream.of("jobs", "pods", "nodes", "sessionsummaries")
        .mapToDouble(resource -> now.responseBytes("LIST", resource))
        .sum();
  }

  private static ReplicaProcess replica(
      Way way, Stage stage, List<String> users, int number, int count) throws IOException {
    List<String> own = new ArrayList<>();
    for (int i = number; i < users.size(); i += count) {
      own.add(users.get(i));
    }
    String log = "portal-" + way.name().toLowerCase(Locale.ROOT) + "-" + number + ".log";
    return new ReplicaProcess(
        way, stage, own, SEED + number * 100_000L, stage.operator().log().resolveSibling(log));
  }

  private static List<JsonNode> poll(List<ReplicaProcess> replicas, int seconds)
      throws IOException {
    for (ReplicaProcess replica : replicas) {
      replica.tell("run " + seconds);
    }
    List<JsonNode> replies = new ArrayList<>();
    for (ReplicaProcess replica : replicas) {
      replies.add(replica.answer());
    }
    return replies;
  }

  /** From when a poll fell due until its answer was ready, in milliseconds. */
  double[] millis() {
    return replies.stream()
        .flatMapToDouble(
            reply -> {
              double[] one = new double[reply.at("/polls/millis").size()];
              for (int i = 0; i < one.length; i++) {
                one[i] = reply.at("/polls/millis").get(i).asDouble();
              }
              return Arrays.stream(one);
            })
        .toArray();
  }

  /** A count that the replicas gave, summed. */
  double sum(String field) {
    return replies.stream().mapToDouble(reply -> reply.path("polls").path(field).asDouble()).sum();
  }
}
