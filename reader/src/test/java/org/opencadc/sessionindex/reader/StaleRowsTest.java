package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of what was read before is shown as stale, and as how old. */
class StaleRowsTest {
  private static final Duration LATER = Duration.ofSeconds(20);

  private final Index index = new Index();

  @AfterEach
  void close() {
    index.close();
  }

  private Answer<List<Session>> all() {
    return index.reader.sessions("adal", Purpose.SHOW);
  }

  private Answer<List<Session>> interactive() {
    return index.reader.interactiveSessions("adal", Purpose.SHOW);
  }

  @Test
  void theNewerOfTwoViewsIsShown() {
    index.user("adal", "100", "notebook", "carta");
    interactive();
    index.pass(LATER);
    index.user("adal", "110", "notebook", "headless");
    all();
    index.pass(Index.VALID);

    assertThat(interactive().origin()).isEqualTo(Origin.STALE_SUMMARY);
    assertThat(interactive().value()).extracting(Session::kind).containsExactly("notebook");
    assertThat(interactive().age()).isEqualTo(Index.VALID);
    assertThat(all().value()).hasSize(2);
    assertThat(index.server.lists()).isZero();
  }

  @Test
  void whicheverThatIs() {
    index.user("adal", "100", "notebook", "carta");
    all();
    index.pass(LATER);
    index.user("adal", "110", "notebook");
    interactive();
    index.pass(Index.VALID);

    assertThat(interactive().value()).hasSize(1);
    assertThat(all().age()).as("all of them were read earlier").isGreaterThan(Index.VALID);
    assertThat(index.server.lists()).isZero();
  }

  @Test
  void neitherIsShownWithoutAWriteThatWasTold() {
    index.user("adal", "100", "notebook");
    all();
    interactive();
    index.pass(Index.VALID);
    index.reader.written("adal", "105");

    assertThat(interactive().origin()).isEqualTo(Origin.LIST);
    assertThat(all().origin()).isEqualTo(Origin.LIST);
  }

  @Test
  void aSessionIsFoundInTheViewThatWasRead() {
    index.user("adal", "100", "notebook");
    interactive();
    index.pass(Duration.ofSeconds(100));

    Answer<Optional<Session>> found = index.reader.session("adal", "id-adal-0-0", Purpose.SHOW);
    assertThat(found.origin()).isEqualTo(Origin.STALE_SUMMARY);
    assertThat(found.value()).isPresent();
    assertThat(index.server.lists()).isZero();
    assertThat(index.reader.session("adal", "nowhere", Purpose.SHOW).origin())
        .isEqualTo(Origin.LIST);
  }

  /**
   * The API server fails, so what is trusted is as old as the platform's summary that proves it.
   */
  @Test
  void itsAgeIsThatOfItsProof() {
    index.user("adal", "100", "notebook");
    index.reader.platform(Purpose.SHOW);
    index.server.fault = path -> path.endsWith("/main") ? 503 : 200;
    index.pass(Duration.ofSeconds(30));
    assertThat(all().origin()).isEqualTo(Origin.SUMMARY);
    assertThat(index.reader.user("adal", Purpose.SHOW).orElseThrow().origin())
        .isEqualTo(Origin.SUMMARY);
    index.pass(Duration.ofSeconds(30));

    assertThat(all().age()).isEqualTo(Duration.ofSeconds(60));
    assertThat(index.reader.user("adal", Purpose.SHOW).orElseThrow().age())
        .isEqualTo(Duration.ofSeconds(60));
    index.pass(Duration.ofSeconds(241));
    assertThat(all().origin()).isEqualTo(Origin.LIST);
  }

  @ParameterizedTest
  @CsvSource({"30, 8", "-3600,"})
  void nodesAreShownAsStaleIfTheyWereProven(long validSeconds, String cpu) {
    JsonObject nodes = new JsonObject();
    nodes.addProperty("validUntil", index.now().plusSeconds(validSeconds).toString());
    index.platformStatus().add("nodes", nodes);
    index
        .platformStatus()
        .add("resources", Index.json("{\"capacity\": {\"cpu\": \"8\", \"memory\": \"16Gi\"}}"));
    index.reader.platform(Purpose.SHOW);
    index.pass(Duration.ofSeconds(100));

    Answer<PlatformFigures> stale = index.reader.platform(Purpose.SHOW).orElseThrow();
    assertThat(stale.origin()).isEqualTo(Origin.STALE_SUMMARY);
    assertThat(Optional.ofNullable(stale.value().capacity()).map(Amounts::cpu))
        .isEqualTo(Optional.ofNullable(cpu));
  }
}
