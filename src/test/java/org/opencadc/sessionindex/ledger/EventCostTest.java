package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** An event costs the same whatever the number of objects; memory caches are allowed for. */
class EventCostTest {
  private static final int EVENTS = 3_000;
  private static final PodDemand DEMAND =
      new PodDemand(Amounts.of(1000, 1L << 32), Amounts.of(1000, 1L << 32), 0);

  @Test
  void anEventDoesNotGetDearerWithSize() {
    Ledger small = filled(1_000);
    Ledger large = filled(100_000);
    long smallNanos = Long.MAX_VALUE;
    long largeNanos = Long.MAX_VALUE;
    for (int round = 0; round < 8; round++) {
      smallNanos = Math.min(smallNanos, nanos(small, round));
      largeNanos = Math.min(largeNanos, nanos(large, round));
    }

    // a hundred times the objects; one scan per event would cost a hundred times as much
    assertThat(largeNanos).isLessThan(15 * smallNanos);
  }

  /** One user has all sessions, and one Job all pods; the newest come and go. */
  private static Ledger filled(int objects) {
    Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));
    for (int i = 0; i < objects; i++) {
      ledger.apply(job(i, "1", true));
      ledger.apply(pod(i, "", true));
      ledger.apply(AJob.of("f" + i).canonical(null).facts());
      ledger.apply(ANode.of("n" + i).facts());
    }
    return ledger;
  }

  private static long nanos(Ledger ledger, int round) {
    long start = System.nanoTime();
    for (int i = 0; i < EVENTS; i++) {
      int object = (i * 7) % 1_000;
      boolean even = (i / 1_000 + round) % 2 == 0;
      ledger.apply(job(object, "2", even));
      ledger.apply(pod(object, Integer.toString(1_000_000 + i), even));
      ledger.remove(ObjectKind.POD, "p" + object);
      ledger.apply(ANode.of("n" + object).capacity(Amounts.cores(even ? 1 : 2)).facts());
      ledger.apply(AJob.of("f" + object).canonical(null).queue(even ? "a" : "b").facts());
    }
    return System.nanoTime() - start;
  }

  private static JobFacts job(int i, String version, boolean ready) {
    return AJob.of("j" + i).version(version).counters(1, ready ? 1 : 0, 0, 0, 0).facts();
  }

  private static PodFacts pod(int i, String created, boolean running) {
    return APod.of("p" + i)
        .job("j0")
        .created(created)
        .phase(running ? PodPhase.RUNNING : PodPhase.PENDING)
        .demand(DEMAND)
        .facts();
  }
}
