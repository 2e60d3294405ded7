package org.opencadc.sessionindex.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The API server's time: our own clock plus an offset, the median of the last five Date headers.
 * Thread-safe.
 */
public final class ServerClock {
  private static final int SAMPLES = 5;

  private final Clock clock;
  private final Deque<Duration> offsets = new ArrayDeque<>();

  /** A clock that agrees with ours until a sample was taken. */
  public ServerClock(Clock clock) {
    this.clock = clock;
  }

  /** Our own time, for the samples' sake. */
  Instant local() {
    return clock.instant();
  }

  /**
   * Takes in a Date header. It names a whole second that was cut off, so the middle of that second
   * is compared with the middle of the request.
   *
   * @param date null is ignored
   */
  synchronized void sample(Instant date, Instant sent, Instant received) {
    if (date == null) {
      return;
    }
    Instant middle = sent.plus(Duration.between(sent, received).dividedBy(2));
    offsets.addLast(Duration.between(middle, date.plusMillis(500)));
    if (offsets.size() > SAMPLES) {
      offsets.removeFirst();
    }
  }

  /** How far the API server's clock is ahead of ours; zero while that is less than a second. */
  public synchronized Duration offset() {
    if (offsets.isEmpty()) {
      return Duration.ZERO;
    }
    Duration median = offsets.stream().sorted().skip(offsets.size() / 2).findFirst().orElseThrow();
    return median.abs().toMillis() < 1000 ? Duration.ZERO : median;
  }

  /** The API server's time now, in whole milliseconds. */
  public Instant now() {
    return toServer(clock.instant());
  }

  /** A moment of ours in the API server's time. */
  Instant toServer(Instant local) {
    return local.plus(offset()).truncatedTo(ChronoUnit.MILLIS);
  }
}
