package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which GETs the API server may answer from its watch cache, and what happens if it does not. */
class CachedReadsTest {
  private static final Duration LATER = Duration.ofSeconds(3);
  private static final JsonObject TOO_LARGE =
      Index.json("{\"details\": {\"causes\": [{\"reason\": \"ResourceVersionTooLarge\"}]}}");

  private final Index index = new Index();

  @AfterEach
  void close() {
    index.close();
  }

  private Origin decide() {
    return index.reader.sessions("adal", Purpose.DECIDE).origin();
  }

  /** Names and queries of the GETs of summaries. */
  private List<String> gets() {
    return index.server.requests.stream()
        .filter(request -> request.contains("/sessionsummaries/"))
        .map(request -> request.substring(request.lastIndexOf('/') + 1))
        .toList();
  }

  private void version(String name, String version) {
    JsonObject metadata = new JsonObject();
    metadata.addProperty("resourceVersion", version);
    index.server.summaries.get(name).add("metadata", metadata);
  }

  /** The cache has an older platform summary than etcd. */
  private void behind(JsonObject cached) {
    FakeApiServer.Reads etcd = index.server.reads;
    index.server.reads =
        (name, version) ->
            version == null || !name.equals("main") ? etcd.read(name, version) : cached;
  }

  @Test
  void aUsersSummaryIsNotOlderThanWhatIsSaidOfIt() {
    decide();
    index.reader.session("adal", "nowhere", Purpose.SHOW);

    assertThat(gets())
        .containsExactly(
            "main?resourceVersion=0",
            "main.adal?resourceVersion=500",
            "main.adal?resourceVersion=500");
    assertThat(index.server.requests)
        .filteredOn(request -> request.contains("/jobs"))
        .isNotEmpty()
        .noneMatch(request -> request.contains("resourceVersion"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"90", "600"})
  void aSliceIsNotOlderThanSliceZeroNorThanWhatIsSaidOfIt(String sliceZero) {
    JsonArray slices = new JsonArray();
    slices.add(Index.json("{\"name\": \"main.adal.s1\"}"));
    index.user("adal", "100").add("slices", slices);
    index.slice("main.adal.s1", "adal", 1, "100");
    version("main.adal", sliceZero);
    decide();

    assertThat(gets())
        .contains("main.adal.s1?resourceVersion=" + (sliceZero.equals("600") ? "600" : "500"));
  }

  @Test
  void whatDoesNotBelongTogetherIsReadFromEtcd() {
    JsonArray slices = new JsonArray();
    slices.add(Index.json("{\"name\": \"main.adal.s1\", \"sequence\": 7}"));
    index.user("adal", "100").add("slices", slices);
    index.slice("main.adal.s1", "adal", 1, "100").addProperty("sequence", 6);
    decide();

    assertThat(gets())
        .containsExactly(
            "main?resourceVersion=0",
            "main.adal?resourceVersion=500",
            "main.adal.s1?resourceVersion=500",
            "main.adal",
            "main.adal.s1");
  }

  @Test
  void aMissingCachedPlatformIsLookedUp() {
    behind(null);
    assertThat(decide()).isEqualTo(Origin.SUMMARY);
    assertThat(gets()).startsWith("main?resourceVersion=0", "main");
  }

  @Test
  void anExpiredCachedPlatformIsLookedUp() {
    JsonObject old = index.server.summaries.get("main");
    index.pass(Index.VALID);
    index.platform("100", index.now());
    behind(old);
    assertThat(decide()).isEqualTo(Origin.SUMMARY);
  }

  @Test
  void aCachedPlatformThatSaysNothingOfUsersIsLookedUp() {
    JsonObject old = index.server.summaries.get("main").deepCopy();
    old.getAsJsonObject("status").remove("publishedThrough");
    behind(old);
    assertThat(decide()).isEqualTo(Origin.SUMMARY);
  }

  @Test
  void thePlatformNeverGoesBack() {
    JsonObject old = index.server.summaries.get("main");
    index.platform("200", index.now());
    version("main", "1001");
    decide();
    behind(old);
    index.pass(LATER);

    assertThat(index.reader.sessions("adal", Purpose.DECIDE).versions().jobs()).isEqualTo("200");
  }

  @Test
  void thePlatformOfARestoredEtcdIsTaken() {
    version("main", "1001");
    decide();
    version("main", "501");
    index.pass(LATER);
    decide();

    assertThat(gets()).last().isEqualTo("main.adal?resourceVersion=501");
  }

  /** Another API server's cache is behind the deletion, and what it has is not expired. */
  @ParameterizedTest
  @ValueSource(strings = {"500", "600"})
  void aPlatformThatIsGoneIsNotTakenFromACache(String lastWritten) {
    assertThat(decide()).isEqualTo(Origin.SUMMARY);
    version("main", lastWritten);
    JsonObject old = index.server.summaries.remove("main");
    index.pass(LATER);
    assertThat(decide()).isEqualTo(Origin.LIST);
    behind(old);
    index.pass(LATER);

    assertThat(decide()).isEqualTo(Origin.LIST);
    assertThat(index.reader.counts().fallbacks(FallbackReason.PLATFORM_MISSING)).isEqualTo(2);
  }

  @Test
  void norIsOneThatWasGoneFromTheBeginning() {
    JsonObject old = index.server.summaries.remove("main");
    assertThat(decide()).isEqualTo(Origin.LIST);
    behind(old);
    index.pass(LATER);

    assertThat(decide()).isEqualTo(Origin.LIST);
  }

  /** Of a restored etcd: its version is before that of the one that was gone. */
  @Test
  void onceEtcdHasThePlatformAgainItIsReadFromCachesAgain() {
    decide();
    JsonObject platform = index.server.summaries.remove("main");
    index.pass(LATER);
    decide();
    index.server.summaries.put("main", platform);
    version("main", "400");
    index.pass(LATER);
    assertThat(decide()).isEqualTo(Origin.SUMMARY);
    index.pass(LATER);
    assertThat(decide()).isEqualTo(Origin.SUMMARY);

    assertThat(gets())
        .endsWith(
            "main",
            "main.adal?resourceVersion=400",
            "main?resourceVersion=0",
            "main.adal?resourceVersion=400");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 410, 500, 504})
  void aVersionThatIsRefusedIsNotAskedForAgain(int status) {
    index.server.cacheFault =
        new FakeApiServer.Refusal(status, status < 500 ? new JsonObject() : TOO_LARGE);
    assertThat(decide()).isEqualTo(Origin.SUMMARY);
    assertThat(gets()).containsExactly("main?resourceVersion=0", "main", "main.adal");

    index.server.cacheFault = null;
    index.pass(Duration.ofSeconds(10));
    assertThat(decide()).isEqualTo(Origin.SUMMARY);
    assertThat(gets()).endsWith("main?resourceVersion=0", "main.adal?resourceVersion=500");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429, 503, 504})
  void anyOtherFailureIsOne(int status) {
    index.server.cacheFault = new FakeApiServer.Refusal(status, new JsonObject());
    assertThat(decide()).isEqualTo(Origin.LIST);
    assertThat(gets()).containsExactly("main?resourceVersion=0");
  }

  @Test
  void aCacheThatLetsWaitIsNotWaitedForAgain() {
    SessionIndexReader reader =
        new SessionIndexReader(
            index.server.client(),
            ReaderSettings.builder("skaha-workload", "main")
                .readTimeout(Duration.ofSeconds(2))
                .build(),
            index.nanos::get);
    reader.sessions("bchen", Purpose.DECIDE);
    index.server.requests.clear();
    FakeApiServer.Reads etcd = index.server.reads;
    index.server.reads =
        (name, version) -> {
          if (version != null) {
            waitLong();
          }
          return etcd.read(name, version);
        };

    assertThat(reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.LIST);
    assertThat(reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.SUMMARY);
    assertThat(gets()).containsExactly("main.adal?resourceVersion=500", "main.adal");
  }

  private static void waitLong() {
    try {
      Thread.sleep(3_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
