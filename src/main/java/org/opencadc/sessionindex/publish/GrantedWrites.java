package org.opencadc.sessionindex.publish;

import java.io.IOException;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.publish.LastWrites.Known;

/** Spends the budget's grants of one index: each makes one summary equal to the ledger. */
final class GrantedWrites {
  private final Budget budget;
  private final Currency currency;
  private final StatusUpdate status;
  private final UserProgress progress;

  GrantedWrites(Budget budget, Currency currency, StatusUpdate status, UserProgress progress) {
    this.budget = budget;
    this.currency = currency;
    this.status = status;
    this.progress = progress;
  }

  /** The object that a grant is spent on. */
  interface Target {
    Known find() throws IOException;
  }

  /**
   * Spends a grant that was claimed, or gives it back.
   *
   * @throws IOException if the API server refused or did not answer; it is queued again then
   */
  void spend(SummaryKey key, SessionSummarySpec identity, Target target) throws IOException {
    if (!currency.live()) {
      budget.postpone(key);
      return;
    }
    try {
      StatusUpdate.Outcome outcome = write(key, identity, target.find());
      budget.settle(key, outcome.bytes(), outcome.largest());
    } catch (IOException | RuntimeException e) {
      budget.fail(key);
      throw e;
    }
  }

  /**
   * Whether a grant that was claimed is not needed, as its user has nothing to be published.
   *
   * @throws IOException if what is left of the user was not deleted; it is queued again then
   */
  boolean needless(SummaryKey key, String user) throws IOException {
    try {
      return progress.dismissed(user);
    } catch (IOException | RuntimeException e) {
      budget.fail(key);
      throw e;
    }
  }

  private StatusUpdate.Outcome write(SummaryKey key, SessionSummarySpec identity, Known known)
      throws IOException {
    return switch (identity.scope()) {
      case Platform -> status.platform(key, identity, known);
      case Public -> status.publicRows().step(known);
      case User -> progress.publish(key, identity, known);
    };
  }
}
