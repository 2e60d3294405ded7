package org.opencadc.sessionindex.scale;

import java.util.Map;

/**
 * Something done to a session of a user, of which his summary must tell.
 *
 * @param project what its row must say; null when it does not matter
 */
record Change(Kind kind, String user, String job, String project) {

  /** What was done. */
  enum Kind {
    /** The Job got another project label. */
    RELABELLED,
    /** The Job was made. */
    STARTED,
    /** The Job was deleted. */
    ENDED
  }

  /**
   * Whether an object of the user shows it.
   *
   * @param version resourceVersion of the Job after the change; 0 when not known yet
   * @param projects of the object's rows
   * @param listed whether any object of the user has a row of the Job
   */
  boolean shown(long version, long observed, Map<String, String> projects, boolean listed) {
    String row = projects.get(job);
    return switch (kind) {
      case STARTED -> row != null;
      case ENDED -> !listed;
      case RELABELLED -> {
        boolean equal = row != null && row.equals(project);
        // a later change of the same Job may have overtaken this one
        yield equal || (row != null && version > 0 && observed >= version);
      }
    };
  }
}
