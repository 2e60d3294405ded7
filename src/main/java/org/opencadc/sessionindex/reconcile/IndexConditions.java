package org.opencadc.sessionindex.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.opencadc.sessionindex.ledger.SkipReason;
import org.opencadc.sessionindex.ledger.Skipped;
import org.opencadc.sessionindex.watch.SourceState;

/** The conditions of an index as they are now; times are left to {@link #carryTimes}. */
final class IndexConditions {
  private static final Duration SKEW_REPORTED = Duration.ofSeconds(5);

  private IndexConditions() {}

  static List<Condition> of(Indexes.Verdict verdict, Duration clockOffset) {
    List<Condition> conditions = new ArrayList<>();
    if (verdict instanceof Indexes.Verdict.Served served) {
      List<SourceState> sources = served.index().currency().states();
      conditions.add(ready(served));
      conditions.add(sourcesLive(sources, clockOffset));
      if (served.index().lastAudit() != null) {
        conditions.add(consistent(served.index().lastAudit()));
      }
      conditions.add(skipped(served.index().ledger().platform(0).skipped()));
    } else if (verdict instanceof Indexes.Verdict.Duplicate duplicate) {
      conditions.add(
          condition(
              "Ready",
              "False",
              "Duplicate",
              "index " + duplicate.winner() + " is older and serves this namespace"));
    } else if (verdict instanceof Indexes.Verdict.Rejected rejected) {
      conditions.add(condition("Ready", "False", "InvalidSpec", rejected.message()));
    }
    return conditions;
  }

  private static Condition ready(Indexes.Verdict.Served served) {
    if (served.rejected() != null) {
      return condition(
          "Ready",
          "False",
          "InvalidSpec",
          served.rejected() + "; the last good spec is served until the process ends");
    }
    ActiveIndex index = served.index();
    boolean begun = index.publication().begun();
    if (!index.currency().live()) {
      return begun
          ? condition("Ready", "False", "SourcesNotLive", "see condition SourcesLive")
          : condition("Ready", "False", "Starting", "Jobs and Pods are not listed and proven yet");
    }
    if (!begun) {
      Hindrance hindrance = index.hindrance();
      return condition("Ready", "False", hindrance.reason(), hindrance.message());
    }
    return condition("Ready", "True", "Publishing", "summaries are published");
  }

  private static Condition sourcesLive(List<SourceState> sources, Duration clockOffset) {
    List<SourceState.Problem> problems =
        sources.stream().map(SourceState::problem).filter(Objects::nonNull).toList();
    String skew =
        clockOffset.abs().compareTo(SKEW_REPORTED) > 0
            ? "; the API server's clock is " + clockOffset.toSeconds() + " s ahead of ours"
            : "";
    if (!problems.isEmpty()) {
      String message =
          problems.stream().map(SourceState.Problem::message).collect(Collectors.joining("; "));
      return condition("SourcesLive", "False", problems.get(0).reason(), message + skew);
    }
    if (sources.stream().anyMatch(source -> source.proof() == null)) {
      return condition("SourcesLive", "False", "Starting", "not every source is proven yet" + skew);
    }
    String names =
        sources.stream().map(s -> s.collection().resource()).collect(Collectors.joining(", "));
    return condition(
        "SourcesLive", "True", "Proven", names + " are listed, watched and proven current" + skew);
  }

  private static Condition consistent(AuditReport audit) {
    String when = "audit of " + audit.time().truncatedTo(ChronoUnit.SECONDS) + ": " + audit.rows();
    return audit.drifted() == 0
        ? condition("Consistent", "True", "Audited", when + " rows compared, none drifted")
        : condition(
            "Consistent",
            "False",
            "DriftFound",
            when
                + " rows compared, "
                + audit.drifted()
                + " rows and figures drifted; they were made anew");
  }

  private static Condition skipped(Map<SkipReason, Skipped> skipped) {
    Map<SkipReason, Skipped> some =
        skipped.entrySet().stream()
            .filter(entry -> entry.getValue().count() > 0)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    if (some.isEmpty()) {
      return condition("ObjectsSkipped", "False", "None", "every Job is counted");
    }
    String message =
        some.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                entry ->
                    entry.getKey()
                        + ": "
                        + entry.getValue().count()
                        + " (uid "
                        + String.join(", ", entry.getValue().uids())
                        + (entry.getValue().count() > entry.getValue().uids().size() ? ", .." : "")
                        + ")")
            .collect(Collectors.joining("; "));
    String reason = some.size() == 1 ? some.keySet().iterator().next().name() : "SeveralReasons";
    return condition("ObjectsSkipped", "True", reason, message);
  }

  /** Gives each condition the time of its last change of status, now where it changed just now. */
  static List<Condition> carryTimes(
      List<Condition> next, List<Condition> before, Long generation, String now) {
    for (Condition condition : next) {
      String since =
          before.stream()
              .filter(b -> b.getType().equals(condition.getType()))
              .filter(b -> b.getStatus().equals(condition.getStatus()))
              .map(Condition::getLastTransitionTime)
              .findFirst()
              .orElse(now);
      condition.setLastTransitionTime(since);
      condition.setObservedGeneration(generation);
    }
    return next;
  }

  private static Condition condition(String type, String status, String reason, String message) {
    String cut = message.length() <= 1000 ? message : message.substring(0, 1000) + "..";
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(cut)
        .build();
  }
}
