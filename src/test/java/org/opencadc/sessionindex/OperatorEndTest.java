package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.opencadc.sessionindex.Workload.soon;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.reconcile.Controllers;
import org.opencadc.sessionindex.reconcile.UnstoppableControllers;

/** The end of an operator whose controllers throw at theirs. */
class OperatorEndTest {
  private static final String LEASES = "operators";

  private final Site site = Site.installed();
  private final AtomicInteger lost = new AtomicInteger();
  private KubernetesClient client;

  @AfterEach
  void stop() {
    site.close();
  }

  private Controllers unstoppable(Controllers.Parts parts) {
    client = parts.client();
    return UnstoppableControllers.of(parts);
  }

  private String holder() {
    return site.admin()
        .leases()
        .inNamespace(LEASES)
        .withName("session-index")
        .get()
        .getSpec()
        .getHolderIdentity();
  }

  @Test
  void givesTheLeaseUpAndClosesTheRest() {
    site.server().namespace(LEASES);
    Workload workload = site.workload("unstoppable").index();
    RunningOperator operator =
        RunningOperator.replica(
            site.server(), LEASES, lost::incrementAndGet, this::unstoppable, workload.namespace());
    workload.awaitReady();
    assertThat(holder()).isNotEmpty();
    assertThat(operator.ask("/livez")).isEqualTo("ok\n");

    assertThatThrownBy(operator::close).hasMessage(UnstoppableControllers.MESSAGE);

    soon().untilAsserted(() -> assertThat(holder()).isNullOrEmpty());
    assertThat(lost).as("given up, not lost").hasValue(0);
    assertThatThrownBy(() -> operator.ask("/livez")).isInstanceOf(UncheckedIOException.class);
    assertThat(client.getHttpClient().isClosed()).isTrue();
  }
}
