package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.reconcile.Controllers;
import org.opencadc.sessionindex.reconcile.PermittedNamespaces;
import org.opencadc.sessionindex.reconcile.SomeParts;
import org.opencadc.sessionindex.watch.ProofPace;
import org.opencadc.sessionindex.watch.Sources;

class LifecycleTest {
  /** There are no controllers that could be closed, so that to close them fails. */
  private final Lifecycle lifecycle =
      new Lifecycle(
          new PermittedNamespaces(null, Set.of("skaha-workload")),
          () -> null,
          Pace.DEFAULT.permissions());

  /** It holds the Lease and does nothing, and a probe is all that can end that. */
  @Test
  void aProcessThatCannotBeginAnewIsNotAlive() {
    assertThat(lifecycle.notAlive()).isNull();
    lifecycle.beginAnew("the storage was restored");
    await()
        .untilAsserted(
            () ->
                assertThat(lifecycle.notAlive())
                    .isEqualTo("could not begin anew: NullPointerException"));
    assertThat(lifecycle.notReady()).isEqualTo("beginning anew: the storage was restored");
  }

  /** Else the process is killed in the middle of it, and holds the Lease. */
  @Test
  void theEndDoesNotWaitForABeginningThatTakesLong() throws InterruptedException {
    Sources sources = new Sources(null, null, null, ProofPace.DEFAULT);
    CountDownLatch begins = new CountDownLatch(2);
    CountDownLatch over = new CountDownLatch(1);
    Lifecycle slow =
        new Lifecycle(
            new PermittedNamespaces(null, Set.of("skaha-workload")),
            () -> {
              begins.countDown();
              if (begins.getCount() == 0) {
                awaitEnd(over);
              }
              return new Controllers(SomeParts.of(sources));
            },
            Pace.DEFAULT.permissions());
    slow.beginAnew("the storage was restored");
    begins.await();
    Thread end = new Thread(slow::close, "end");
    end.setDaemon(true);
    end.start();
    await().until(() -> !end.isAlive());
    over.countDown();
    sources.close();
  }

  private static void awaitEnd(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
