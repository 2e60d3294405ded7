package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who shares which load, and for how long. */
class FlightsTest {
  private static final String KEY = "key";
  private static final Duration KEEP = Duration.ofSeconds(2);

  private final AtomicLong nanos = new AtomicLong();
  private final CountDownLatch loading = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  /** A load on a thread of its own that can be interrupted. */
  private static final class Request {
    final FutureTask<String> task;
    final Thread thread;

    Request(Supplier<Flights.Landed<String>> asks) {
      task = new FutureTask<>(() -> asks.get().value());
      thread = new Thread(task);
      thread.setDaemon(true);
      thread.start();
    }

    Request waiting() throws InterruptedException {
      while (thread.getState() != Thread.State.WAITING) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      return this;
    }

    String answer() throws Exception {
      return task.get(10, TimeUnit.SECONDS);
    }
  }

  /** Ends when it is interrupted, as a request to the API server does. */
  private String untilOpen() {
    loading.countDown();
    try {
      open.await();
      return "opened";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private String slowly(String value) {
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    return value;
  }

  @Test
  void whoJoinedALoadThatIsInterruptedLoadsAgain() throws Exception {
    Flights<String, String> flights = new Flights<>(nanos::get, KEEP);
    Request leader = new Request(() -> flights.fresh(KEY, this::untilOpen));
    loading.await();
    Request joined = new Request(() -> flights.shared(KEY, any -> true, () -> "again")).waiting();
    leader.thread.interrupt();

    assertThat(joined.answer()).isEqualTo("again");
    assertThatThrownBy(leader::answer).hasRootCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void whatAnInterruptedRequestLoadsAfterAllIsItsOwn() throws Exception {
    Flights<String, String> flights = new Flights<>(nanos::get, KEEP);
    Request first = new Request(() -> flights.fresh(KEY, this::untilOpen));
    loading.await();
    Request second = new Request(() -> flights.fresh(KEY, () -> "own")).waiting();
    Request third = new Request(() -> flights.fresh(KEY, () -> "again")).waiting();
    second.thread.interrupt();
    open.countDown();

    assertThat(first.answer()).isEqualTo("opened");
    assertThat(second.answer()).isEqualTo("own");
    assertThat(third.answer()).isEqualTo("again");
    assertThat(flights.shared(KEY, any -> true, () -> "kept is the last").value())
        .isEqualTo("again");
  }

  @Test
  void aFailureOfTheLoadIsThatOfAllWhoJoined() throws Exception {
    Flights<String, String> flights = new Flights<>(nanos::get, KEEP);
    Request leader =
        new Request(
            () ->
                flights.fresh(
                    KEY,
                    () -> {
                      throw new IllegalArgumentException(untilOpen());
                    }));
    loading.await();
    Request joined = new Request(() -> flights.shared(KEY, any -> true, () -> "again")).waiting();
    open.countDown();

    assertThatThrownBy(joined::answer).hasRootCauseMessage("opened");
    assertThatThrownBy(leader::answer).hasRootCauseMessage("opened");
  }

  @Test
  void aValueIsKeptFromTheBeginOfItsLoad() {
    Flights<String, String> flights = new Flights<>(nanos::get, KEEP);
    flights.shared(KEY, any -> true, () -> slowly("first"));

    assertThat(flights.shared(KEY, any -> true, () -> "second").value()).isEqualTo("second");
  }

  @Test
  void orFromItsEnd() {
    Flights<String, String> flights = Flights.keptFromLanding(nanos::get, KEEP);
    flights.shared(KEY, any -> true, () -> slowly("first"));
    nanos.addAndGet(KEEP.toNanos() - 1);
    assertThat(flights.shared(KEY, any -> true, () -> "second").value()).isEqualTo("first");

    nanos.incrementAndGet();
    assertThat(flights.shared(KEY, any -> true, () -> "second").value()).isEqualTo("second");
  }
}
