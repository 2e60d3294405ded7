package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sessions of everybody: from the public rows while they can be trusted, else one LIST. */
class EverybodyTest {
  private static final String FIRST = "main.public--0";

  private final Index index = new Index();

  @BeforeEach
  void publish() {
    index.jobs("listed", "notebook");
    publicThrough(Duration.ZERO);
    slice(0, 7, "adal");
    slice(4, 7, "bchen");
    slice(2, 7, "adal", "zoe");
    JsonArray slices = new JsonArray();
    slices.add(Index.json("{\"name\": \"main.public--4\", \"sequence\": 5}"));
    slices.add(Index.json("{\"name\": \"main.public--2\", \"sequence\": 7}"));
    status(0).add("slices", slices);
  }

  @AfterEach
  void close() {
    index.close();
  }

  private void slice(int number, int sequence, String... usernames) {
    JsonArray rows = new JsonArray();
    for (String username : usernames) {
      JsonObject row = Index.json("{\"kind\": \"carta\", \"status\": \"Running\"}");
      row.addProperty("username", username);
      row.addProperty("startTime", "2026-08-20T15:00:00Z");
      rows.add(row);
    }
    JsonObject summary =
        Index.json(
            """
            {"spec": {"indexName": "main", "scope": "Public", "slice": %d},
             "status": {"sequence": %d, "observed": {"jobs": "90", "pods": "90"}}}
            """
                .formatted(number, sequence));
    summary.getAsJsonObject("status").add("publicRows", rows);
    index.server.summaries.put("main.public--" + number, summary);
  }

  private JsonObject status(int number) {
    return index.server.summaries.get("main.public--" + number).getAsJsonObject("status");
  }

  private void publicThrough(Duration age) {
    JsonObject through = new JsonObject();
    through.addProperty("time", index.now().minus(age).toString());
    through.addProperty("jobs", "99");
    index.platformStatus().add("publicThrough", through);
  }

  private List<String> usernames() {
    return index.reader.everybody().value().stream().map(PublicSession::username).toList();
  }

  private void assertListed(FallbackReason why) {
    Answer<List<PublicSession>> answer = index.reader.everybody();
    assertThat(answer.origin()).isEqualTo(Origin.LIST);
    assertThat(answer.value()).extracting(PublicSession::username).containsExactly("listed");
    assertThat(index.reader.counts().fallbacks(why)).isEqualTo(1);
  }

  @Test
  void slicesFollowOneAnotherAsTheFirstNamesThem() {
    assertThat(usernames()).containsExactly("adal", "bchen", "adal", "zoe");
    assertThat(index.reader.everybody().versions().jobs()).isEqualTo("99");
    assertThat(index.server.lists()).isZero();
  }

  @Test
  void theViewOfSkaha() {
    SkahaViews views = new SkahaViews(index.reader, session -> "", Ceilings.LARGEST_NODES);

    assertThat(views.all(null, null).value()).contains("adal", "2026-08-20T15:00Z");
    assertThat(views.all("CARTA", "running").value()).contains("bchen");
    assertThat(views.all("notebook", null).value()).doesNotContain("bchen");
  }

  @Test
  void oneReadingIsSharedForAMoment() {
    usernames();
    usernames();
    assertThat(index.server.gets(FIRST)).isEqualTo(1);
    index.pass(Duration.ofSeconds(3));
    slice(2, 8, "zoe");
    assertThat(usernames()).containsExactly("adal", "bchen", "zoe");
  }

  @Test
  void whatIsNotPublishedIsListed() {
    index.server.summaries.remove(FIRST);
    assertListed(FallbackReason.PUBLIC_MISSING);
  }

  /** As after each start of the operator, and each change of the index. */
  @Test
  void rowsThatAreComparedAnewAreShownAsStale() {
    usernames();
    index.pass(Duration.ofSeconds(3));
    index.platformStatus().remove("publicThrough");

    Answer<List<PublicSession>> answer = index.reader.everybody();
    assertThat(answer.origin()).isEqualTo(Origin.STALE_SUMMARY);
    assertThat(answer.value()).hasSize(4);
    assertThat(index.server.lists()).isZero();
  }

  @Test
  void whatThePlatformDoesNotClaimIsListed() {
    index.platformStatus().remove("publicThrough");
    assertListed(FallbackReason.PUBLIC_MISSING);
  }

  /** The API server keeps rows of any form, as it knows no schema of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\"none\"", "{\"0\": {}}", "[null]", "[7]", "[{\"kind\": {}}]", "[{}]", "null"})
  void rowsOfAnotherFormAreNoAnswer(String rows) {
    status(4).add("publicRows", JsonParser.parseString(rows));
    assertListed(FallbackReason.MALFORMED);
  }

  @Test
  void anOldClaimIsNotTrusted() {
    publicThrough(Duration.ofSeconds(119));
    assertThat(index.reader.everybody().origin()).isEqualTo(Origin.SUMMARY);
    index.pass(Duration.ofSeconds(3));
    Answer<List<PublicSession>> shown = index.reader.everybody();
    assertThat(shown.origin()).isEqualTo(Origin.STALE_SUMMARY);
    assertThat(shown.age()).isEqualTo(Duration.ofSeconds(3));

    index.pass(Duration.ofMinutes(5));
    index.platform("100", index.now());
    publicThrough(Duration.ofMinutes(7));
    assertThat(index.reader.everybody().origin()).isEqualTo(Origin.LIST);
    assertThat(index.reader.counts().fallbacks(FallbackReason.PUBLIC_TOO_OLD)).isEqualTo(2);
  }

  @Test
  void anExpiredPlatformIsNotTrusted() {
    index.pass(Index.VALID);
    assertListed(FallbackReason.EXPIRED);
  }

  @Test
  void tornSlicesAreReadOnceMoreAndThenListed() {
    slice(2, 6, "adal", "zoe");
    assertListed(FallbackReason.TORN);
    assertThat(index.server.gets(FIRST)).isEqualTo(2);
  }

  @Test
  void aSliceThatIsGoneMeansANewFirstOne() {
    JsonObject first = index.server.summaries.get(FIRST).deepCopy();
    first.getAsJsonObject("status").getAsJsonArray("slices").remove(1);
    index.server.summaries.remove("main.public--2");
    index.server.fault =
        path -> {
          if (path.endsWith("main.public--2")) {
            index.server.summaries.put(FIRST, first);
          }
          return 200;
        };
    assertThat(usernames()).containsExactly("adal", "bchen");
    assertThat(index.server.lists()).isZero();
  }

  @Test
  void truncatedRowsAreListed() {
    JsonArray conditions = new JsonArray();
    conditions.add(Index.json("{\"type\": \"Truncated\", \"status\": \"True\"}"));
    status(0).add("conditions", conditions);
    assertListed(FallbackReason.TRUNCATED);
  }

  @Test
  void anotherScopeOfThatNameIsNotTaken() {
    index.server.summaries.get(FIRST).getAsJsonObject("spec").addProperty("scope", "User");
    assertListed(FallbackReason.OTHER_USER);
  }

  @Test
  void manyWhoAskAtOnceCauseOneList() {
    index.platformStatus().remove("publicThrough");
    index.server.fault =
        path -> {
          if (path.contains("/jobs")) {
            Thread.sleep(100);
          }
          return 200;
        };
    List<CompletableFuture<Void>> asking =
        IntStream.range(0, 20)
            .mapToObj(i -> CompletableFuture.runAsync(() -> index.reader.everybody()))
            .toList();
    asking.forEach(CompletableFuture::join);

    assertThat(index.server.lists()).isEqualTo(1);
  }
}
