package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1JobList;
import io.kubernetes.client.openapi.models.V1ListMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What an operator published of fixtures, LISTs of the same Jobs, and what comes of both. */
final class ShadowedIndex implements AutoCloseable {
  static final ReaderSettings BOTH = ReaderSettings.of("skaha-workload", "main");
  static final ReaderSettings CANONICAL =
      BOTH.toBuilder().generations(LabelGeneration.CANONICAL).build();
  static final List<String> USERS = List.of("adal", "bchen", "c.o_dell");

  /** What the captured summaries reflect. */
  static final String CAPTURED = claimed();

  static final String EARLIER = Long.toString(Long.parseLong(CAPTURED) - 1);
  static final String LATER = Long.toString(Long.parseLong(CAPTURED) + 1);

  final FakeApiServer server = FakeApiServer.withCaptured("fixtures-canonical");
  final ShadowComparison shadow;
  private final AtomicLong nanos = new AtomicLong();

  /** One in which nothing was written for twenty seconds. */
  ShadowedIndex(ReaderSettings settings) {
    Instant captured = server.time.get();
    server.time = () -> captured.plusNanos(nanos.get());
    pass(Duration.ofSeconds(20));
    shadow =
        new SessionIndexReader(server.client(), settings, nanos::get)
            .shadow(LabelGeneration.CANONICAL);
  }

  private static String claimed() {
    return Samples.byName("captured/fixtures-canonical.json")
        .get("main")
        .getAsJsonObject("status")
        .getAsJsonObject("publishedThrough")
        .get("jobs")
        .getAsString();
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** A LIST of the user's Jobs as an API server answers it. */
  static V1JobList list(String user, String version) {
    V1JobList list = new V1JobList().metadata(new V1ListMeta().resourceVersion(version));
    Samples.byName("fixtures/canonical.joblist.json").values().stream()
        .map(Samples::job)
        .filter(job -> user.equals(job.getMetadata().getLabels().get("canfar.net/username")))
        .forEach(list::addItemsItem);
    return list;
  }

  static V1JobList interactive(String user, String version) {
    V1JobList list = list(user, version);
    list.getItems()
        .removeIf(job -> "headless".equals(job.getMetadata().getLabels().get("canfar.net/kind")));
    return list;
  }

  JsonObject status(String summary) {
    return server.summaries.get(summary).getAsJsonObject("status");
  }

  JsonArray rows() {
    return status("main.adal").getAsJsonArray("rows");
  }

  JsonObject row() {
    return rows().get(0).getAsJsonObject();
  }

  JsonObject sessions() {
    return status("main.adal").getAsJsonObject("sessions");
  }

  JsonObject observed() {
    return status("main.adal").getAsJsonObject("observed");
  }

  /** The operator says anew what all users' summaries reflect. */
  void publish(String through) {
    Instant now = server.time.get();
    for (String member : List.of("heartbeat", "publishedThrough")) {
      JsonObject times = status("main").getAsJsonObject(member);
      times.addProperty("time", now.toString());
      times.addProperty("validUntil", now.plusSeconds(60).toString());
    }
    status("main").getAsJsonObject("publishedThrough").addProperty("jobs", through);
  }

  /** Nothing is left of the user, nor in the platform's table of active ones. */
  void unpublish() {
    server.summaries.remove("main.adal");
    status("main").remove("users");
  }

  /** Settles; there are just these outcomes since the beginning then. */
  void settlesAs(ShadowOutcome... outcomes) {
    shadow.settle();
    assertThat(shadow.waiting()).isZero();
    for (ShadowOutcome outcome : ShadowOutcome.values()) {
      assertThat(shadow.counts().outcomes(outcome))
          .as(outcome.name())
          .isEqualTo(Arrays.stream(outcomes).filter(outcome::equals).count());
    }
  }

  /** Lists twice; the LIST differs in these, and nothing else was compared. */
  void differsIn(Runnable lists, ShadowDifference... differences) {
    lists.run();
    settlesAs(ShadowOutcome.SUSPECTED);
    lists.run();
    settlesAs(ShadowOutcome.SUSPECTED, ShadowOutcome.DIFFERED);
    for (ShadowDifference difference : ShadowDifference.values()) {
      assertThat(shadow.counts().differences(difference))
          .as(difference.name())
          .isEqualTo(Arrays.asList(differences).contains(difference) ? 1 : 0);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
