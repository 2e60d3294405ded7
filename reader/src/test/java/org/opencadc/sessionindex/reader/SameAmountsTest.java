package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An amount of a session is the same text from a row and from the Job, however it was written. */
class SameAmountsTest {
  @ParameterizedTest
  @ValueSource(strings = {"4", "+4", "500m", "3000m", "1e3", "129e6", "2560Mi", "1Ti", "1P", "1Ei"})
  void fromARowAndFromAJob(String quantity) {
    String resources = resources("\"nvidia.com/gpu\": \"%s\"", quantity);
    String row = resources("\"extended\": {\"nvidia.com/gpu\": \"%s\"}", quantity);
    String labels =
        "{\"canfar.net/id\": \"i\", \"canfar.net/username\": \"adal\", \"canfar.net/kind\": \"carta\"}";
    Session listed =
        new JobSessions(List.of(LabelGeneration.CANONICAL))
            .session(
                Samples.job(
                    Index.json(
                        """
                        {"metadata": {"name": "j", "labels": %s}, "spec": {"template": {"spec":
                          {"containers": [{"name": "c", "resources": %s}]}}}}
                        """
                            .formatted(labels, resources))))
            .orElseThrow();
    try (Index index = new Index()) {
      index
          .user("adal", "100", "carta")
          .getAsJsonArray("rows")
          .get(0)
          .getAsJsonObject()
          .asMap()
          .putAll(Index.json(row).asMap());
      Session published = index.reader.sessions("adal", Purpose.DECIDE).value().get(0);
      assertThat(published.requests()).isEqualTo(listed.requests());
      assertThat(published.limits()).isEqualTo(listed.limits());
    }
  }

  private static String resources(String gpus, String quantity) {
    return """
        {"requests": {"cpu": "%1$s", "memory": "%1$s", %2$s}, "limits": {%2$s}}
        """
        .formatted(quantity, gpus.formatted(quantity));
  }
}
