package org.opencadc.sessionindex.testserver;

import java.time.Duration;

/**
 * How much load, of which kind.
 *
 * @param users how many users there are
 * @param perSecond deeds a second
 * @param time how long the load lasts
 * @param mostSessions from so many Jobs on it only deletes
 * @param sessionTime about how long a session lasts that ends by itself
 * @param nodes nodes to make when asked, and to cordon; 0 leaves nodes alone
 */
public record LoadPlan(
    String namespace,
    long seed,
    int users,
    double perSecond,
    Duration time,
    int mostSessions,
    Duration sessionTime,
    int nodes) {

  /** A small load for a minute: 20 users, 5 deeds a second, 200 sessions, 10 nodes. */
  public static LoadPlan of(String namespace) {
    return new LoadPlan(
        namespace, 1, 20, 5, Duration.ofMinutes(1), 200, Duration.ofSeconds(20), 10);
  }

  /** With another seed. */
  public LoadPlan withSeed(long other) {
    return new LoadPlan(namespace, other, users, perSecond, time, mostSessions, sessionTime, nodes);
  }

  /** With another number of users. */
  public LoadPlan withUsers(int other) {
    return new LoadPlan(namespace, seed, other, perSecond, time, mostSessions, sessionTime, nodes);
  }

  /** With another rate for another time. */
  public LoadPlan withRate(double deedsPerSecond, Duration during) {
    return new LoadPlan(
        namespace, seed, users, deedsPerSecond, during, mostSessions, sessionTime, nodes);
  }

  /** With sessions of another number and length. */
  public LoadPlan withSessions(int most, Duration lasting) {
    return new LoadPlan(namespace, seed, users, perSecond, time, most, lasting, nodes);
  }

  /** With another number of nodes. */
  public LoadPlan withNodes(int count) {
    return new LoadPlan(namespace, seed, users, perSecond, time, mostSessions, sessionTime, count);
  }
}
