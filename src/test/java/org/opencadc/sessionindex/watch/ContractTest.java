package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opencadc.sessionindex.ledger.JobFacts;

/** What Skaha's own classes make of a Job can be made of its facts. */
class ContractTest {

  private final Samples samples = new Samples();

  @TestFactory
  Stream<DynamicTest> current() {
    return pairs("current", this::current);
  }

  @TestFactory
  Stream<DynamicTest> legacy() {
    return pairs("legacy", this::legacy);
  }

  private interface Rendering {
    Map<String, Object> of(JobFacts job);
  }

  private Map<String, Object> current(JobFacts job) {
    return SkahaSession.of(job, job.canonical(), "fixed".equals(job.canonical().flavor()));
  }

  private Map<String, Object> legacy(JobFacts job) {
    return SkahaSession.of(job, job.legacy(), !"flexible".equals(job.legacy().flavor()));
  }

  private Stream<DynamicTest> pairs(String generation, Rendering rendering) {
    List<JsonNode> jobs = Samples.items(List.of("contract/jobs." + generation + ".json"));
    JsonNode sessions = Samples.tree("contract/sessions." + generation + ".json");
    assertThat(sessions).hasSameSizeAs(jobs);
    return IntStream.range(0, jobs.size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    i + " " + sessions.get(i).path("job").textValue(),
                    () -> check(jobs.get(i), sessions.get(i), rendering)));
  }

  private void check(JsonNode job, JsonNode pair, Rendering rendering) {
    JobFacts facts = samples.read(job, SlimJob.class).facts();
    assertThat(facts.name()).isEqualTo(pair.path("job").textValue());
    assertThat(rendering.of(facts)).isEqualTo(expected(pair.path("session")));
  }

  private static Map<String, Object> expected(JsonNode session) {
    Map<String, Object> expected =
        Samples.JSON.convertValue(session, new TypeReference<Map<String, Object>>() {});
    expected.remove("connectURL");
    return expected;
  }
}
