package org.opencadc.sessionindex.cluster;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.opencadc.sessionindex.api.SessionRow;

/** Writes a published row as Skaha writes its session, but for connectURL and usage. */
final class RowAsSession {

  private RowAsSession() {}

  static Map<String, Object> of(String username, SessionRow row) {
    Map<String, Object> session = new LinkedHashMap<>();
    session.put("id", row.id());
    session.put("userid", username);
    session.put("runAsUID", Objects.toString(row.runAsUser(), ""));
    session.put("runAsGID", Objects.toString(row.runAsGroup(), ""));
    List<Long> groups = Objects.requireNonNullElse(row.supplementalGroups(), List.<Long>of());
    session.put("supplementalGroups", groups.stream().map(Long::intValue).toList());
    session.put("appid", row.appId());
    session.put("image", row.image());
    session.put("type", row.kind());
    session.put("status", row.status());
    session.put("name", row.name());
    session.put("startTime", startTime(row));
    session.put("expiryTime", row.expiryTime());
    if (row.fixed() && row.requests() != null) {
      session.put("requestedRAM", gigabytes(row.requests().memory()));
      session.put("requestedCPUCores", cores(row.requests().cpu()));
    }
    session.put("requestedGPUCores", gpus(row));
    session.put("isFixedResources", row.fixed());
    session.values().removeIf(Objects::isNull);
    return session;
  }

  /** What Skaha shows of anybody's session to everybody. */
  static Map<String, Object> publicly(String username, SessionRow row) {
    Map<String, Object> session = new LinkedHashMap<>();
    session.put("userid", username);
    session.put("type", row.kind());
    session.put("status", row.status());
    session.put("startTime", startTime(row));
    session.values().removeIf(Objects::isNull);
    return session;
  }

  private static String startTime(SessionRow row) {
    return row.startTime() == null ? null : OffsetDateTime.parse(row.startTime()).toString();
  }

  private static String gpus(SessionRow row) {
    boolean some = row.limits() != null && row.limits().extended() != null;
    return some ? row.limits().extended().getOrDefault("nvidia.com/gpu", "0") : "0";
  }

  private static String gigabytes(String memory) {
    if (memory == null) {
      return null;
    }
    BigDecimal bytes = Quantity.getAmountInBytes(Quantity.parse(memory));
    return String.format(Locale.ROOT, "%.2f", bytes.doubleValue() / 1e9);
  }

  private static String cores(String cpu) {
    if (cpu == null || !(cpu.endsWith("m") || cpu.endsWith("n"))) {
      return cpu;
    }
    double cores = Quantity.getAmountInBytes(Quantity.parse(cpu)).doubleValue();
    return String.format(Locale.ROOT, "%.3f", cores);
  }
}
