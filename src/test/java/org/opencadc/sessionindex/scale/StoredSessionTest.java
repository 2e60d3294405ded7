package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredSessionTest {

  @ParameterizedTest
  @CsvSource({
    "canonical, headless-running-kueue-admitted, c.o_dell, canfar.net/username, canfar.net/id",
    "canonical, notebook-running-flexible, adal, canfar.net/username, canfar.net/id",
    "legacy, headless-completed, adal, canfar-net-userid, canfar-net-sessionID"
  })
  void nothingIsLeftOfTheFixtures(
      String generation, String state, String before, String userLabel, String idLabel)
      throws JsonProcessingException {
    StoredSession.Made made =
        new StoredSession(generation, state, true).make("skaha-workload", "user7", "s123", "n-1");

    JsonNode job = new ObjectMapper().readTree(made.job().object());
    JsonNode pod = new ObjectMapper().readTree(made.pod().object());
    assertThat(job.at("/metadata/name").asText()).isEqualTo(made.name()).endsWith("s123");
    assertThat(job.at("/metadata/labels").path(userLabel).asText()).isEqualTo("user7");
    assertThat(job.at("/metadata/labels").path(idLabel).asText()).isEqualTo("s123");
    assertThat(job.at("/metadata").has("resourceVersion")).isFalse();
    assertThat(pod.at("/metadata/ownerReferences/0/uid")).isEqualTo(job.at("/metadata/uid"));
    assertThat(pod.at("/metadata/labels").path("job-name").asText()).isEqualTo(made.name());
    assertThat(pod.at("/spec/nodeName").asText()).isEqualTo("n-1");
    assertThat(made.job().object() + made.pod().object())
        .doesNotContain("\"" + before + "\"", "worker-07", "/home/" + before);
    assertThat(made.job().key()).isEqualTo("/registry/jobs/skaha-workload/" + made.name());
  }

  @ParameterizedTest
  @CsvSource({"canonical", "legacy"})
  void objectsAreAsLargeAsRealOnes(String generation) {
    StoredSession.Made made =
        new StoredSession(generation, "headless-running-kueue-admitted", true)
            .make("skaha-workload", "user7", "s0000123", "node-0001");

    assertThat(made.job().object().length()).isGreaterThan(8000);
    assertThat(made.pod().object().length()).isGreaterThan(9000);
  }
}
