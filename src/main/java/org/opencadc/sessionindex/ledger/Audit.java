package org.opencadc.sessionindex.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opencadc.sessionindex.ledger.UserSnapshot.SessionFacts;

/**
 * Every figure of one moment against the same made from scratch.
 *
 * @param rows sessions that were compared
 * @param drifted rows that differ, and one more for each user and for the platform whose figures do
 * @param users those with a difference
 */
public record Audit(long rows, long drifted, Set<String> users) {

  /** The books' figures and facts at one moment. */
  record Moment(
      ResourceVersions observed,
      Contents contents,
      PlatformSnapshot platform,
      Map<String, List<JobView>> views) {}

  /** Compares; takes as long as applying all facts anew, and no lock. */
  static Audit of(Moment kept, List<LabelGeneration> generations) {
    Books anew = new Books(generations, kept.contents);
    Map<String, List<JobView>> views = anew.views();
    Set<String> all = new HashSet<>(views.keySet());
    all.addAll(kept.views.keySet());
    Set<String> drifted = new HashSet<>();
    long rows = 0;
    PlatformSnapshot platform = anew.platform(kept.observed);
    long drift = kept.platform.comparable().equals(platform.comparable()) ? 0 : 1;
    for (String user : all) {
      UserSnapshot is = snapshot(user, kept.observed, kept.views);
      UserSnapshot should = snapshot(user, kept.observed, views);
      rows += should.sessions().size();
      if (!is.equals(should)) {
        drifted.add(user);
        drift += 1 + differences(is.sessions(), should.sessions());
      }
    }
    return new Audit(rows, drift, Set.copyOf(drifted));
  }

  private static UserSnapshot snapshot(
      String user, ResourceVersions observed, Map<String, List<JobView>> views) {
    return UserSnapshot.of(user, observed, views.getOrDefault(user, List.of()));
  }

  private static long differences(List<SessionFacts> left, List<SessionFacts> right) {
    Map<String, SessionFacts> others = new HashMap<>();
    right.forEach(row -> others.put(row.job().uid(), row));
    long differences = 0;
    for (SessionFacts row : left) {
      differences += row.equals(others.remove(row.job().uid())) ? 0 : 1;
    }
    return differences + others.size();
  }
}
