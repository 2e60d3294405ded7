package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many requests at once cost the API server no more than a few. */
class StormTest {
  private static final int REQUESTS = 200;

  @Test
  void requestsShareOneGetOfThePlatform() throws Exception {
    try (Index index = new Index()) {
      index.server.fault = path -> slowly(path, "/main");
      assertThat(atOnce(() -> index.reader.platform(Purpose.DECIDE).orElseThrow().origin()))
          .containsOnly(Origin.SUMMARY);
      assertThat(index.server.gets("main")).isEqualTo(1);
      index.pass(Duration.ofMillis(2001));
      index.reader.platform(Purpose.DECIDE);
      assertThat(index.server.gets("main")).isEqualTo(2);
    }
  }

  @Test
  void requestsForDifferentUsersShareThePlatform() throws Exception {
    try (Index index = new Index()) {
      index.server.fault = path -> slowly(path, "/main");
      AtomicInteger user = new AtomicInteger();
      atOnce(() -> index.reader.sessions("u" + user.getAndIncrement(), Purpose.DECIDE).origin());
      assertThat(index.server.gets("main")).isEqualTo(1);
      assertThat(index.server.gets()).isEqualTo(1 + REQUESTS);
      assertThat(index.server.lists()).isZero();
    }
  }

  @Test
  void anUntrustedIndexCausesOneListPerUser() throws Exception {
    try (Index index = new Index()) {
      index.server.summaries.clear();
      index.server.fault = path -> slowly(path, "/jobs");
      assertThat(atOnce(() -> index.reader.sessions("adal", Purpose.DECIDE).origin()))
          .containsOnly(Origin.LIST);
      assertThat(index.server.lists()).isEqualTo(2);
      atOnce(() -> index.reader.checkLimit("adal", 5).allowed());
      assertThat(index.server.lists()).isEqualTo(4);
      index.pass(Duration.ofSeconds(5));
      atOnce(() -> index.reader.sessions("adal", Purpose.SHOW).origin());
      assertThat(index.server.lists()).isEqualTo(6);
    }
  }

  @Test
  void confirmationsOfOneUserGoOneAtATime() throws Exception {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      index.jobs("adal", "notebook");
      AtomicInteger now = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      index.server.fault =
          path -> {
            if (path.contains("/jobs")) {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              Thread.sleep(20);
              now.decrementAndGet();
            }
            return 200;
          };
      assertThat(atOnce(() -> index.reader.checkLimit("adal", 1).allowed())).containsOnly(false);
      assertThat(most).hasValue(1);
      assertThat(index.server.lists()).isLessThan(REQUESTS / 2);
    }
  }

  @Test
  void aFailureIsSharedAndNotKept() throws Exception {
    try (Index index = new Index()) {
      index.server.fault = path -> path.contains("/jobs") ? slowly(path, "/jobs") + 300 : 503;
      List<Integer> codes =
          atOnce(
              () -> {
                try {
                  index.reader.sessions("adal", Purpose.DECIDE);
                  return 200;
                } catch (IndexReadException e) {
                  return e.code();
                }
              });
      assertThat(codes).containsOnly(500);
      assertThat(index.server.gets()).isLessThan(REQUESTS / 2);
      assertThat(index.server.lists()).isLessThan(REQUESTS / 2);
      index.server.fault = path -> 200;
      index.pass(Duration.ofSeconds(3));
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.SUMMARY);
    }
  }

  private static int slowly(String path, String part) throws InterruptedException {
    if (path.contains(part)) {
      Thread.sleep(300);
    }
    return 200;
  }

  private static <T> List<T> atOnce(Callable<T> request) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(REQUESTS);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return request.call();
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
