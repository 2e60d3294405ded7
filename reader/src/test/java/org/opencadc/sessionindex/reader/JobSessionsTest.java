package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
              ReaderSettings.of("skaha-workload", "main")
                  .withGenerations(LabelGeneration.CANONICAL));
      assertThat(one.sessions(user, Purpose.DECIDE).value()).hasSize(1);
      assertThat(server.lists()).isEqualTo(3);
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
