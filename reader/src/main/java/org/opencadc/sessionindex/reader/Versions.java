package org.opencadc.sessionindex.reader;

/**
 * resourceVersions that an answer reflects at least, one per type. They compare within one type
 * only.
 *
 * @param jobs null when not known
 * @param pods null when not known, as in an answer from a LIST of Jobs
 */
public record Versions(String jobs, String pods) {

  /** Nothing known. */
  public static final Versions UNKNOWN = new Versions(null, null);

  /**
   * Compares two resourceVersions of one type, as KEP-5504 says: the longer number is the larger,
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

  /**
   * Whether an answer with these versions includes a write.
   *
   * @param jobVersion resourceVersion of a Job as the API server answered the write
   */
  public boolean include(String jobVersion) {
    return compare(jobs, jobVersion) >= 0;
  }

  /** Per type the newer of both. */
  public Versions max(Versions other) {
    return new Versions(newer(jobs, other.jobs), newer(pods, other.pods));
  }

  /** Per type the older of both. */
  Versions min(Versions other) {
    return new Versions(older(jobs, other.jobs), older(pods, other.pods));
  }

  static String newer(String left, String right) {
    return compare(left, right) >= 0 ? left : right;
  }

  private static String older(String left, String right) {
    return compare(left, right) <= 0 ? left : right;
  }
}
