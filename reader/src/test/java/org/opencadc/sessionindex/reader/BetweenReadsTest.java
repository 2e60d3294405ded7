package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens after a summary was read and before the answer is given. */
class BetweenReadsTest {
  private final Index index = new Index();

  @AfterEach
  void close() {
    index.close();
  }

  /** The summary is answered as it was before something happens. */
  private void after(String summary, Runnable happens) {
    index.server.reads =
        (name, version) -> {
          JsonObject read = index.server.summaries.get(name);
          if (name.equals(summary)) {
            happens.run();
          }
          return read;
        };
  }

  private void publish(String through, String... kinds) {
    index.user("adal", through, kinds);
    index.platform(through, index.now());
  }

  private void publishEverybody(String through) {
    index.platform(through, index.now());
    JsonObject claim = new JsonObject();
    claim.addProperty("time", index.now().toString());
    claim.addProperty("jobs", through);
    index.platformStatus().add("publicThrough", claim);
    index.server.summaries.put(
        "main.public--0",
        Index.json(
            """
            {"spec": {"indexName": "main", "scope": "Public", "slice": 0},
             "status": {"sequence": 1, "observed": {"jobs": "90"}, "publicRows": []}}
            """));
  }

  @Test
  void aLaterClaimIsNotAboutWhatWasReadBefore() {
    publish("100", "notebook");
    after(
        "main.adal",
        () -> {
          index.pass(Duration.ofSeconds(3));
          publish("200", "notebook", "carta");
        });

    Answer<List<Session>> answer = index.reader.sessions("adal", Purpose.DECIDE);

    assertThat(answer.value()).hasSize(1);
    assertThat(answer.versions().jobs()).isEqualTo("100");
  }

  @Test
  void norIsOneOfEverybody() {
    publishEverybody("100");
    after(
        "main.public--0",
        () -> {
          index.pass(Duration.ofSeconds(3));
          publishEverybody("200");
        });

    assertThat(index.reader.everybody().versions().jobs()).isEqualTo("100");
  }

  @Test
  void aPlatformThatExpiresMeanwhileIsNotTrusted() {
    publish("100", "notebook");
    after("main.adal", () -> index.pass(Index.VALID));

    assertThat(index.reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.LIST);
    assertThat(index.reader.counts().fallbacks(FallbackReason.EXPIRED)).isEqualTo(1);
  }

  @Test
  void norIsOneThatExpiresWhileItsRowsAreKept() {
    publishEverybody("100");
    index.pass(Duration.ofSeconds(57));
    index.reader.platform(Purpose.SHOW);
    index.pass(Duration.ofSeconds(1));
    assertThat(index.reader.everybody().origin()).isEqualTo(Origin.SUMMARY);
    index.pass(Duration.ofMillis(1500));

    Answer<List<PublicSession>> shown = index.reader.everybody();
    assertThat(shown.origin()).isEqualTo(Origin.STALE_SUMMARY);
    assertThat(shown.age()).as("of the proof").isEqualTo(Duration.ofMillis(2500));
    assertThat(index.reader.counts().fallbacks(FallbackReason.EXPIRED)).isEqualTo(1);
    assertThat(index.server.gets("main.public--0")).isEqualTo(1);
  }

  @Test
  void norIsItForEverybody() {
    publishEverybody("100");
    after("main.public--0", () -> index.pass(Index.VALID));

    assertThat(index.reader.everybody().origin()).isEqualTo(Origin.LIST);
    assertThat(index.reader.counts().fallbacks(FallbackReason.EXPIRED)).isEqualTo(1);
  }
}
