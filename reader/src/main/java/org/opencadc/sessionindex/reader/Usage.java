package org.opencadc.sessionindex.reader;

/**
 * What sessions use now, from metrics.k8s.io: not published, as it changes all the time. Read it
 * once per request and let this look it up.
 */
@FunctionalInterface
public interface Usage {

  /** No figures. */
  Usage NONE = session -> InUse.NONE;

  /**
   * What a session uses. {@link Session#podName()} finds the pod where it is known; else it is the
   * one whose name starts with {@link Session#jobName()}.
   *
   * @return never null
   */
  InUse of(Session session);

  /**
   * What a session uses, as Skaha writes it.
   *
   * @param ram gigabytes such as 0.54; null leaves ramInUse out
   * @param cpuCores cores such as 0.123; null leaves cpuCoresInUse out
   */
  record InUse(String ram, String cpuCores) {

    /** Not known. */
    public static final InUse NONE = new InUse(null, null);
  }
}
