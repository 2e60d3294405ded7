package org.opencadc.sessionindex.verify;

import java.util.ArrayList;
import java.util.List;

/** What a report has to tell besides differences. */
final class Notes {
  private Notes() {}

  /**
   * What was not compared, and what made it late.
   *
   * @param publicRowsLag whether the public rows alone came too late
   */
  static List<String> of(Snapshot listed, Published published, boolean publicRowsLag) {
    List<String> notes = new ArrayList<>();
    if (listed.nodesRefused()) {
      notes.add("nodes not compared: listing them is refused, and none are published");
    }
    long truncated =
        published.users().values().stream()
            .filter(user -> RowComparison.truncated(user) != null)
            .count();
    if (truncated > 0) {
      notes.add("users of whom rows are left out, as their summaries say: " + truncated);
    }
    if (publicRowsLag) {
      notes.add("the public rows alone did not reflect the LIST in time");
    }
    return List.copyOf(notes);
  }
}
