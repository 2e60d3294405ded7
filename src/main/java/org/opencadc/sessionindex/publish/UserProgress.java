package org.opencadc.sessionindex.publish;

import java.io.IOException;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.publish.LastWrites.Known;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes users; when a change counts as published, and when there is nothing to publish. */
final class UserProgress {
  private static final Logger log = LoggerFactory.getLogger(UserProgress.class);

  private final DirtyUsers dirty;
  private final WrittenUsers written;
  private final EmptyUsers emptyUsers;
  private final SummaryQueue queue;
  private final StatusUpdate status;
  private volatile boolean completed;

  UserProgress(
      DirtyUsers dirty,
      WrittenUsers written,
      EmptyUsers emptyUsers,
      SummaryQueue queue,
      StatusUpdate status) {
    this.dirty = dirty;
    this.written = written;
    this.emptyUsers = emptyUsers;
    this.queue = queue;
    this.status = status;
  }

  /** Makes a user's objects equal to the ledger, all of them or some. */
  StatusUpdate.Outcome publish(SummaryKey key, SessionSummarySpec identity, Known known)
      throws IOException {
    String user = identity.username();
    boolean marked = dirty.contains(user);
    dirty.begin(user);
    StatusUpdate.Outcome outcome;
    try {
      outcome = status.user(key, identity, known);
    } catch (IOException | RuntimeException e) {
      // it may have been written all the same
      written.touched(user);
      throw e;
    }
    if (outcome.written().objects() > 0) {
      written.touched(user);
      // a change that was applied just before is marked by now
      if (!marked && !dirty.contains(user)) {
        log.warn(
            "{} in {} was not as it is to be, though no change of its user was waiting: somebody"
                + " else wrote it, or a change was missed",
            key.name(),
            key.namespace());
      }
    }
    if (outcome.complete()) {
      reflected(user);
    } else {
      dirty.partlyPublished(user);
      queue.addUser(user);
    }
    emptyUsers.track(user);
    // no reader sees what nothing names: what is claimed does not wait for its deletion
    status.deleteUnneeded(user);
    return outcome;
  }

  /** A user without summary and without session has nothing to be published. */
  boolean dismissed(String user) throws IOException {
    dirty.begin(user);
    if (!emptyUsers.isEmpty(user)) {
      return false;
    }
    emptyUsers.forget(user);
    reflected(user);
    status.forget(user);
    return true;
  }

  private void reflected(String user) {
    // before it counts as published: what is claimed then must not include what is not told
    written.finished(user);
    if (dirty.published(user)) {
      queue.addUser(user);
    } else if (!completed && dirty.size() == 0) {
      completed = true;
      // every user was compared: say so now, neither with the next heartbeat nor a second after the
      // first one, for until then readers LIST
      status.heartbeat().hasten();
      queue.hurryPlatform();
    }
  }
}
