package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.reconcile.PermittedNamespaces;

class LifecycleTest {
  /** There are no controllers that could be closed, so that to close them fails. */
  private final Lifecycle lifecycle =
      new Lifecycle(new PermittedNamespaces(null, Set.of("skaha-workload")), () -> null);

  /** It holds the Lease and does nothing, and a probe is all that can end that. */
  @Test
  void aProcessThatCannotBeginAnewIsNotAlive() {
    assertThat(lifecycle.notAlive()).isNull();
    lifecycle.beginAnew();
    await()
        .untilAsserted(
            () ->
                assertThat(lifecycle.notAlive())
                    .isEqualTo("could not begin anew after a restore: NullPointerException"));
    assertThat(lifecycle.notReady()).isEqualTo("beginning anew after a restore");
  }
}
