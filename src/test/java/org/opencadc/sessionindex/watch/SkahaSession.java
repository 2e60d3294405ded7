package org.opencadc.sessionindex.watch;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.opencadc.sessionindex.ledger.JobFacts;
import org.opencadc.sessionindex.ledger.SessionLabels;
import org.opencadc.sessionindex.ledger.SessionStatus;
import org.opencadc.sessionindex.ledger.TemplateFacts;

/** Writes the facts of a Job as Skaha writes its session, but for connectURL and usage. */
final class SkahaSession {

  private SkahaSession() {}

  static Map<String, Object> of(JobFacts job, SessionLabels labels, boolean fixed) {
    TemplateFacts template = job.template();
    Map<String, Object> session = new LinkedHashMap<>();
    session.put("id", labels.id());
    session.put("userid", labels.username());
    session.put("runAsUID", template.runAsUser() == null ? "" : template.runAsUser().toString());
    session.put("runAsGID", template.runAsGroup() == null ? "" : template.runAsGroup().toString());
    session.put("supplementalGroups", truncated(template.supplementalGroups()));
    session.put("appid", labels.appId());
    session.put("image", template.image());
    session.put("type", labels.kind());
    session.put("status", SessionStatus.of(job).text());
    session.put("name", labels.name());
    if (job.startTime() != null) {
      session.put("startTime", OffsetDateTime.parse(job.startTime()).toString());
      session.put("expiryTime", expiry(job));
    }
    if (fixed) {
      session.put("requestedRAM", gigabytes(template.requests().memory()));
      session.put("requestedCPUCores", cores(template.requests().cpu()));
    }
    session.put(
        "requestedGPUCores", template.limits().extended().getOrDefault("nvidia.com/gpu", "0"));
    session.put("isFixedResources", fixed);
    session.values().removeIf(value -> value == null);
    return session;
  }

  private static List<Integer> truncated(List<Long> groups) {
    return groups.stream().map(Long::intValue).toList();
  }

  private static String expiry(JobFacts job) {
    if (job.activeDeadlineSeconds() == null) {
      return null;
    }
    Instant start = OffsetDateTime.parse(job.startTime()).toInstant();
    return start
        .truncatedTo(ChronoUnit.SECONDS)
        .plusSeconds(job.activeDeadlineSeconds())
        .toString();
  }

  private static String gigabytes(String memory) {
    if (memory == null) {
      return null;
    }
    BigDecimal bytes = Quantity.getAmountInBytes(Quantity.parse(memory));
    return String.format(Locale.ROOT, "%.2f", bytes.doubleValue() / 1e9);
  }

  private static String cores(String cpu) {
    if (cpu == null || !cpu.endsWith("m")) {
      return cpu;
    }
    double cores = Double.parseDouble(cpu.substring(0, cpu.length() - 1)) / 1000;
    return String.format(Locale.ROOT, "%.3f", cores);
  }
}
