package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  /**
   * Looks at the portal; nobody else does, and the operator runs only if it is needed.
   *
   * @param replicas that answer in this way and were not opened yet
   * @param warmUp seconds of polls before those that count, for the replicas' compilers
   */
  static PortalSight of(
      Way way, Stage stage, List<ReplicaProcess> replicas, int warmUp, int seconds)
      throws IOException, InterruptedException {
    double listed = listed(stage);
    PortalBill before = PortalBill.now(stage, replicas);
    if (way == Way.INDEX) {
      stage.publishing().ensure();
      new PublicRows(stage).publish();
    }
    tell(replicas, "open");
    PortalBill ready = PortalBill.now(stage, replicas);
    listed = listed(stage) - listed;
    tell(replicas, "run " + warmUp);
    PortalBill begin = PortalBill.begin(stage, replicas);
    List<JsonNode> replies = tell(replicas, "run " + seconds);
    PortalBill end = PortalBill.end(stage, replicas);
    double rss = replicas.stream().mapToDouble(one -> one.meter().rssBytes()).sum();
    double heap =
        tell(replicas, "heap").stream().mapToDouble(one -> one.path("bytes").asDouble()).sum();
    double operatorRss = way == Way.INDEX ? stage.operator().meter().rssBytes() : 0;
    return new PortalSight(
        ready.minus(before), listed, end.minus(begin), replies, heap, rss, operatorRss);
  }

  private static double listed(Stage stage) {
    ServerMetrics.Reading now = stage.serverMetrics().read();
    return Stream.of("jobs", "pods", "nodes", "sessionsummaries")
        .mapToDouble(resource -> now.responseBytes("LIST", resource))
        .sum();
  }

  /** All do it at once; returns when the last one has. */
  private static List<JsonNode> tell(List<ReplicaProcess> replicas, String command)
      throws IOException {
    for (ReplicaProcess replica : replicas) {
      replica.tell(command);
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
