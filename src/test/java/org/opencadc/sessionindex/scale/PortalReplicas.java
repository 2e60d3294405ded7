package org.opencadc.sessionindex.scale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.opencadc.sessionindex.scale.portal.PortalReplica.Way;

/**
 * Replicas of all ways, which share the portal's users; those of one way ask nothing until told.
 */
final class PortalReplicas implements AutoCloseable {
  private static final long SEED = 31;

  private final Map<Way, List<ReplicaProcess>> replicas = new EnumMap<>(Way.class);

  /** Starts them side by side, so that nobody waits for one JVM after another. */
  PortalReplicas(Stage stage, List<String> users) throws IOException {
    // a second one, as any service has, doubles what a smoke run waits for JVMs
    int count = stage.smoke() ? 1 : 2;
    for (Way way : Way.values()) {
      List<ReplicaProcess> own = new ArrayList<>();
      replicas.put(way, own);
      for (int i = 0; i < count; i++) {
        own.add(replica(way, stage, users, i, count));
      }
    }
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

  /** Those of one way; none after their end. */
  List<ReplicaProcess> of(Way way) {
    return replicas.get(way);
  }

  /** Ends those of one way. */
  void end(Way way) throws IOException {
    List<ReplicaProcess> own = replicas.get(way);
    while (!own.isEmpty()) {
      own.remove(own.size() - 1).close();
    }
  }

  @Override
  public void close() throws IOException {
    for (Way way : Way.values()) {
      end(way);
    }
  }
}
