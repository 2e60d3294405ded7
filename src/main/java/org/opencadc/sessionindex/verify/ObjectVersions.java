package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.opencadc.sessionindex.api.SessionIndexSpec;

/**
 * Which objects were listed in which resourceVersions. Between two LISTs that have the same ones of
 * a user, nothing of that user changed, unless something came and went in between.
 *
 * @param digests by username; what belongs to no user is under the empty one. The versions
 *     themselves would take as much memory as the rows
 */
record ObjectVersions(Map<String, Long> digests) {
  private static final String NOBODY = "";

  static ObjectVersions of(
      List<Job> jobs, List<Pod> pods, List<Node> nodes, SessionIndexSpec spec) {
    Map<String, Long> digests = new HashMap<>();
    Map<String, String> users = new HashMap<>();
    for (Job job : jobs) {
      String user =
          Session.of(job, spec.labels().generations())
              .map(session -> session.labels().username())
              .orElse(NOBODY);
      users.put(job.getMetadata().getUid(), user);
      digests.merge(user, digest(job), Long::sum);
    }
    for (Pod pod : pods) {
      String user = Recount.jobUid(pod).map(users::get).orElse(NOBODY);
      digests.merge(user, digest(pod), Long::sum);
    }
    nodes.forEach(node -> digests.merge(NOBODY, digest(node), Long::sum));
    return new ObjectVersions(Map.copyOf(digests));
  }

  /**
   * Whether nothing that a scope tells of is another in a later LIST.
   *
   * @param scope as in {@link Difference}; of all but users' it is everything
   */
  boolean stoodStill(String scope, ObjectVersions later) {
    String username = Difference.username(scope);
    return username == null
        ? digests.equals(later.digests)
        : Objects.equals(digests.get(username), later.digests.get(username));
  }

  private static long digest(HasMetadata object) {
    String version =
        object.getMetadata().getUid() + " " + object.getMetadata().getResourceVersion();
    return UUID.nameUUIDFromBytes(version.getBytes(StandardCharsets.UTF_8))
        .getMostSignificantBits();
  }
}
