package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kubernetes.client.custom.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A user's figures from LISTs of Jobs and Pods, in the plainest way. */
final class RecountedFigures {
  /** Beyond it an amount is taken for a mistake and left out; 2^40 of cores in thousandths. */
  private static final BigDecimal MOST = new BigDecimal(1L << 50);

  private final Map<String, JsonObject> jobs = new HashMap<>();
  private final List<JsonObject> pods;

  RecountedFigures(List<JsonObject> jobs, List<JsonObject> pods) {
    jobs.forEach(job -> this.jobs.put(Samples.name(job), job));
    this.pods = pods;
  }

  void check(ExpectedSessions expected, Answer<UserFigures> answer) {
    String user = expected.user();
    assertThat(answer.origin()).as(user).isEqualTo(Origin.SUMMARY);
    UserFigures figures = answer.value();
    counts(expected, figures.sessions());
    assertThat(amounts(figures.allocated()))
        .as("allocated of " + user)
        .isEqualTo(
            of(
                expected,
                all -> true,
                pod -> phase(pod).equals("Running"),
                RecountedFigures::requested));
    assertThat(amounts(figures.pending()))
        .as("pending of " + user)
        .isEqualTo(
            of(
                expected,
                all -> true,
                pod -> !over(pod) && !bound(pod),
                RecountedFigures::scheduled));
    assertThat(amounts(figures.queued()))
        .as("queued of " + user)
        .isEqualTo(
            sum(
                expected.byJobName().entrySet().stream()
                    .filter(entry -> suspended(entry.getKey(), entry.getValue()))
                    .map(entry -> scheduled(template(jobs.get(entry.getKey()))))));
    quota(expected, true, figures.fixed());
    quota(expected, false, figures.flexible());
  }

  private void counts(ExpectedSessions expected, SessionCounts counts) {
    Map<String, Long> byKind = new HashMap<>();
    Map<String, Long> byStatus = new HashMap<>();
    expected.all().forEach(session -> byKind.merge(kind(session), 1L, Long::sum));
    expected.all().forEach(session -> byStatus.merge(status(session), 1L, Long::sum));
    long suspended =
        expected.byJobName().entrySet().stream()
            .filter(entry -> suspended(entry.getKey(), entry.getValue()))
            .count();
    assertThat(counts)
        .as("counts of " + expected.user())
        .isEqualTo(
            new SessionCounts(
                (long) expected.byJobName().size(),
                byStatus.getOrDefault("Running", 0L),
                byStatus.getOrDefault("Pending", 0L),
                byStatus.getOrDefault("Completed", 0L),
                byStatus.getOrDefault("Failed", 0L),
                byStatus.getOrDefault("Terminating", 0L),
                suspended,
                active(expected, RecountedFigures::limited),
                active(expected, session -> kind(session).equals("headless")),
                active(expected, session -> kind(session).equals("desktop-app")),
                byKind,
                null,
                null));
  }

  private static SessionCounts.Active active(
      ExpectedSessions expected, Predicate<JsonObject> which) {
    long running =
        expected.all().filter(which).filter(session -> status(session).equals("Running")).count();
    long pending =
        expected.all().filter(which).filter(session -> status(session).equals("Pending")).count();
    return new SessionCounts.Active(running + pending, running, pending);
  }

  private void quota(ExpectedSessions expected, boolean fixed, UserFigures.Quota quota) {
    Predicate<JsonObject> counted =
        session ->
            limited(session)
                && List.of("Running", "Pending").contains(status(session))
                && session.get("isFixedResources").getAsBoolean() == fixed;
    Set<String> ids = new HashSet<>();
    expected.all().filter(counted).forEach(session -> ids.add(ExpectedSessions.id(session)));
    String what = (fixed ? "fixed" : "flexible") + " of " + expected.user();
    assertThat(quota.sessions()).as(what).isEqualTo(ids.size());
    assertThat(amounts(quota.requests()))
        .as(what)
        .isEqualTo(of(expected, counted, pod -> !over(pod), RecountedFigures::requested));
    assertThat(amounts(quota.limits()))
        .as(what)
        .isEqualTo(
            of(
                expected,
                counted,
                pod -> !over(pod),
                spec -> sum(containers(spec, "containers").map(c -> amounts(c, "limits")))));
  }

  /** What pods add up to that belong to the Jobs of some of the sessions. */
  private Map<String, BigDecimal> of(
      ExpectedSessions expected,
      Predicate<JsonObject> sessions,
      Predicate<JsonObject> which,
      Function<JsonObject, Map<String, BigDecimal>> what) {
    Set<String> uids = new HashSet<>();
    expected
        .byJobName()
        .forEach(
            (name, session) -> {
              if (sessions.test(session)) {
                uids.add(text(jobs.get(name).getAsJsonObject("metadata"), "uid"));
              }
            });
    return sum(
        pods.stream()
            .filter(pod -> uids.contains(jobUid(pod)) && which.test(pod))
            .map(pod -> what.apply(pod.getAsJsonObject("spec"))));
  }

  private boolean suspended(String job, JsonObject session) {
    return status(session).equals("Pending")
        && jobs.get(job).getAsJsonObject("spec").get("suspend").getAsBoolean();
  }

  private static Map<String, BigDecimal> requested(JsonObject spec) {
    return sum(containers(spec, "containers").map(RecountedFigures::requests));
  }

  /** KEP-753: sidecars beside what comes after them; pod level, overhead. */
  private static Map<String, BigDecimal> scheduled(JsonObject spec) {
    Map<String, BigDecimal> running = requested(spec);
    Map<String, BigDecimal> sidecars = Map.of();
    Map<String, BigDecimal> peak = Map.of();
    for (JsonObject init : containers(spec, "initContainers").toList()) {
      boolean sidecar = "Always".equals(text(init, "restartPolicy"));
      Map<String, BigDecimal> with = merge(sidecars, requests(init), BigDecimal::add);
      peak = merge(peak, with, BigDecimal::max);
      running = sidecar ? merge(running, requests(init), BigDecimal::add) : running;
      sidecars = sidecar ? with : sidecars;
    }
    Map<String, BigDecimal> all = merge(running, peak, BigDecimal::max);
    if (spec.has("resources")) {
      all.putAll(amounts(spec, "requests"));
    }
    return merge(all, read(spec.getAsJsonObject("overhead")), BigDecimal::add);
  }

  private static Stream<JsonObject> containers(JsonObject spec, String which) {
    JsonArray containers = spec.has(which) ? spec.getAsJsonArray(which) : new JsonArray();
    return containers.asList().stream().map(container -> container.getAsJsonObject());
  }

  /** A limit is a request where there is none. */
  private static Map<String, BigDecimal> requests(JsonObject container) {
    Map<String, BigDecimal> requests = new TreeMap<>(amounts(container, "limits"));
    requests.putAll(amounts(container, "requests"));
    return requests;
  }

  private static Map<String, BigDecimal> amounts(JsonObject of, String which) {
    JsonObject resources = of.has("resources") ? of.getAsJsonObject("resources") : null;
    return read(resources == null ? null : resources.getAsJsonObject(which));
  }

  private static Map<String, BigDecimal> read(JsonObject quantities) {
    Map<String, BigDecimal> read = new TreeMap<>();
    if (quantities != null) {
      quantities
          .entrySet()
          .forEach(
              entry -> {
                BigDecimal value = number(entry.getValue().getAsString());
                int digits = entry.getKey().equals("cpu") ? 3 : 0;
                if (value.compareTo(MOST) <= 0) {
                  read.put(entry.getKey(), value.setScale(digits, RoundingMode.UP));
                }
              });
    }
    return read;
  }

  private static Map<String, BigDecimal> sum(Stream<Map<String, BigDecimal>> all) {
    Map<String, BigDecimal> sum = new TreeMap<>();
    all.forEach(one -> one.forEach((name, amount) -> sum.merge(name, amount, BigDecimal::add)));
    return plain(sum);
  }

  private static Map<String, BigDecimal> merge(
      Map<String, BigDecimal> left,
      Map<String, BigDecimal> right,
      BinaryOperator<BigDecimal> with) {
    Map<String, BigDecimal> merged = new TreeMap<>(left);
    right.forEach((name, amount) -> merged.merge(name, amount, with));
    return merged;
  }

  /** What the reader gives; without zeros, which are nothing. */
  private static Map<String, BigDecimal> amounts(Amounts given) {
    Map<String, BigDecimal> amounts = new TreeMap<>();
    if (given != null) {
      given.extended().forEach((name, text) -> amounts.put(name, number(text)));
      if (given.cpu() != null) {
        amounts.put("cpu", number(given.cpu()));
      }
      if (given.memory() != null) {
        amounts.put("memory", number(given.memory()));
      }
    }
    return plain(amounts);
  }

  private static Map<String, BigDecimal> plain(Map<String, BigDecimal> amounts) {
    Map<String, BigDecimal> plain = new TreeMap<>();
    amounts.forEach(
        (name, amount) -> {
          if (amount.signum() != 0) {
            plain.put(name, amount.stripTrailingZeros());
          }
        });
    return plain;
  }

  private static BigDecimal number(String quantity) {
    return Quantity.fromString(quantity).getNumber();
  }

  private static JsonObject template(JsonObject job) {
    return job.getAsJsonObject("spec").getAsJsonObject("template").getAsJsonObject("spec");
  }

  /** Of the Job that controls the pod, whatever labels say; null for none. */
  private static String jobUid(JsonObject pod) {
    JsonObject metadata = pod.getAsJsonObject("metadata");
    if (metadata.has("ownerReferences")) {
      for (var reference : metadata.getAsJsonArray("ownerReferences")) {
        JsonObject owner = reference.getAsJsonObject();
        if (owner.has("controller")
            && owner.get("controller").getAsBoolean()
            && "Job".equals(text(owner, "kind"))) {
          return text(owner, "uid");
        }
      }
    }
    return null;
  }

  private static boolean over(JsonObject pod) {
    return List.of("Succeeded", "Failed").contains(phase(pod));
  }

  private static boolean bound(JsonObject pod) {
    return pod.getAsJsonObject("spec").has("nodeName");
  }

  private static String phase(JsonObject pod) {
    return text(pod.getAsJsonObject("status"), "phase");
  }

  /** What the session limit counts, with regard to case. */
  private static boolean limited(JsonObject session) {
    return !List.of("headless", "desktop-app").contains(kind(session));
  }

  private static String kind(JsonObject session) {
    return text(session, "type");
  }

  private static String status(JsonObject session) {
    return text(session, "status");
  }

  private static String text(JsonObject object, String name) {
    return object.has(name) ? object.get(name).getAsString() : null;
  }
}
