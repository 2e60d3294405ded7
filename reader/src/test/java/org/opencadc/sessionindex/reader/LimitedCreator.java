package org.opencadc.sessionindex.reader;

import io.kubernetes.client.openapi.ApiException;
import java.util.List;
import java.util.Random;

/**
 * A replica of Skaha that creates and deletes sessions of one user and tells its own reader alone;
 * of other replicas it sees what its reader answers.
 *
 * <p>Every answer has what this replica created before. So after the newest of the answers that
 * replicas created on, each of them creates one at most: n of them never make more than the limit
 * and n - 1. LISTs alone, as Skaha does them, promise no more.
 */
final class LimitedCreator {
  private static final int MAX = 4;

  private final String user;
  private final String name;
  private final int replicas;
  private final SessionIndexReader reader;
  private final JobWrites writes;
  private final JobHistory history;
  private final HistoryCheck check;
  private final Findings findings;
  private final Random random;
  private String told;
  private int turns;

  /**
   * A replica.
   *
   * @param name of this replica; its Jobs' names begin with it
   * @param replicas how many there are that create sessions of this user
   * @param reader no other replica has it
   */
  LimitedCreator(
      String user,
      String name,
      int replicas,
      SessionIndexReader reader,
      JobWrites writes,
      JobHistory history,
      Findings findings) {
    this.user = user;
    this.name = name;
    this.replicas = replicas;
    this.reader = reader;
    this.writes = writes;
    this.history = history;
    this.check = new HistoryCheck(history, findings);
    this.findings = findings;
    this.random = new Random(name.hashCode());
  }

  /** Checks the limit, then creates if it may, or deletes, or does neither. */
  void turn() throws ApiException, InterruptedException {
    int askedAt = history.at(System.nanoTime());
    LimitVerdict verdict = reader.checkLimit(user, MAX);
    int until = history.settled();
    findings.count("limit of " + user, verdict.origin());
    check.limit(verdict, told, askedAt, until);
    int next = random.nextInt(4);
    if (next == 0 && verdict.allowed()) {
      tell(writes.create(user, name + "-" + turns++, "notebook"));
      neverTooMany(askedAt);
    } else if (next == 1) {
      writes.deleteOne(user).ifPresent(this::tell);
    }
    Thread.sleep(random.nextInt(1500));
  }

  private void tell(String version) {
    reader.written(user, version);
    told = version;
  }

  private void neverTooMany(int from) throws InterruptedException {
    List<Long> counts = history.active(user, from, history.settled());
    long most = counts.stream().mapToLong(Long::longValue).max().orElseThrow();
    findings.count(user + " had " + most);
    if (most > MAX + replicas - 1) {
      findings.wrong(user + " had " + most + " sessions by " + replicas + " replicas");
    }
  }
}
