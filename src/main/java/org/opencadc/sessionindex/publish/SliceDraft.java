package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.opencadc.sessionindex.ledger.UserSnapshot.SessionFacts;

/** A further slice as it is to be: its status is composed when it is first asked for, and once. */
final class SliceDraft {
  private final UserDocument document;
  private final List<SessionFacts> sessions;
  private ObjectNode status;

  /**
   * Nothing is composed yet.
   *
   * @param sessions whose rows it holds
   */
  SliceDraft(UserDocument document, List<SessionFacts> sessions) {
    this.document = document;
    this.sessions = sessions;
  }

  List<SessionFacts> sessions() {
    return sessions;
  }

  /** The same object each time: what is put into it stays there. */
  ObjectNode status() {
    if (status == null) {
      status = document.further(sessions);
    }
    return status;
  }
}
