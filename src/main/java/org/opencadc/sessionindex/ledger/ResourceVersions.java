package org.opencadc.sessionindex.ledger;

/**
 * Applied resourceVersions, one per kind; null where nothing was applied yet. Versions compare
 * within one kind only (KEP-5504).
 */
public record ResourceVersions(String jobs, String pods, String nodes) {

  /** Nothing applied yet. */
  public static final ResourceVersions NONE = new ResourceVersions(null, null, null);

  /**
   * Compares two resourceVersions of one kind, as KEP-5504 says: the longer number is the larger,
   * then the text decides. Null is older than anything.
   *
   * @return negative, zero or positive as {@link java.util.Comparator#compare}
   */
  public static int compare(String left, String right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    int byLength = Integer.compare(left.length(), right.length());
    return byLength != 0 ? byLength : left.compareTo(right);
  }

  /** The version of one kind; null where nothing was applied yet. */
  public String of(ObjectKind kind) {
    return switch (kind) {
      case JOB -> jobs;
      case POD -> pods;
      case NODE -> nodes;
    };
  }

  /** These versions with one replaced. */
  public ResourceVersions with(ObjectKind kind, String version) {
    return switch (kind) {
      case JOB -> new ResourceVersions(version, pods, nodes);
      case POD -> new ResourceVersions(jobs, version, nodes);
      case NODE -> new ResourceVersions(jobs, pods, version);
    };
  }
}
