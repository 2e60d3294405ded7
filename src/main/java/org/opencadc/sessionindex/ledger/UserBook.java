package org.opencadc.sessionindex.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The users that have a session, and which. */
final class UserBook {
  private final Map<String, UserEntry> users = new HashMap<>();
  private long activeUsers;

  /** Moves a Job from its owner to the owner of what it is now; null when it is no session. */
  void move(JobEntry job, Session next) {
    UserEntry before = job.owner;
    UserEntry after = ownerOf(next, before);
    if (before == after) {
      if (after != null) {
        count(after, job.session, next);
      }
      return;
    }
    if (before != null) {
      count(before, job.session, null);
      before.remove(job);
      if (before.isEmpty()) {
        users.remove(before.username);
      }
    }
    if (after != null) {
      count(after, null, next);
      after.add(job);
    }
  }

  long size() {
    return users.size();
  }

  long activeUsers() {
    return activeUsers;
  }

  Set<String> names() {
    return Set.copyOf(users.keySet());
  }

  List<JobView> views(String username) {
    UserEntry user = users.get(username);
    return user == null ? List.of() : user.views();
  }

  /** What everybody may see of all sessions, in no order. */
  List<PublicRow> publicRows() {
    List<PublicRow> rows = new ArrayList<>();
    for (UserEntry user : users.values()) {
      user.addPublicRows(rows);
    }
    return rows;
  }

  /** All users' sessions. */
  Map<String, List<JobView>> views() {
    Map<String, List<JobView>> views = new HashMap<>(users.size() * 2);
    users.forEach((name, user) -> views.put(name, user.views()));
    return views;
  }

  List<PlatformSnapshot.UserLine> lines() {
    List<PlatformSnapshot.UserLine> lines = new ArrayList<>(users.size());
    for (UserEntry user : users.values()) {
      lines.add(user.line());
    }
    return lines;
  }

  private UserEntry ownerOf(Session session, UserEntry before) {
    if (session == null) {
      return null;
    }
    String username = session.labels().username();
    return before != null && before.username.equals(username)
        ? before
        : users.computeIfAbsent(username, UserEntry::new);
  }

  private void count(UserEntry user, Session from, Session to) {
    int wasActive = user.active.isEmpty() ? 0 : 1;
    user.active.move(from, to);
    activeUsers += (user.active.isEmpty() ? 0 : 1) - wasActive;
  }
}
