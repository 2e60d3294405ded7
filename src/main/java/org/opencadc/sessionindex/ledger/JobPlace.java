package org.opencadc.sessionindex.ledger;

import java.util.Comparator;

/**
 * Where a Job stands in the order in which the API server lists Jobs. It tells nothing else: a
 * Job's name ends in its session's id, which is a secret.
 */
public final class JobPlace implements Comparable<JobPlace> {
  private static final Comparator<JobPlace> ORDER =
      Comparator.comparing((JobPlace place) -> place.name, Utf8Order.INSTANCE)
          .thenComparing(place -> place.uid);

  private final String name;
  private final String uid;

  /**
   * The place of a Job.
   *
   * @param uid of the Job: one that was replaced by another of its name may still be known
   */
  public JobPlace(String name, String uid) {
    this.name = name;
    this.uid = uid;
  }

  @Override
  public int compareTo(JobPlace other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JobPlace place && name.equals(place.name) && uid.equals(place.uid);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + uid.hashCode();
  }

  @Override
  public String toString() {
    return "JobPlace";
  }
}
