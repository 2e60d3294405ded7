package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Makes a ledger's books wrong, as a mistake of the program would. */
public final class Drift {
  private Drift() {}

  /** The session of a Job is not among its owner's any more. */
  public static void loseRow(Ledger ledger, String jobUid) {
    Books books = ledger.books();
    books.users.move(books.jobs.entry(jobUid), null);
  }

  /** An event of a Job was not heard: it is not known, whoever owns it. */
  public static void loseJob(Ledger ledger, String jobUid) {
    Changes untold = ledger.remove(ObjectKind.JOB, jobUid);
    assertThat(untold.users()).isNotEmpty();
  }

  /** A Job is known that is not there, or not so: a newer one with that uid, of another user. */
  public static void makeUpJob(Ledger ledger, JobFacts like, String uid, String username) {
    AJob job = AJob.of(uid).user(username, "notebook").version(like.resourceVersion() + "0");
    Changes untold = ledger.apply(job.facts());
    assertThat(untold.users()).contains(username);
  }

  /** A user has one running session more than there is. */
  static void countOneMore(Ledger ledger, String jobUid) {
    JobEntry job = ledger.books().jobs.entry(jobUid);
    job.owner.active.move(null, job.session);
  }

  /** A row shows what its Job was once. */
  static void keepOldSession(Ledger ledger, String jobUid, JobFacts old) {
    SessionRules rules = new SessionRules(List.of(LabelGeneration.CANONICAL));
    ledger.books().jobs.entry(jobUid).session = rules.session(old, rules.labels(old));
  }
}
