package org.opencadc.sessionindex.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All figures from scratch, in the plainest way: one pass over all facts per figure. Written from
 * the rules, sharing nothing with the ledger but the facts and the records it is compared by.
 */
final class NaiveRecount {
  private static final Set<String> KINDS =
      Set.of("notebook", "desktop", "carta", "contributed", "firefly", "headless", "desktop-app");

  private final List<LabelGeneration> generations;
  private final List<JobFacts> jobs;
  private final List<PodFacts> pods;
  private final List<NodeFacts> nodes;

  NaiveRecount(
      List<LabelGeneration> generations,
      List<JobFacts> jobs,
      List<PodFacts> pods,
      List<NodeFacts> nodes) {
    this.generations = generations;
    this.jobs = jobs;
    this.pods = pods;
    this.nodes = nodes;
  }

  PlatformSnapshot platform(int maxUsers) {
    List<JobFacts> sessions = jobs.stream().filter(this::isSession).toList();
    List<PlatformSnapshot.UserLine> lines = new ArrayList<>();
    for (String user : users()) {
      SessionCounts counts = counts(sessionsOf(user));
      lines.add(
          new PlatformSnapshot.UserLine(
              user,
              counts.interactive().running() + counts.interactive().pending(),
              counts.headless().running() + counts.headless().pending(),
              counts.of(SessionStatus.RUNNING),
              counts.of(SessionStatus.PENDING)));
    }
    // users() is ordered by name, and this sort is stable
    lines.sort(Comparator.comparingLong(line -> -(line.running() + line.pending())));
    int shown = Math.min(maxUsers, lines.size());
    return new PlatformSnapshot(
        ResourceVersions.NONE,
        counts(sessions),
        lines.size(),
        lines.stream().filter(line -> line.running() + line.pending() > 0).count(),
        sum(pods, NaiveRecount::isRunning, pod -> pod.demand().allocated()),
        sum(pods, pod -> !isOver(pod) && pod.bound(), pod -> pod.demand().effective()),
        sum(pods, pod -> !isOver(pod) && !pod.bound(), pod -> pod.demand().effective()),
        queued(sessions),
        nodeTotals(),
        lines.subList(0, shown),
        lines.size() - shown,
        skipped());
  }

  UserSnapshot user(String username) {
    List<JobFacts> sessions = sessionsOf(username);
    List<PodFacts> own =
        pods.stream()
            .filter(pod -> sessions.stream().anyMatch(job -> job.uid().equals(pod.jobUid())))
            .toList();
    List<JobFacts> ordered = new ArrayList<>(sessions);
    ordered.sort(NaiveRecount::byName);
    return new UserSnapshot(
        username,
        ResourceVersions.NONE,
        counts(sessions),
        sum(own, NaiveRecount::isRunning, pod -> pod.demand().allocated()),
        sum(own, pod -> !isOver(pod) && !pod.bound(), pod -> pod.demand().effective()),
        queued(sessions),
        quota(sessions, own, true),
        quota(sessions, own, false),
        ordered.stream().map(this::row).toList());
  }

  private Quota quota(List<JobFacts> sessions, List<PodFacts> own, boolean fixed) {
    List<UserSnapshot.SessionFacts> counted =
        sessions.stream()
            .map(this::row)
            .filter(row -> row.fixed() == fixed)
            .filter(row -> List.of("Running", "Pending").contains(row.status().text()))
            .filter(row -> !List.of("headless", "desktop-app").contains(row.labels().kind()))
            .toList();
    Predicate<PodFacts> held =
        pod ->
            !isOver(pod) && counted.stream().anyMatch(row -> row.job().uid().equals(pod.jobUid()));
    return new Quota(
        counted.stream().map(row -> row.labels().id()).distinct().count(),
        sum(own, held, pod -> pod.demand().allocated()),
        sum(own, held, pod -> pod.demand().limits()));
  }

  /** What everybody may see of every session, in the order in which the API server lists Jobs. */
  List<PublicRow> publicRows() {
    List<JobFacts> ordered = new ArrayList<>(jobs.stream().filter(this::isSession).toList());
    ordered.sort(NaiveRecount::byName);
    return ordered.stream()
        .map(
            job ->
                new PublicRow(
                    new JobPlace(job.name(), job.uid()),
                    label(job, SessionLabels::username),
                    label(job, SessionLabels::kind),
                    row(job).status(),
                    job.startTime()))
        .toList();
  }

  private static int byName(JobFacts left, JobFacts right) {
    return left.name().equals(right.name())
        ? left.uid().compareTo(right.uid())
        : Arrays.compareUnsigned(utf8(left.name()), utf8(right.name()));
  }

  Set<String> users() {
    Set<String> users = new TreeSet<>();
    for (JobFacts job : jobs) {
      if (isSession(job)) {
        users.add(label(job, SessionLabels::username));
      }
    }
    return users;
  }

  /** All uids per reason; the ledger shows five of them. */
  Map<SkipReason, Set<String>> skippedUids() {
    Map<SkipReason, Set<String>> skipped = new HashMap<>();
    for (JobFacts job : jobs) {
      if (lacksLabels(job)) {
        put(skipped, SkipReason.MissingLabels, job.uid());
      } else if (!isSession(job)) {
        put(skipped, SkipReason.UnknownKind, job.uid());
      } else if (job.template().demand().invalidQuantities() > 0) {
        put(skipped, SkipReason.InvalidQuantity, job.uid());
      }
    }
    pods.stream()
        .filter(pod -> pod.demand().invalidQuantities() > 0)
        .forEach(pod -> put(skipped, SkipReason.InvalidQuantity, pod.uid()));
    nodes.stream()
        .filter(node -> node.invalidQuantities() > 0)
        .forEach(node -> put(skipped, SkipReason.InvalidQuantity, node.uid()));
    return skipped;
  }

  private Map<SkipReason, Skipped> skipped() {
    Map<SkipReason, Skipped> skipped = new HashMap<>();
    skippedUids()
        .forEach((reason, uids) -> skipped.put(reason, new Skipped(uids.size(), List.of())));
    return skipped;
  }

  private boolean isSession(JobFacts job) {
    return !lacksLabels(job)
        && KINDS.stream().anyMatch(label(job, SessionLabels::kind)::equalsIgnoreCase);
  }

  private boolean lacksLabels(JobFacts job) {
    return label(job, SessionLabels::id) == null
        || label(job, SessionLabels::username) == null
        || label(job, SessionLabels::kind) == null;
  }

  private List<JobFacts> sessionsOf(String username) {
    return jobs.stream()
        .filter(job -> isSession(job) && username.equals(label(job, SessionLabels::username)))
        .toList();
  }

  private String label(JobFacts job, Function<SessionLabels, String> key) {
    for (LabelGeneration generation : generations) {
      SessionLabels labels = labels(job, generation);
      if (labels != null && key.apply(labels) != null) {
        return key.apply(labels);
      }
    }
    return null;
  }

  private static SessionLabels labels(JobFacts job, LabelGeneration generation) {
    return generation == LabelGeneration.LEGACY ? job.legacy() : job.canonical();
  }

  private UserSnapshot.SessionFacts row(JobFacts job) {
    SessionLabels labels =
        new SessionLabels(
            label(job, SessionLabels::id),
            label(job, SessionLabels::username),
            label(job, SessionLabels::kind),
            label(job, SessionLabels::name),
            label(job, SessionLabels::appId),
            label(job, SessionLabels::flavor),
            label(job, SessionLabels::community),
            label(job, SessionLabels::project));
    boolean canonical = false;
    for (LabelGeneration generation : generations) {
      SessionLabels own = labels(job, generation);
      if (own != null && own.id() != null) {
        canonical = generation == LabelGeneration.CANONICAL;
        break;
      }
    }
    boolean fixed =
        canonical ? "fixed".equals(labels.flavor()) : !"flexible".equals(labels.flavor());
    List<PodFacts> oldestFirst =
        pods.stream()
            .filter(pod -> job.uid().equals(pod.jobUid()))
            .sorted(
                Comparator.comparing(
                        (PodFacts pod) -> pod.creationTime() == null ? "" : pod.creationTime())
                    .thenComparing(PodFacts::name)
                    .thenComparing(PodFacts::uid))
            .toList();
    PodFacts newest = oldestFirst.isEmpty() ? null : oldestFirst.get(oldestFirst.size() - 1);
    return new UserSnapshot.SessionFacts(
        job,
        labels,
        fixed,
        status(job),
        newest == null ? null : newest.name(),
        NaiveReason.of(job, status(job), oldestFirst));
  }

  /** The eight rows of Skaha's table, in its order and its words. */
  private static SessionStatus status(JobFacts job) {
    if (job.active() > 0 && job.ready() > 0) {
      return SessionStatus.RUNNING;
    } else if (job.active() > 0) {
      return SessionStatus.PENDING;
    } else if (job.suspend()) {
      return SessionStatus.PENDING;
    } else if (job.succeeded() > 0) {
      return SessionStatus.COMPLETED;
    } else if (job.failed() > 0) {
      return SessionStatus.FAILED;
    } else if (job.terminating() > 0) {
      return SessionStatus.TERMINATING;
    }
    return SessionStatus.PENDING;
  }

  private SessionCounts counts(List<JobFacts> sessions) {
    Map<SessionStatus, Long> byStatus = new HashMap<>();
    sessions.forEach(job -> byStatus.merge(status(job), 1L, Long::sum));
    return new SessionCounts(
        sessions.size(),
        byStatus,
        sessions.stream()
            .filter(job -> job.suspend() && status(job) == SessionStatus.PENDING)
            .count(),
        active(sessions, kind -> !kind.equals("headless") && !kind.equals("desktop-app")),
        active(sessions, "headless"::equals),
        active(sessions, "desktop-app"::equals),
        by(sessions, job -> label(job, SessionLabels::kind)),
        by(sessions, job -> label(job, SessionLabels::community)),
        by(sessions, job -> label(job, SessionLabels::project)),
        by(sessions, job -> label(job, SessionLabels::flavor)),
        by(sessions, JobFacts::queue));
  }

  private SessionCounts.Active active(List<JobFacts> sessions, Predicate<String> kinds) {
    long running = 0;
    long pending = 0;
    for (JobFacts job : sessions) {
      if (kinds.test(label(job, SessionLabels::kind))) {
        running += status(job) == SessionStatus.RUNNING ? 1 : 0;
        pending += status(job) == SessionStatus.PENDING ? 1 : 0;
      }
    }
    return new SessionCounts.Active(running, pending);
  }

  private static Map<String, Long> by(List<JobFacts> sessions, Function<JobFacts, String> key) {
    Map<String, Long> by = new HashMap<>();
    for (JobFacts job : sessions) {
      if (key.apply(job) != null) {
        by.merge(key.apply(job), 1L, Long::sum);
      }
    }
    return by;
  }

  private static ResourceVector queued(List<JobFacts> sessions) {
    List<ResourceVector> templates = new ArrayList<>();
    for (JobFacts job : sessions) {
      for (int i = 0;
          job.suspend() && status(job) == SessionStatus.PENDING && i < job.parallelism();
          i++) {
        templates.add(job.template().demand().effective());
      }
    }
    return sum(templates, all -> true, demand -> demand);
  }

  private PlatformSnapshot.NodeTotals nodeTotals() {
    List<NodeFacts> schedulable = nodes.stream().filter(node -> !node.cordoned()).toList();
    return new PlatformSnapshot.NodeTotals(
        nodes.size(),
        schedulable.size(),
        nodes.stream().filter(NodeFacts::cordoned).count(),
        nodes.stream().filter(node -> !node.ready()).count(),
        sum(schedulable, all -> true, NodeFacts::capacity),
        sum(schedulable, all -> true, NodeFacts::allocatable),
        largest(schedulable, node -> node.capacity().cpuMillis()),
        largest(schedulable, node -> node.capacity().memoryBytes()));
  }

  private static NodeFacts largest(List<NodeFacts> nodes, Function<NodeFacts, Long> size) {
    return nodes.stream()
        .sorted(Comparator.comparing(NodeFacts::name))
        .sorted(Comparator.comparing(size).reversed())
        .findFirst()
        .orElse(null);
  }

  private static <T> ResourceVector sum(
      List<T> all, Predicate<T> which, Function<T, ResourceVector> what) {
    Map<String, Long> sums = new TreeMap<>();
    long millis = 0;
    long bytes = 0;
    for (T one : all) {
      if (which.test(one)) {
        millis += what.apply(one).cpuMillis();
        bytes += what.apply(one).memoryBytes();
        what.apply(one).extended().forEach((name, amount) -> sums.merge(name, amount, Long::sum));
      }
    }
    return new ResourceVector(millis, bytes, sums);
  }

  private static boolean isRunning(PodFacts pod) {
    return pod.phase() == PodPhase.RUNNING;
  }

  private static boolean isOver(PodFacts pod) {
    return pod.phase() == PodPhase.SUCCEEDED || pod.phase() == PodPhase.FAILED;
  }

  private static void put(Map<SkipReason, Set<String>> skipped, SkipReason reason, String uid) {
    skipped.computeIfAbsent(reason, unknown -> new TreeSet<>()).add(uid);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
