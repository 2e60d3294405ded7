package org.opencadc.sessionindex.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.publish.Budget;
import org.opencadc.sessionindex.publish.BudgetLimits;
import org.opencadc.sessionindex.publish.PublishingParts;
import org.opencadc.sessionindex.publish.SummaryWriter;
import org.opencadc.sessionindex.testserver.ApiServer;
import org.opencadc.sessionindex.watch.ProofPace;
import org.opencadc.sessionindex.watch.ServerClock;
import org.opencadc.sessionindex.watch.SlimClient;
import org.opencadc.sessionindex.watch.Sources;

/** Real sources before an API server, for indexes to be served. */
final class ReconcileBench implements AutoCloseable {
  final ApiServer server = ApiServer.start(Clock.systemUTC()).namespace(SomeIndex.NAMESPACE);
  final Sources sources;
  final Indexes indexes;
  final Budget budget = new Budget(BudgetLimits.DEFAULT, System::nanoTime);
  private final KubernetesClient plain = server.client();
  private final KubernetesClient slim = SlimClient.of(server.config());

  ReconcileBench() {
    ApiRequests requests = new ApiRequests(plain, Duration.ofSeconds(5));
    ServerClock clock = new ServerClock(Clock.systemUTC());
    sources = new Sources(slim, requests, clock, ProofPace.DEFAULT);
    ObjectMapper mapper = new ObjectMapper();
    PublishingParts publishing =
        new PublishingParts(
            new SummaryWriter(requests, mapper, (verb, code, bytes) -> {}),
            budget,
            mapper,
            System::nanoTime,
            sources::restored);
    indexes = new Indexes(index -> new ActiveIndex(index, sources, clock, publishing));
  }

  @Override
  public void close() {
    indexes.close();
    sources.close();
    slim.close();
    plain.close();
    server.close();
  }
}
