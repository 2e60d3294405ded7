package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.opencadc.sessionindex.api.SessionIndexSpec.Generation;

/** A Job that is a session of Skaha's, with its labels after precedence of the generations. */
record Session(Job job, Labels labels, boolean fixed, String status, boolean suspended) {
  private static final Set<String> KINDS =
      Set.of("notebook", "desktop", "carta", "contributed", "firefly", "headless", "desktop-app");
  private static final String QUEUE = "kueue.x-k8s.io/queue-name";

  /** What labels say of a session; null where nothing is said. */
  record Labels(
      String id,
      String username,
      String kind,
      String name,
      String appId,
      String flavor,
      String community,
      String project) {

    private static Labels canonical(Map<String, String> labels) {
      Function<String, String> key = name -> blankToNull(labels.get("canfar.net/" + name));
      return new Labels(
          key.apply("id"),
          key.apply("username"),
          key.apply("kind"),
          key.apply("name"),
          key.apply("app-id"),
          key.apply("flavor"),
          key.apply("community"),
          key.apply("project"));
    }

    private static Labels legacy(Map<String, String> labels) {
      Function<String, String> key = name -> blankToNull(labels.get("canfar-net-" + name));
      return new Labels(
          key.apply("sessionID"),
          key.apply("userid"),
          key.apply("sessionType"),
          key.apply("sessionName"),
          key.apply("appID"),
          legacyFlavor(labels),
          null,
          null);
    }

    private static String legacyFlavor(Map<String, String> labels) {
      if ("true".equals(labels.get("opencadc.org/canfar-job-flexible"))) {
        return "flexible";
      }
      return "true".equals(labels.get("opencadc.org/canfar-job-fixed")) ? "fixed" : null;
    }

    private static String blankToNull(String value) {
      return value == null || value.isEmpty() ? null : value;
    }
  }

  /**
   * The session that a Job is.
   *
   * @param generations label generations in order of precedence
   * @return empty when id, username or kind is not labelled or the kind is none of Skaha's
   */
  static Optional<Session> of(Job job, List<Generation> generations) {
    Map<String, String> all = job.getMetadata().getLabels();
    Map<String, String> labels = all == null ? Map.of() : all;
    Map<Generation, Labels> read = new EnumMap<>(Generation.class);
    for (Generation generation : generations) {
      read.put(
          generation,
          generation == Generation.Canonical ? Labels.canonical(labels) : Labels.legacy(labels));
    }
    Function<Function<Labels, String>, String> first =
        key ->
            generations.stream()
                .map(generation -> key.apply(read.get(generation)))
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    Labels merged =
        new Labels(
            first.apply(Labels::id),
            first.apply(Labels::username),
            first.apply(Labels::kind),
            first.apply(Labels::name),
            first.apply(Labels::appId),
            first.apply(Labels::flavor),
            first.apply(Labels::community),
            first.apply(Labels::project));
    if (merged.id() == null || merged.username() == null || merged.kind() == null) {
      return Optional.empty();
    }
    if (!KINDS.contains(merged.kind().toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    Generation named =
        generations.stream().filter(g -> read.get(g).id() != null).findFirst().orElseThrow();
    boolean fixed =
        named == Generation.Canonical
            ? "fixed".equals(merged.flavor())
            : !"flexible".equals(merged.flavor());
    String status = JobStatusTable.statusOf(job);
    boolean suspended = status.equals("Pending") && JobStatusTable.suspended(job);
    return Optional.of(new Session(job, merged, fixed, status, suspended));
  }

  String queue() {
    Map<String, String> all = job.getMetadata().getLabels();
    String queue = all == null ? null : all.get(QUEUE);
    return queue == null || queue.isEmpty() ? null : queue;
  }

  boolean is(String wanted) {
    return status.equals(wanted);
  }

  boolean active() {
    return is("Running") || is("Pending");
  }

  boolean headless() {
    return labels.kind().equals("headless");
  }

  boolean desktopApp() {
    return labels.kind().equals("desktop-app");
  }

  boolean interactive() {
    return !headless() && !desktopApp();
  }
}
