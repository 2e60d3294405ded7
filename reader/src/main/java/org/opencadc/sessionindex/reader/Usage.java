package org.opencadc.sessionindex.reader;

import java.util.Map;

/**
 * What sessions use now, from metrics.k8s.io: not published, as it changes all the time. Read it
 * once per request and give it as {@link #ofPods}.
 */
@FunctionalInterface
public interface Usage {

  /** No figures. */
  Usage NONE = session -> InUse.NONE;

  /**
   * Figures by pod name. A session whose pod is not known, as in an answer from a LIST, gets those
   * of a pod that is named after its Job.
   */
  static Usage ofPods(Map<String, InUse> byPodName) {
    Map<String, InUse> figures = Map.copyOf(byPodName);
    return session -> {
      if (session.podName() != null) {
        return figures.getOrDefault(session.podName(), InUse.NONE);
      }
      String prefix = session.jobName() + "-";
      return figures.entrySet().stream()
          .filter(pod -> pod.getKey().startsWith(prefix))
          .findFirst()
          .map(Map.Entry::getValue)
          .orElse(InUse.NONE);
    };
  }

  /**
   * What a session uses.
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
