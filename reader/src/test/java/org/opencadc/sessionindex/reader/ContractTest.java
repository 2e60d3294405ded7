package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What Skaha's own classes make of a Job, the reader makes of the Job and of its summary row. */
class ContractTest {
  private final SkahaSessions json =
      new SkahaSessions(new WorkloadUrls("workload.canfar.net", "/arc/home"));

  @TestFactory
  Stream<DynamicTest> currentFromJobs() {
    return fromJobs("current", LabelGeneration.CANONICAL);
  }

  @TestFactory
  Stream<DynamicTest> legacyFromJobs() {
    return fromJobs("legacy", LabelGeneration.LEGACY);
  }

  @TestFactory
  Stream<DynamicTest> currentFromSummaries() {
    return fromSummaries("current");
  }

  @TestFactory
  Stream<DynamicTest> legacyFromSummaries() {
    return fromSummaries("legacy");
  }

  private Stream<DynamicTest> fromJobs(String generation, LabelGeneration labels) {
    JobSessions sessions = new JobSessions(List.of(labels));
    List<JsonObject> jobs = Samples.items("contract/jobs." + generation + ".json");
    List<JsonObject> pairs = Samples.items("contract/sessions." + generation + ".json");
    assertThat(pairs).hasSameSizeAs(jobs).hasSizeGreaterThanOrEqualTo(60);
    return Stream.iterate(0, i -> i < jobs.size(), i -> i + 1)
        .map(
            i ->
                DynamicTest.dynamicTest(
                    i + " " + pairs.get(i).get("job").getAsString(),
                    () -> {
                      Optional<Session> session = sessions.session(Samples.job(jobs.get(i)));
                      assertThat(json.object(session.orElseThrow(), Usage.NONE).toString())
                          .isEqualTo(pairs.get(i).get("session").toString());
                    }));
  }

  private Stream<DynamicTest> fromSummaries(String generation) {
    Map<String, String> expected = new LinkedHashMap<>();
    Samples.items("contract/sessions." + generation + ".json")
        .forEach(p -> expected.put(p.get("job").getAsString(), p.get("session").toString()));
    Map<String, Session> published = new LinkedHashMap<>();
    try (FakeApiServer server = FakeApiServer.withCaptured("contract-" + generation)) {
      SessionIndexReader reader =
          new SessionIndexReader(server.client(), ReaderSettings.of("skaha-workload", "main"));
      server.summaries.values().stream()
          .map(summary -> summary.getAsJsonObject("spec"))
          .filter(spec -> spec.has("username"))
          .map(spec -> spec.get("username").getAsString())
          .distinct()
          .map(user -> reader.sessions(user, Purpose.DECIDE))
          .peek(answer -> assertThat(answer.origin()).isEqualTo(Origin.SUMMARY))
          .flatMap(answer -> answer.value().stream())
          .forEach(session -> published.put(session.jobName(), session));
    }
    assertThat(published.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    return expected.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        assertThat(
                                json.object(published.get(entry.getKey()), Usage.NONE).toString())
                            .isEqualTo(entry.getValue())));
  }
}
