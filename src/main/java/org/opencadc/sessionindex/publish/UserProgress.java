package org.opencadc.sessionindex.publish;

/** When a user's change counts as published, and when there is nothing to publish. */
final class UserProgress {
  private final DirtyUsers dirty;
  private final EmptyUsers emptyUsers;
  private final SummaryQueue queue;
  private final StatusUpdate status;
  private volatile boolean completed;

  UserProgress(DirtyUsers dirty, EmptyUsers emptyUsers, SummaryQueue queue, StatusUpdate status) {
    this.dirty = dirty;
    this.emptyUsers = emptyUsers;
    this.queue = queue;
    this.status = status;
  }

  /** A user's objects were compared or written, all of them or some. */
  void written(String user, boolean complete) {
    if (complete) {
      reflected(user);
    } else {
      dirty.partlyPublished(user);
      queue.addUser(user);
    }
    emptyUsers.track(user);
  }

  /** A user without summary and without session has nothing to be published. */
  boolean dismissed(String user) {
    dirty.begin(user);
    if (!emptyUsers.isEmpty(user)) {
      return false;
    }
    emptyUsers.forget(user);
    reflected(user);
    return true;
  }

  private void reflected(String user) {
    if (dirty.published(user)) {
      queue.addUser(user);
    } else if (!completed && dirty.size() == 0) {
      completed = true;
      // every user was compared: say so now, not with the next heartbeat
      status.hastenHeartbeat();
      queue.addPlatform();
    }
  }
}
