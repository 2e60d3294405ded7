package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.opencadc.sessionindex.api.Resources;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublicRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus.UserCounts;

/**
 * What the summaries should say, from whole lists of Jobs, Pods and Nodes. Selectors are taken as
 * applied by the LISTs. The by* maps have all their keys: what goes into _other is the comparison's
 * business.
 *
 * @param platform the platform's status; times, versions and conditions are null
 * @param users status by username, for every user with a session
 * @param publicRows in the API server's order of Jobs; null when they are not wanted
 */
public record Recount(
    SessionSummaryStatus platform,
    Map<String, SessionSummaryStatus> users,
    List<PublicRow> publicRows) {

  /** A user without sessions. */
  static final SessionSummaryStatus NO_SESSIONS = ofUser(List.of(), Map.of());

  /**
   * Counts.
   *
   * @param nodes null when nodes were not listed: then nodes and capacity are absent
   * @param spec spec of the index; may be null or partial
   */
  public static Recount of(
      List<Job> jobs, List<Pod> pods, List<Node> nodes, SessionIndexSpec spec) {
    SessionIndexSpec full = SessionIndexSpec.orDefaults(spec);
    List<Session> sessions =
        jobs.stream()
            .flatMap(job -> Session.of(job, full.labels().generations()).stream())
            .toList();
    Map<String, List<Session>> byUser =
        sessions.stream()
            .collect(
                Collectors.groupingBy(
                    session -> session.labels().username(), TreeMap::new, Collectors.toList()));
    Map<String, List<Pod>> byJob =
        pods.stream()
            .filter(pod -> jobUid(pod).isPresent())
            .collect(Collectors.groupingBy(pod -> jobUid(pod).orElseThrow()));
    Map<String, SessionSummaryStatus> users = new TreeMap<>();
    byUser.forEach((username, own) -> users.put(username, ofUser(own, byJob)));
    boolean withNodes = nodes != null && full.nodes().enabled();
    NodeFigures figures = withNodes ? new NodeFigures(nodes) : null;
    return new Recount(
        ofPlatform(sessions, pods, figures, table(byUser), full.publish().maxUsers()),
        users,
        full.publish().publicRows() ? publicRows(sessions) : null);
  }

  private static List<PublicRow> publicRows(List<Session> sessions) {
    return sessions.stream()
        .sorted(Comparator.comparing(session -> session.job().getMetadata().getName(), Rows.BYTES))
        .map(
            session ->
                new PublicRow(
                    session.labels().username(),
                    session.labels().kind(),
                    session.status(),
                    session.job().getStatus() == null
                        ? null
                        : session.job().getStatus().getStartTime()))
        .toList();
  }

  /** What a user's summary should say; null when the user has no session. */
  SessionSummaryStatus ofUser(String username) {
    return username == null ? null : users.get(username);
  }

  private static SessionSummaryStatus ofPlatform(
      List<Session> sessions, List<Pod> pods, NodeFigures nodes, List<UserCounts> table, int max) {
    return new SessionSummaryStatus(
        null,
        null,
        null,
        null,
        null,
        new Counts(sessions).ofPlatform(),
        new Resources(
            nodes == null ? null : nodes.capacity().published(),
            nodes == null ? null : nodes.allocatable().published(),
            allocated(pods).published(),
            scheduled(pods, Recount::bound).published(),
            scheduled(pods, pod -> !bound(pod)).published(),
            queued(sessions).published()),
        null,
        nodes == null ? null : nodes.summary(),
        table.stream().limit(max).toList(),
        (long) Math.max(0, table.size() - max),
        null,
        null,
        null,
        null,
        null);
  }

  private static SessionSummaryStatus ofUser(List<Session> own, Map<String, List<Pod>> byJob) {
    Function<Session, List<Pod>> podsOf =
        session -> byJob.getOrDefault(session.job().getMetadata().getUid(), List.of());
    Set<String> uids =
        own.stream()
            .map(session -> session.job().getMetadata().getUid())
            .collect(Collectors.toSet());
    List<Pod> pods =
        uids.stream().flatMap(uid -> byJob.getOrDefault(uid, List.of()).stream()).toList();
    List<SessionRow> rows =
        own.stream()
            .map(session -> Rows.of(session, podsOf.apply(session)))
            .sorted(Comparator.comparing(SessionRow::jobName, Rows.BYTES))
            .toList();
    Resources resources =
        new Resources(
            null,
            null,
            allocated(pods).published(),
            null,
            scheduled(pods, pod -> !bound(pod)).published(),
            queued(own).published());
    return new SessionSummaryStatus(
        null,
        null,
        null,
        null,
        null,
        new Counts(own).ofUser(),
        resources,
        new Quotas(own, podsOf).quota(),
        null,
        null,
        null,
        rows,
        null,
        null,
        null,
        null);
  }

  private static List<UserCounts> table(Map<String, List<Session>> byUser) {
    return byUser.entrySet().stream()
        .map(
            user -> {
              Counts counts = new Counts(user.getValue());
              return new UserCounts(
                  user.getKey(),
                  counts.count(session -> session.active() && session.interactive()),
                  counts.count(session -> session.active() && session.headless()),
                  counts.count(session -> session.is("Running")),
                  counts.count(session -> session.is("Pending")));
            })
        .sorted(
            Comparator.<UserCounts>comparingLong(user -> user.running() + user.pending())
                .reversed()
                .thenComparing(UserCounts::username))
        .toList();
  }

  private static Amount allocated(List<Pod> pods) {
    return Amount.sum(
        pods.stream()
            .filter(pod -> phase(pod).equals("Running"))
            .map(pod -> PodDemands.allocated(pod.getSpec())));
  }

  private static Amount scheduled(List<Pod> pods, Predicate<Pod> which) {
    return Amount.sum(
        pods.stream()
            .filter(pod -> !phase(pod).equals("Succeeded") && !phase(pod).equals("Failed"))
            .filter(which)
            .map(pod -> PodDemands.scheduled(pod.getSpec())));
  }

  private static Amount queued(List<Session> sessions) {
    return Amount.sum(
        sessions.stream()
            .filter(Session::suspended)
            .map(
                session -> {
                  Integer parallelism = session.job().getSpec().getParallelism();
                  return PodDemands.scheduled(Rows.template(session))
                      .times(parallelism == null ? 1 : parallelism);
                }));
  }

  private static boolean bound(Pod pod) {
    return pod.getSpec().getNodeName() != null && !pod.getSpec().getNodeName().isEmpty();
  }

  static String phase(Pod pod) {
    boolean given = pod.getStatus() != null && pod.getStatus().getPhase() != null;
    return given ? pod.getStatus().getPhase() : "Unknown";
  }

  /** The Job that controls a Pod; empty where none does. */
  static Optional<String> jobUid(Pod pod) {
    List<OwnerReference> owners = pod.getMetadata().getOwnerReferences();
    return owners == null
        ? Optional.empty()
        : owners.stream()
            .filter(owner -> Boolean.TRUE.equals(owner.getController()))
            .filter(owner -> "Job".equals(owner.getKind()))
            .map(OwnerReference::getUid)
            .findFirst();
  }
}
