package org.opencadc.sessionindex.verify;

import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus.Observed;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublishedThrough;

/** ResourceVersions of Jobs and Pods; null is older than any. */
record Versions(String jobs, String pods) {
  private static final Versions NONE = new Versions(null, null);

  /** What a summary reflects: the newer of its own versions and those of all summaries. */
  static Versions effective(SessionSummaryStatus own, SessionSummaryStatus platform) {
    Observed observed = own == null ? null : own.observed();
    Versions mine = observed == null ? NONE : new Versions(observed.jobs(), observed.pods());
    Versions all = through(platform);
    return new Versions(newer(mine.jobs, all.jobs), newer(mine.pods, all.pods));
  }

  /** Whether the platform's summary vouches for those of the users; if not, nobody trusts them. */
  static boolean vouched(SessionSummaryStatus platform) {
    return platform.publishedThrough() != null;
  }

  /** What every summary reflects. */
  static Versions through(SessionSummaryStatus platform) {
    PublishedThrough through = platform == null ? null : platform.publishedThrough();
    return through == null ? NONE : new Versions(through.jobs(), through.pods());
  }

  /** Whether the public rows reflect at least the Jobs of these versions. */
  static boolean publicReach(SessionSummaryStatus platform, Versions versions) {
    return platform.publicThrough() != null
        && compare(platform.publicThrough().jobs(), versions.jobs) >= 0;
  }

  boolean reach(Versions other) {
    return compare(jobs, other.jobs) >= 0 && compare(pods, other.pods) >= 0;
  }

  private static String newer(String left, String right) {
    return compare(left, right) >= 0 ? left : right;
  }

  /** Within one type, by length and then by text, as KEP-5504 says. */
  static int compare(String left, String right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    int byLength = Integer.compare(left.length(), right.length());
    return byLength == 0 ? left.compareTo(right) : byLength;
  }
}
