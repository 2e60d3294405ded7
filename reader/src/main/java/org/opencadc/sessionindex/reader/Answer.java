package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.function.Function;

/**
 * An answer and how far it can be relied on.
 *
 * @param value the answer
 * @param origin where it comes from
 * @param versions what it reflects at least
 * @param age zero from a trusted summary; of a stale one how long ago it was right for certain; of
 *     a LIST the time since it began
 */
public record Answer<T>(T value, Origin origin, Versions versions, Duration age) {

  /** Whether a decision may rest on it. */
  public boolean trusted() {
    return origin != Origin.STALE_SUMMARY;
  }

  /**
   * Whether the answer reflects a write of a Job.
   *
   * @param jobVersion resourceVersion of the Job in the API server's answer to that write
   */
  public boolean includes(String jobVersion) {
    return versions.include(jobVersion);
  }

  /** The same with another value. */
  public <R> Answer<R> map(Function<? super T, ? extends R> function) {
    return new Answer<>(function.apply(value), origin, versions, age);
  }
}
