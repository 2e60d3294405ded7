package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.opencadc.sessionindex.ledger.JobFacts;
import org.opencadc.sessionindex.ledger.NodeFacts;
import org.opencadc.sessionindex.ledger.PodFacts;
import org.opencadc.sessionindex.ledger.PodPhase;
import org.opencadc.sessionindex.ledger.SessionLabels;
import org.opencadc.sessionindex.ledger.TemplateFacts;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

/** The facts as plain look-ups in the tree of the whole object; null without a uid. */
final class NaiveReading {

  private NaiveReading() {}

  static JobFacts job(JsonNode job) {
    JsonNode meta = job.path("metadata");
    JsonNode spec = job.path("spec");
    JsonNode status = job.path("status");
    if (text(meta.path("uid")) == null) {
      return null;
    }
    return new JobFacts(
        text(meta.path("uid")),
        orEmpty(text(meta.path("name"))),
        orEmpty(text(meta.path("resourceVersion"))),
        canonical(meta.path("labels")),
        legacy(meta.path("labels")),
        emptyToNull(text(meta.path("labels").path("kueue.x-k8s.io/queue-name"))),
        text(meta.path("creationTimestamp")),
        truth(spec.path("suspend")),
        count(spec.path("parallelism"), 1),
        whole(spec.path("activeDeadlineSeconds")),
        template(spec.path("template").path("spec")),
        text(status.path("startTime")),
        text(status.path("completionTime")),
        count(status.path("active"), 0),
        count(status.path("ready"), 0),
        count(status.path("succeeded"), 0),
        count(status.path("failed"), 0),
        count(status.path("terminating"), 0),
        NaiveStatus.jobCondition(status, "Suspended"),
        NaiveStatus.jobFailure(status));
  }

  static PodFacts pod(JsonNode pod) {
    JsonNode meta = pod.path("metadata");
    if (text(meta.path("uid")) == null) {
      return null;
    }
    String nodeName = text(pod.path("spec").path("nodeName"));
    boolean bound = nodeName != null && !nodeName.isEmpty();
    JsonNode status = pod.path("status");
    PodPhase phase = phase(text(status.path("phase")));
    return new PodFacts(
        text(meta.path("uid")),
        orEmpty(text(meta.path("name"))),
        orEmpty(text(meta.path("resourceVersion"))),
        jobUid(meta.path("ownerReferences")),
        text(meta.path("creationTimestamp")),
        phase,
        bound,
        NaiveDemand.of(pod.path("spec")),
        NaiveStatus.waiting(status, phase, bound),
        NaiveStatus.end(status, phase));
  }

  static NodeFacts node(JsonNode node) {
    JsonNode meta = node.path("metadata");
    if (text(meta.path("uid")) == null) {
      return null;
    }
    JsonNode capacity = node.path("status").path("capacity");
    JsonNode allocatable = node.path("status").path("allocatable");
    boolean ready = false;
    for (JsonNode condition : elements(node.path("status").path("conditions"))) {
      if ("Ready".equals(text(condition.path("type")))) {
        ready = "True".equals(text(condition.path("status")));
      }
    }
    return new NodeFacts(
        text(meta.path("uid")),
        orEmpty(text(meta.path("name"))),
        orEmpty(text(meta.path("resourceVersion"))),
        truth(node.path("spec").path("unschedulable")),
        ready,
        NaiveDemand.vector(capacity),
        NaiveDemand.vector(allocatable),
        NaiveDemand.invalid(capacity) + NaiveDemand.invalid(allocatable));
  }

  private static SessionLabels canonical(JsonNode labels) {
    return labelled(
        new SessionLabels(
            text(labels.path("canfar.net/id")),
            text(labels.path("canfar.net/username")),
            text(labels.path("canfar.net/kind")),
            text(labels.path("canfar.net/name")),
            text(labels.path("canfar.net/app-id")),
            text(labels.path("canfar.net/flavor")),
            text(labels.path("canfar.net/community")),
            text(labels.path("canfar.net/project"))));
  }

  private static SessionLabels legacy(JsonNode labels) {
    String flavor = truth(labels.path("opencadc.org/canfar-job-fixed")) ? "fixed" : null;
    if (truth(labels.path("opencadc.org/canfar-job-flexible"))) {
      flavor = "flexible";
    }
    return labelled(
        new SessionLabels(
            text(labels.path("canfar-net-sessionID")),
            text(labels.path("canfar-net-userid")),
            text(labels.path("canfar-net-sessionType")),
            text(labels.path("canfar-net-sessionName")),
            text(labels.path("canfar-net-appID")),
            flavor,
            null,
            null));
  }

  private static SessionLabels labelled(SessionLabels labels) {
    return labels.equals(new SessionLabels(null, null, null, null, null, null, null, null))
        ? null
        : labels;
  }

  private static TemplateFacts template(JsonNode spec) {
    JsonNode security = spec.path("securityContext");
    JsonNode containers = spec.path("containers");
    JsonNode first = containers.isArray() ? containers.path(0) : containers.path(-1);
    List<Long> groups = new ArrayList<>();
    for (JsonNode group : elements(security.path("supplementalGroups"))) {
      if (whole(group) != null) {
        groups.add(whole(group));
      }
    }
    return new TemplateFacts(
        text(first.path("image")),
        whole(security.path("runAsUser")),
        whole(security.path("runAsGroup")),
        groups,
        verbatim(first.path("resources").path("requests")),
        verbatim(first.path("resources").path("limits")),
        NaiveDemand.of(spec));
  }

  private static VerbatimAmounts verbatim(JsonNode quantities) {
    Map<String, String> extended = new HashMap<>();
    for (Map.Entry<String, JsonNode> each : quantities.properties()) {
      boolean counted = each.getKey().contains("/") && !each.getKey().contains("kubernetes.io/");
      if (counted && !each.getValue().isNull()) {
        extended.put(each.getKey(), quantity(each.getValue()));
      }
    }
    return new VerbatimAmounts(
        quantity(quantities.path("cpu")), quantity(quantities.path("memory")), extended);
  }

  private static String quantity(JsonNode value) {
    return value.isContainerNode() ? value.toString().substring(0, 1) : text(value);
  }

  private static String jobUid(JsonNode references) {
    String uid = null;
    for (JsonNode reference : elements(references)) {
      if (truth(reference.path("controller")) && "Job".equals(text(reference.path("kind")))) {
        uid = text(reference.path("uid"));
      }
    }
    return uid;
  }

  private static PodPhase phase(String text) {
    return switch (orEmpty(text)) {
      case "Pending" -> PodPhase.PENDING;
      case "Running" -> PodPhase.RUNNING;
      case "Succeeded" -> PodPhase.SUCCEEDED;
      case "Failed" -> PodPhase.FAILED;
      default -> PodPhase.UNKNOWN;
    };
  }

  static List<JsonNode> elements(JsonNode node) {
    return node.isArray() ? StreamSupport.stream(node.spliterator(), false).toList() : List.of();
  }

  static String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asText() : null;
  }

  private static String emptyToNull(String text) {
    return orEmpty(text).isEmpty() ? null : text;
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private static boolean truth(JsonNode node) {
    return "true".equals(text(node));
  }

  private static Long whole(JsonNode node) {
    if (!node.isIntegralNumber() && !node.isTextual()) {
      return null;
    }
    return node.asText().matches("[+-]?[0-9]{1,19}") && fits(node.asText(), 63)
        ? Long.valueOf(node.asText())
        : null;
  }

  static int count(JsonNode node, int otherwise) {
    Long number = whole(node);
    return number != null && fits(number.toString(), 31) ? number.intValue() : otherwise;
  }

  private static boolean fits(String number, int bits) {
    return new BigDecimal(number).toBigIntegerExact().bitLength() <= bits;
  }
}
