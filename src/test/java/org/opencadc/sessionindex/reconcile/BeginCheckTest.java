package org.opencadc.sessionindex.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.publish.PublishedSummary;
import org.opencadc.sessionindex.publish.ShownSummaries;

/** Before an informer of summaries that shows nothing. */
class BeginCheckTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ReconcileBench bench = new ReconcileBench();
  private final KubernetesClient client = bench.server.client();
  private final AtomicLong ticker = new AtomicLong(-7);
  private final AtomicInteger stoodStill = new AtomicInteger();
  private final SessionIndex index = SomeIndex.created("main", "2026-01-01T00:00:00Z");
  private final BeginCheck check =
      new BeginCheck(
          new PublishedSummaries(
              new ShownSummaries(
                  new ApiRequests(client, Duration.ofSeconds(5)), new ObjectMapper()),
              new Deaf()),
          PATIENCE,
          ticker::get,
          stoodStill::incrementAndGet);

  @AfterEach
  void close() {
    client.close();
    bench.close();
  }

  /** Does not care. */
  private static final class Deaf implements PushEvents.Listener<PublishedSummary> {
    @Override
    public void present(PublishedSummary summary) {}

    @Override
    public void gone(PublishedSummary summary) {}
  }

  private void install() throws IOException {
    bench.server.registerCrd(Files.newInputStream(Path.of("deploy/crds", "sessionsummaries.yaml")));
  }

  private void publishOne() {
    SessionSummary summary = new SessionSummary();
    summary.setMetadata(
        new ObjectMetaBuilder().withName("main").withNamespace(SomeIndex.NAMESPACE).build());
    summary.setSpec(SessionSummarySpec.platform("main"));
    SessionSummary unused = client.resource(summary).create();
  }

  private ActiveIndex live() {
    assertThat(bench.indexes.present(index)).hasSize(1);
    ActiveIndex active = bench.indexes.active(SomeIndex.NAMESPACE).orElseThrow();
    Awaitility.await().until(() -> active.currency().live());
    return active;
  }

  private String ready() {
    Condition ready =
        IndexConditions.of(bench.indexes.verdict(index), Duration.ZERO).stream()
            .filter(condition -> condition.getType().equals("Ready"))
            .findFirst()
            .orElseThrow();
    return ready.getStatus() + "/" + ready.getReason() + ": " + ready.getMessage();
  }

  private void pass(Duration time) {
    long unused = ticker.addAndGet(time.toNanos());
  }

  @Test
  void whereNothingIsPublishedItMay() throws IOException {
    install();
    assertThat(check.mayBegin(live())).isTrue();
  }

  @Test
  void aWatchThatWasBehindForTooLongStandsStill() throws IOException {
    install();
    publishOne();
    ActiveIndex active = live();
    assertThat(check.mayBegin(active)).isFalse();
    pass(PATIENCE.minusNanos(1));
    assertThat(check.mayBegin(active)).isFalse();
    assertThat(ready()).isEqualTo("False/Starting: the summaries that are there are not known yet");
    check.told(active);
    assertThat(stoodStill).hasValue(0);

    pass(Duration.ofNanos(1));
    assertThat(check.mayBegin(active)).isFalse();
    assertThat(ready())
        .isEqualTo(
            "False/SummariesBehind: the watch of summaries has been behind for over 60 s;"
                + " everything is listed and begun anew");
    assertThat(stoodStill).as("nobody has told it yet").hasValue(0);
    check.told(active);
    assertThat(stoodStill).hasValue(1);
  }

  /** It says nothing of the watch, so nothing is begun anew for it. */
  @Test
  void aListThatFailsIsTold() {
    ActiveIndex active = live();
    assertThat(check.mayBegin(active)).isFalse();
    pass(PATIENCE);
    assertThat(check.mayBegin(active)).isFalse();
    assertThat(ready())
        .isEqualTo(
            "False/Starting: the summaries that are there are not known yet:"
                + " list sessionsummaries: HTTP 404");
    check.told(active);
    assertThat(stoodStill).hasValue(0);
  }
}
