package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The captured summaries are of an operator as it is today: else make them anew by capture. */
class CapturedFormTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fixtures-canonical",
        "fixtures-legacy",
        "fixtures-edge",
        "contract-current",
        "contract-legacy",
        "public-canonical",
        "public-legacy",
        "sliced",
        "many"
      })
  void tellsWhoseSummariesWereWritten(String set) {
    Set<String> users = new TreeSet<>();
    JsonObject platform = null;
    for (JsonObject summary : Samples.byName("captured/" + set + ".json").values()) {
      assertThat(summary.getAsJsonObject("metadata").has("managedFields")).as(set).isFalse();
      JsonObject spec = summary.getAsJsonObject("spec");
      if (spec.has("username")) {
        users.add(spec.get("username").getAsString());
      } else if (spec.get("scope").getAsString().equals("Platform")) {
        platform = summary;
      }
    }
    UserWrites writes = UserWrites.of(new Members(platform.getAsJsonObject("status")));
    assertThat(writes).as(set + " says whose summaries were written").isNotNull();
    assertThat(writes.epoch()).isNotBlank();
    assertThat(writes.count()).isEqualTo(writes.latest().size());
    assertThat(new TreeSet<>(writes.latest())).isEqualTo(users);
  }

  /** What is told in the operator's words is understood: nobody was written since. */
  @Test
  void aPageIsShownAgainWithoutAGet() {
    try (FakeApiServer server = FakeApiServer.withCaptured("fixtures-canonical")) {
      SessionIndexReader reader =
          new SessionIndexReader(server.client(), ReaderSettings.of("skaha-workload", "main"));
      assertThat(reader.sessions("adal", Purpose.SHOW).value()).isNotEmpty();
      assertThat(reader.sessions("adal", Purpose.SHOW).value()).isNotEmpty();
      assertThat(server.gets("main.adal")).isEqualTo(1);
    }
  }
}
