package org.opencadc.sessionindex.publish;

import java.io.IOException;
import org.opencadc.sessionindex.api.SessionSummarySpec.Scope;
import org.opencadc.sessionindex.ledger.Ledger;

/**
 * The summaries of an index that were changed or deleted, as the informer shows it: each that was
 * not so by our own write is compared with the ledger again. Thread-safe: it keeps nothing itself.
 */
final class TamperedSummaries {
  private final Ledger ledger;
  private final Currency currency;
  private final DirtyUsers dirty;
  private final SummaryQueue queue;
  private final SummaryObjects objects;
  private final StatusUpdate status;

  TamperedSummaries(
      Ledger ledger,
      Currency currency,
      DirtyUsers dirty,
      SummaryQueue queue,
      SummaryObjects objects,
      StatusUpdate status) {
    this.ledger = ledger;
    this.currency = currency;
    this.dirty = dirty;
    this.queue = queue;
    this.objects = objects;
    this.status = status;
  }

  /**
   * A summary is shown that nobody may write now.
   *
   * @throws IOException if the metadata of a further slice was not put right
   */
  void shown(PublishedSummary summary) throws IOException {
    if (objects.echoes(summary)) {
      return;
    }
    if (summary.spec().slice() > 0) {
      // it is written with slice 0; here it only says what it holds now
      var unused = objects.righted(summary);
      status.found(summary);
    }
    if (summary.spec().scope() == Scope.Public) {
      status.publicRows().tampered();
    } else {
      queue.add(summary.spec());
    }
  }

  /**
   * A summary was deleted by somebody, or by us.
   *
   * @param follows whether it is to be made again; not before publishing has begun
   */
  void gone(PublishedSummary summary, boolean follows) {
    objects.forget(summary);
    queue.forget(summary.key());
    boolean news = status.gone(summary);
    String user = summary.spec().username();
    if (follows && summary.spec().scope() == Scope.Platform) {
      status.heartbeat().hasten();
      queue.addPlatform();
    } else if (follows && user != null && news) {
      // whether there is anything to publish is found out under a grant: only then by one thread
      dirty.mark(user, ledger.applied(), currency.provenAt());
      queue.addUser(user);
    }
  }
}
