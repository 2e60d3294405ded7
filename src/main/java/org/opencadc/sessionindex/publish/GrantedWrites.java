package org.opencadc.sessionindex.publish;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummarySpec.Scope;
import org.opencadc.sessionindex.publish.LastWrites.Known;
import org.opencadc.sessionindex.publish.SummaryObjects.Righted;

/**
 * Spends the budget's grants of one index: each makes one summary equal to the ledger. Any thread
 * may ask for it, and takes no lock here: the budget lets one alone claim a grant.
 */
final class GrantedWrites {
  private final Budget budget;
  private final Currency currency;
  private final SummaryQueue queue;
  private final SummaryObjects objects;
  private final StatusUpdate status;
  private final UserProgress progress;
  private final BooleanSupplier begun;

  /**
   * No grant is spent yet.
   *
   * @param begun whether publishing has begun and has not ended
   */
  GrantedWrites(
      Budget budget,
      Currency currency,
      SummaryQueue queue,
      SummaryObjects objects,
      StatusUpdate status,
      UserProgress progress,
      BooleanSupplier begun) {
    this.budget = budget;
    this.currency = currency;
    this.queue = queue;
    this.objects = objects;
    this.status = status;
    this.progress = progress;
    this.begun = begun;
  }

  /**
   * Spends the grant of a summary that is there.
   *
   * @return false if there is no grant
   * @throws IOException if the API server refused or did not answer; it is queued again then
   */
  boolean update(PublishedSummary summary) throws IOException {
    SummaryKey key = summary.key();
    if (!budget.claim(key)) {
      return false;
    }
    spend(key, summary.spec(), () -> objects.righted(summary));
    return true;
  }

  /**
   * Spends the grant of a summary that is to be made, if there is a grant.
   *
   * @throws IOException as {@link #update}
   */
  void create(SummaryKey key) throws IOException {
    if (!budget.claim(key)) {
      return;
    }
    SessionSummarySpec identity = queue.identityOf(key);
    // one that was written is there, even if the informer does not show it yet
    boolean mayBeNeedless =
        identity != null && identity.scope() == Scope.User && !objects.wrote(key);
    if (identity == null || (mayBeNeedless && needless(key, identity.username()))) {
      queue.dismiss(key);
    } else {
      spend(key, identity, () -> new Righted(objects.create(key, identity), WriteCost.NOTHING));
    }
  }

  /** The object that a grant is spent on. */
  private interface Target {
    Righted find() throws IOException;
  }

  private void spend(SummaryKey key, SessionSummarySpec identity, Target target)
      throws IOException {
    // one that has ended leaves the grant to the publication which has followed
    if (!begun.getAsBoolean() || !currency.live()) {
      budget.postpone(key);
      return;
    }
    try {
      Righted found = target.find();
      StatusUpdate.Outcome outcome = write(key, identity, found.known());
      budget.settle(key, found.cost().and(outcome.written()));
    } catch (IOException | RuntimeException e) {
      budget.fail(key);
      throw e;
    }
  }

  /** Whether a grant that was claimed is not needed, as its user has nothing to be published. */
  private boolean needless(SummaryKey key, String user) throws IOException {
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
