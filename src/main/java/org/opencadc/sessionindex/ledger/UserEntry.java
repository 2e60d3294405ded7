package org.opencadc.sessionindex.ledger;

import java.util.ArrayList;
import java.util.List;

/** A user with sessions. Label counts and sums are made from the rows when they are asked for. */
final class UserEntry {
  final String username;
  final ActiveTally active = new ActiveTally();
  private final List<JobEntry> sessions = new ArrayList<>(1);

  UserEntry(String username) {
    this.username = username;
  }

  void add(JobEntry job) {
    job.owner = this;
    job.position = sessions.size();
    sessions.add(job);
  }

  void remove(JobEntry job) {
    JobEntry last = sessions.remove(sessions.size() - 1);
    if (last != job) {
      sessions.set(job.position, last);
      last.position = job.position;
    }
    job.owner = null;
  }

  boolean isEmpty() {
    return sessions.isEmpty();
  }

  List<JobView> views() {
    List<JobView> views = new ArrayList<>(sessions.size());
    for (JobEntry job : sessions) {
      views.add(job.view());
    }
    return views;
  }

  void addPublicRows(List<PublicRow> rows) {
    for (JobEntry job : sessions) {
      rows.add(PublicRow.of(job.facts, job.session));
    }
  }

  PlatformSnapshot.UserLine line() {
    return new PlatformSnapshot.UserLine(
        username,
        active.counts(KindGroup.INTERACTIVE).active(),
        active.counts(KindGroup.HEADLESS).active(),
        active.running(),
        active.pending());
  }
}
