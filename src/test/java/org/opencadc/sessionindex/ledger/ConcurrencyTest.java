package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {

  @Test
  void everySnapshotIsOfOneMoment() throws Exception {
    Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      Future<?> jobs = pool.submit(() -> writeJobs(ledger));
      Future<?> pods = pool.submit(() -> writePods(ledger));
      Future<Integer> reads = pool.submit(() -> read(ledger, done));
      jobs.get();
      pods.get();
      done.set(true);
      assertThat(reads.get()).isPositive();
    } finally {
      pool.shutdownNow();
    }
    assertThat(ledger.platform(1).counts().total()).isEqualTo(50);
    assertThat(ledger.user("adal").allocated()).isEqualTo(Amounts.cores(50));
  }

  private static void writeJobs(Ledger ledger) {
    for (int i = 0; i < 10_000; i++) {
      int job = i % 50;
      ledger.apply(AJob.of("j" + job).counters(1, (i / 50) % 2, 0, 0, 0).facts());
      if (i % 7 == 0 && i < 9_000) {
        ledger.remove(ObjectKind.JOB, "j" + (job + 1) % 50);
      }
    }
  }

  private static void writePods(Ledger ledger) {
    for (int i = 0; i < 10_000; i++) {
      int pod = i % 50;
      ledger.apply(APod.of("p" + pod).job("j" + pod).cores(1, 1 + (i / 50) % 2).facts());
      if (i % 11 == 0 && i < 9_000) {
        ledger.remove(ObjectKind.POD, "p" + (pod + 1) % 50);
      }
    }
  }

  private static int read(Ledger ledger, AtomicBoolean done) {
    int reads = 0;
    for (; !done.get() || reads == 0; reads++) {
      List<SessionCounts> all = new ArrayList<>();
      all.add(ledger.platform(1).counts());
      UserSnapshot user = ledger.user("adal");
      all.add(user.counts());
      assertThat(user.sessions()).hasSize((int) user.counts().total());
      for (SessionCounts counts : all) {
        assertThat(sum(counts.byStatus())).isEqualTo(counts.total());
        assertThat(sum(counts.byKind())).isEqualTo(counts.total());
      }
    }
    return reads;
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
