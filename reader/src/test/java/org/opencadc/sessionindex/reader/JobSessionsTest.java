package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Job;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Job and its published row are the same session. */
class JobSessionsTest {
  private final JobSessions both =
      new JobSessions(List.of(LabelGeneration.CANONICAL, LabelGeneration.LEGACY));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fixtures-canonical:fixtures/canonical.joblist",
        "fixtures-legacy:fixtures/legacy.joblist",
        "fixtures-edge:fixtures/edge.joblist",
        "contract-current:contract/jobs.current",
        "contract-legacy:contract/jobs.legacy"
      })
  void rowsEqualJobs(String pair) {
    String set = pair.substring(0, pair.indexOf(':'));
    Map<String, JsonObject> jobs = Samples.byName(pair.substring(pair.indexOf(':') + 1) + ".json");
    try (FakeApiServer server = FakeApiServer.withCaptured(set)) {
      SessionIndexReader reader =
          new SessionIndexReader(server.client(), ReaderSettings.of("skaha-workload", "main"));
      List<Session> published = new ArrayList<>();
      for (JsonObject summary : server.summaries.values()) {
        JsonObject spec = summary.getAsJsonObject("spec");
        if (spec.has("username")) {
          String user = spec.get("username").getAsString();
          assertThat(Samples.name(summary)).isEqualTo(SummaryNames.ofUser("main", user));
          published.addAll(reader.sessions(user, Purpose.DECIDE).value());
        }
      }
      assertThat(server.lists()).isZero();
      assertThat(published).hasSameSizeAs(jobs.keySet());
      for (Session row : published) {
        Session job = both.session(asStored(jobs.get(row.jobName()))).orElseThrow();
        assertThat(row)
            .usingRecursiveComparison()
            .ignoringFields("podName", "reason", "message", "sinceTime")
            .isEqualTo(job);
      }
    }
  }

  /** What only the operator knows, as it comes from Pods, too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adal    | h1e2a3d7 | Failed  | OOMKilled        | exit code 137 | 2026-08-20T14:09:03Z",
        "bchen   | c1r2t3a4 | Pending | Unschedulable    | 0/24 nodes are available: "
            + "3 node(s) had untolerated taint(s), 21 Insufficient memory. | 2026-08-20T14:04:02Z",
        "bchen   | f9f8f7f6 | Failed  | DeadlineExceeded |               | 2026-08-24T14:03:58Z",
        "bchen   | n3w1n3w2 | Pending | PodNotCreated    |               | 2026-08-20T14:02:58Z",
        "c.o_dell | h1e2a3d4 | Pending | Queued          | "
            + "in queue canfar-science-platform-local-queue | 2026-08-20T14:02:58Z",
        "adal    | k3x9tq2a | Running |                  |               |"
      })
  void aRowSaysWhy(
      String user, String id, String status, String reason, String message, String since) {
    for (String set : List.of("fixtures-canonical", "fixtures-legacy")) {
      try (FakeApiServer server = FakeApiServer.withCaptured(set)) {
        SessionIndexReader reader =
            new SessionIndexReader(server.client(), ReaderSettings.of("skaha-workload", "main"));
        Session session = reader.session(user, id, Purpose.DECIDE).value().orElseThrow();
        assertThat(session.status()).isEqualTo(status);
        assertThat(session.reason()).isEqualTo(reason);
        assertThat(session.message()).isEqualTo(message);
        assertThat(session.sinceTime())
            .isEqualTo(since == null ? null : OffsetDateTime.parse(since));
        assertThat(server.lists()).isZero();
      }
    }
  }

  /** The API server rounds what a container asks for up to thousandths, and times to seconds. */
  private static V1Job asStored(JsonObject job) {
    return Samples.job(
        Index.json(job.toString().replace("\"123456789n\"", "\"124m\"").replace(".123456Z", "Z")));
  }

  @Test
  void foreignAndUnknownJobsAreNoSessions() {
    List<JsonObject> jobs = new ArrayList<>(Samples.items("fixtures/foreign.joblist.json"));
    jobs.addAll(Samples.items("fixtures/unknown.joblist.json"));
    assertThat(jobs.stream().filter(job -> both.session(Samples.job(job)).isPresent())).hasSize(2);
    assertThat(both.session(Samples.job(Index.json("{}")))).isEmpty();
    assertThat(both.session(Samples.job(Index.json("{\"metadata\": {}}")))).isEmpty();
  }

  @Test
  void aJobOfBothGenerationsIsListedOnce() {
    try (FakeApiServer server = new FakeApiServer()) {
      JsonObject job =
          Samples.tree("fixtures/dual.job.notebook-running-migrated.json").getAsJsonObject();
      server.jobs.put(Samples.name(job), job);
      String user = both.session(Samples.job(job)).orElseThrow().username();
      SessionIndexReader reader =
          new SessionIndexReader(server.client(), ReaderSettings.of("skaha-workload", "main"));
      assertThat(reader.sessions(user, Purpose.DECIDE).value()).hasSize(1);
      assertThat(server.lists()).isEqualTo(2);
      SessionIndexReader one =
          new SessionIndexReader(
              server.client(),
              ReaderSettings.builder("skaha-workload", "main")
                  .generations(LabelGeneration.CANONICAL)
                  .build());
      assertThat(one.sessions(user, Purpose.DECIDE).value()).hasSize(1);
      assertThat(server.lists()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource({"'',", "canfar-queue,canfar-queue"})
  void aLabelWithoutAValueNamesNoQueue(String label, String queue) {
    JsonObject job =
        Samples.tree("fixtures/dual.job.notebook-running-migrated.json").getAsJsonObject();
    job.getAsJsonObject("metadata")
        .getAsJsonObject("labels")
        .addProperty("kueue.x-k8s.io/queue-name", label);
    assertThat(both.session(Samples.job(job)).orElseThrow().queue()).isEqualTo(queue);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"id", "username", "kind", "name", "app-id", "flavor", "community", "project"})
  void aLabelWithoutAValueSaysNothing(String key) {
    for (JsonObject job : Samples.items("fixtures/legacy.joblist.json")) {
      Optional<Session> without = both.session(Samples.job(job));
      job.getAsJsonObject("metadata")
          .getAsJsonObject("labels")
          .addProperty("canfar.net/" + key, "");
      assertThat(both.session(Samples.job(job))).isPresent().isEqualTo(without);
    }
  }

  @Test
  void aSessionDoesNotTellItsSecret() {
    Session session =
        both.session(Samples.job(Samples.items("fixtures/canonical.joblist.json").get(0)))
            .orElseThrow();
    assertThat(session.toString()).doesNotContain(session.id());
  }
}
