package org.opencadc.sessionindex.reader;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * One session, that is one Job of Skaha; the same whether it comes from a summary or from a Job.
 * The id is a secret: it opens the session.
 *
 * @param jobName name of the Job
 * @param id session id
 * @param username owner, verbatim
 * @param kind verbatim: notebook, desktop, carta, contributed, firefly, headless or desktop-app
 * @param name the user's name for the session; null when not labelled
 * @param appId of a desktop app; null on other kinds
 * @param status Running, Pending, Completed, Failed or Terminating
 * @param suspended pending, and the Job is suspended
 * @param active active pods of the Job
 * @param reason why it is pending or has failed; null when not known, always from a LIST of Jobs
 * @param message to the reason; null as the reason
 * @param sinceTime since when that is so; null as the reason
 * @param image of the first container; null when there is none
 * @param fixed Skaha's isFixedResources
 * @param flavor as labelled; null when not labelled
 * @param creationTime of the Job; null when not known
 * @param startTime of the Job; null while it is suspended or not started
 * @param completionTime of the Job; null while it has none
 * @param activeDeadlineSeconds seconds that the Job may run; null when not limited
 * @param runAsUser null when not set
 * @param runAsGroup null when not set
 * @param supplementalGroups never null
 * @param requests of the first container, as Kubernetes writes quantities
 * @param limits of the first container, likewise
 * @param podName newest pod of the Job; null when not known, always from a LIST of Jobs
 * @param queue Kueue queue; null when not labelled
 * @param community null when not labelled or default
 * @param project null when not labelled or default
 */
public record Session(
    String jobName,
    String id,
    String username,
    String kind,
    String name,
    String appId,
    String status,
    boolean suspended,
    long active,
    String reason,
    String message,
    OffsetDateTime sinceTime,
    String image,
    boolean fixed,
    String flavor,
    OffsetDateTime creationTime,
    OffsetDateTime startTime,
    OffsetDateTime completionTime,
    Long activeDeadlineSeconds,
    Long runAsUser,
    Long runAsGroup,
    List<Long> supplementalGroups,
    Amounts requests,
    Amounts limits,
    String podName,
    String queue,
    String community,
    String project) {
  private static final String HEADLESS = "headless";
  private static final String DESKTOP_APP = "desktop-app";

  /** Copies the groups. */
  public Session {
    supplementalGroups = List.copyOf(supplementalGroups);
  }

  /** Whether Skaha's selector {@code kind!=headless} finds it: case-sensitive, with apps. */
  public boolean interactive() {
    return !HEADLESS.equals(kind);
  }

  /** Whether it is an application inside a desktop session. */
  public boolean desktopApp() {
    return DESKTOP_APP.equalsIgnoreCase(kind);
  }

  /** Whether Skaha's session limit counts it. */
  public boolean countsAgainstLimit() {
    return interactive()
        && !DESKTOP_APP.equals(kind)
        && ("Running".equals(status) || "Pending".equals(status));
  }

  /** Whether Skaha renews it: just one active pod. */
  public boolean renewable() {
    return active == 1;
  }

  /** Without the parts that name the session: it is a secret. */
  @Override
  public String toString() {
    return "Session[" + kind + " of " + username + ", " + status + "]";
  }
}
