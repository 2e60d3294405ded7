package org.opencadc.sessionindex.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.publish.BudgetLimits;
import org.opencadc.sessionindex.watch.ServerClock;
import org.opencadc.sessionindex.watch.Sources;

/** What the controllers of a process that does not lead work with. */
public final class SomeParts {
  private SomeParts() {}

  /** Of controllers that ask no API server. */
  public static Controllers.Parts of(Sources sources) {
    return of(null, null, sources);
  }

  /** Of controllers before an API server. */
  static Controllers.Parts of(KubernetesClient client, Sources sources) {
    return of(client, new ApiRequests(client, Duration.ofSeconds(5)), sources);
  }

  private static Controllers.Parts of(
      KubernetesClient client, ApiRequests requests, Sources sources) {
    return new Controllers.Parts(
        client,
        requests,
        () -> false,
        sources,
        new ServerClock(Clock.systemUTC()),
        BudgetLimits.DEFAULT,
        (verb, code, bytes) -> {},
        System::nanoTime,
        Duration.ZERO,
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        () -> {});
  }
}
