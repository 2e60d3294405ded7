package org.opencadc.sessionindex.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;

/**
 * Counts of sessions. The five statuses add up to the total, as does byKind; desktop apps are
 * included. Status is derived from the Job's counters as Skaha's own code does it.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Sessions(
    @JsonPropertyDescription("All sessions of any status, desktop apps too.") Long total,
    @JsonPropertyDescription("Sessions whose pod is active and ready.") Long running,
    @JsonPropertyDescription("Sessions that wait: queued, unscheduled, starting or not ready.")
        Long pending,
    @JsonPropertyDescription("Sessions that ended well and are still listed.") Long completed,
    @JsonPropertyDescription("Sessions that failed or outlived their deadline.") Long failed,
    @JsonPropertyDescription("Sessions whose pod is on its way out.") Long terminating,
    @JsonPropertyDescription("Pending sessions that are suspended, for instance in a queue.")
        Long suspended,
    @JsonPropertyDescription(
            "Sessions of every kind but headless and desktop-app; active is what Skaha's session"
                + " limit counts.")
        ActiveCounts interactive,
    @JsonPropertyDescription("Batch sessions, kind headless.") ActiveCounts headless,
    @JsonPropertyDescription("Applications inside a desktop session, kind desktop-app.")
        ActiveCounts desktopApps,
    @JsonPropertyDescription("Sessions by kind, any status.") Map<String, Long> byKind,
    @JsonPropertyDescription("Platform only: sessions by community, any status.")
        Map<String, Long> byCommunity,
    @JsonPropertyDescription("Platform only: sessions by project, any status.")
        Map<String, Long> byProject,
    @JsonPropertyDescription("Sessions by flavor (fixed, flexible), any status.")
        Map<String, Long> byFlavor,
    @JsonPropertyDescription("Sessions by Kueue queue name, any status.") Map<String, Long> byQueue,
    @JsonPropertyDescription("Platform only: users with a session of any status.") Long users,
    @JsonPropertyDescription("Platform only: users with a running or pending session.")
        Long activeUsers) {

  /** Key of the by* maps that takes what is beyond 64 keys. */
  public static final String OTHER = "_other";

  /** Active sessions of a group of kinds. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ActiveCounts(
      @JsonPropertyDescription("Sessions that are running or pending.") Long active,
      @JsonPropertyDescription("Sessions that are running.") Long running,
      @JsonPropertyDescription("Sessions that are pending.") Long pending) {}
}
