package org.opencadc.sessionindex.scale;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.publish.SummaryNames;

/**
 * What is read and compared, cheapest first: what a large answer leaves to do comes last. Summaries
 * are read as the reader does: the platform's as the API server has it in its watch cache, others
 * not older than that; and, to compare, from etcd.
 */
final class ReadTargets {
  static final String PLATFORM = "get.platform";

  /** Small, of one size, known to no index: what any GET costs on this machine now. */
  static final String NAMESPACE = "get.namespace";

  static final String SMALL_USER = "get.smallUser";
  static final String PLATFORM_FROM_ETCD = "get.platform.fromEtcd";
  static final String SMALL_USER_FROM_ETCD = "get.smallUser.fromEtcd";
  static final String BUSIEST_USER = "get.busiestUser";
  static final String LIST_SMALL_USER = "list.smallUser";
  static final String LIST_BUSIEST_USER = "list.busiestUser";
  static final String LIST_NODES = "list.nodes";
  static final String LIST_PODS = "list.pods";
  static final String LIST_JOBS = "list.jobs";
  static final String LIST_JOBS_GZIP = "list.jobs.gzip";

  private static final String USER_LABEL = "canfar.net/username";

  private final Stage stage;
  private final String jobs;
  private final String pods;
  private final String summaries;

  ReadTargets(Stage stage) {
    this.stage = stage;
    this.jobs = "/apis/batch/v1/namespaces/" + stage.namespace() + "/jobs";
    this.pods = "/api/v1/namespaces/" + stage.namespace() + "/pods";
    this.summaries =
        "/apis/skaha.opencadc.org/v1alpha1/namespaces/" + stage.namespace() + "/sessionsummaries/";
  }

  List<ReadTarget> all() {
    String small = smallUser();
    String busiest = stage.population().largest().name();
    String platform = summaries + SummaryNames.ofPlatform(Publishing.INDEX);
    String user = summaries + SummaryNames.ofUser(Publishing.INDEX, small);
    String notOlder = "?resourceVersion=" + platformVersion();
    List<String> slices = slices(busiest).stream().map(path -> path + notOlder).toList();
    return List.of(
        new ReadTarget(PLATFORM, platform + "?resourceVersion=0"),
        new ReadTarget(NAMESPACE, "/api/v1/namespaces/" + stage.namespace() + "?resourceVersion=0"),
        new ReadTarget(SMALL_USER, user + notOlder),
        new ReadTarget(BUSIEST_USER, slices, "identity"),
        new ReadTarget(PLATFORM_FROM_ETCD, platform),
        new ReadTarget(SMALL_USER_FROM_ETCD, user),
        new ReadTarget(LIST_NODES, "/api/v1/nodes"),
        new ReadTarget(LIST_SMALL_USER, jobsOf(small)),
        new ReadTarget(LIST_BUSIEST_USER, jobsOf(busiest)),
        new ReadTarget(LIST_PODS, pods),
        new ReadTarget(LIST_JOBS, jobs),
        new ReadTarget(LIST_JOBS_GZIP, List.of(jobs), "gzip"));
  }

  private String platformVersion() {
    return summary(SummaryNames.ofPlatform(Publishing.INDEX)).getMetadata().getResourceVersion();
  }

  private String jobsOf(String user) {
    String selector = URLEncoder.encode(USER_LABEL + "=" + user, StandardCharsets.UTF_8);
    return jobs + "?labelSelector=" + selector;
  }

  /** The user with the fewest sessions who has one with the labels of today. */
  private String smallUser() {
    List<Population.User> users = stage.population().users();
    for (int i = users.size() - 1; i >= 0; i--) {
      String name = users.get(i).name();
      List<Job> found =
          stage
              .admin()
              .batch()
              .v1()
              .jobs()
              .inNamespace(stage.namespace())
              .withLabel(USER_LABEL, name)
              .list()
              .getItems();
      if (!found.isEmpty()) {
        return name;
      }
    }
    throw new IllegalStateException("nobody has a session with the labels of today");
  }

  private List<String> slices(String user) {
    String name = SummaryNames.ofUser(Publishing.INDEX, user);
    SessionSummary zero = summary(name);
    List<String> paths = new ArrayList<>(List.of(summaries + name));
    if (zero.getStatus().slices() != null) {
      zero.getStatus().slices().forEach(slice -> paths.add(summaries + slice.name()));
    }
    return List.copyOf(paths);
  }

  private SessionSummary summary(String name) {
    return stage
        .admin()
        .resources(SessionSummary.class)
        .inNamespace(stage.namespace())
        .withName(name)
        .require();
  }
}
