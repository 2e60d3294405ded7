package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import java.time.Duration;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a summary, or rows that are not there mean that there are no sessions. */
class MissingUserTest {
  private final Index index = new Index();

  @AfterEach
  void close() {
    index.close();
  }

  private Answer<List<Session>> decide() {
    return index.reader.sessions("adal", Purpose.DECIDE);
  }

  /** The platform's table of users has one line. */
  private void counts(String count, int sessions) {
    JsonObject line = new JsonObject();
    line.addProperty("username", "adal");
    line.addProperty(count, sessions);
    JsonArray users = new JsonArray();
    users.add(line);
    index.platformStatus().add("users", users);
  }

  /** The garbage collector takes summaries in any order, the platform's perhaps last. */
  @Test
  void aDeletedSummaryIsNoProof() {
    index.jobs("adal", "notebook", "carta", "notebook");
    counts("interactive", 3);

    assertThat(decide().origin()).isEqualTo(Origin.LIST);
    assertThat(decide().value()).hasSize(3);
    assertThat(index.reader.checkLimit("adal", 3).allowed()).isFalse();
    assertThat(index.reader.user("adal", Purpose.DECIDE)).isEmpty();
    assertThat(index.reader.counts().fallbacks(FallbackReason.USER_MISSING)).isEqualTo(4);
    assertThat(index.reader.sessions("bchen", Purpose.DECIDE).origin()).isEqualTo(Origin.SUMMARY);
  }

  /** The table of users is cut, and the platform's summary is shared for a moment. */
  @Test
  void aSummaryThatWentWithItsPlatformIsNoProof() {
    index.jobs("adal", "notebook", "carta", "notebook");
    index.platformStatus().addProperty("usersOmitted", 1);
    assertThat(index.reader.platform(Purpose.SHOW)).isPresent();
    index.server.summaries.remove("main");

    assertThat(index.reader.checkLimit("adal", 3).allowed()).isFalse();
    assertThat(decide().value()).hasSize(3);
    assertThat(index.reader.counts().fallbacks(FallbackReason.PLATFORM_MISSING)).isEqualTo(2);
  }

  @Test
  void noSummaryBesideOneOfThePlatformIsProof() {
    index.jobs("adal", "notebook");
    index.platformStatus().addProperty("usersOmitted", 1);
    assertThat(decide().origin()).isEqualTo(Origin.SUMMARY);
    assertThat(index.server.gets("main")).as("asked for again").isEqualTo(2);

    index.server.fault =
        path -> path.endsWith("/main") && index.server.gets("main") > 3 ? 503 : 200;
    index.pass(Duration.ofSeconds(3));
    assertThat(decide().origin()).as("the API server does not say").isEqualTo(Origin.LIST);
    assertThat(index.reader.platform(Purpose.DECIDE)).as("that is nobody else's").isPresent();
  }

  /** While an index is deleted the API server may be too busy to say that again. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPlatformThatIsGoneDoesNotComeBackWhenAReadFails(boolean deleted) {
    index.jobs("adal", "notebook", "carta", "notebook");
    assertThat(decide().origin())
        .as("no session that the platform knows")
        .isEqualTo(Origin.SUMMARY);

    if (deleted) {
      index.server.summaries.remove("main");
    } else {
      index.server.summaries.get("main").remove("status");
    }
    index.pass(Duration.ofSeconds(3));
    assertThat(decide().value()).hasSize(3);

    index.server.fault = path -> path.endsWith("/main") ? 503 : 200;
    index.pass(Duration.ofSeconds(6));
    assertThat(decide().origin()).isEqualTo(Origin.LIST);
    assertThat(decide().value()).hasSize(3);
    assertThat(index.reader.checkLimit("adal", 3).allowed()).isFalse();
    assertThat(index.reader.platform(Purpose.SHOW).orElseThrow().origin())
        .as("the old figures may be shown")
        .isEqualTo(Origin.STALE_SUMMARY);
  }

  /** One that is there again holds again. */
  @Test
  void aPlatformThatCameBackHoldsWhenAReadFails() {
    assertThat(decide().origin()).isEqualTo(Origin.SUMMARY);
    index.server.summaries.remove("main");
    index.pass(Duration.ofSeconds(3));
    assertThat(decide().origin()).isEqualTo(Origin.LIST);
    index.pass(Duration.ofSeconds(3));
    index.platform("100", index.now());
    assertThat(decide().origin()).isEqualTo(Origin.SUMMARY);

    index.server.fault = path -> path.endsWith("/main") ? 503 : 200;
    index.pass(Duration.ofSeconds(3));
    assertThat(decide().origin()).isEqualTo(Origin.SUMMARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"interactive", "headless", "running", "pending"})
  void anActiveSessionOfAnyKindHasASummary(String count) {
    index.jobs("adal", "notebook");
    counts(count, 1);
    assertThat(decide().origin()).isEqualTo(Origin.LIST);

    counts(count, 0);
    index.pass(Duration.ofSeconds(3));
    assertThat(decide().origin()).as("all are gone").isEqualTo(Origin.SUMMARY);
  }

  @Test
  void whatWasThereIsShownAsStale() {
    index.user("adal", "100", "notebook");
    index.reader.sessions("adal", Purpose.SHOW);
    index.server.summaries.remove("main.adal");
    counts("interactive", 1);
    index.pass(Duration.ofSeconds(3));

    assertThat(index.reader.sessions("adal", Purpose.SHOW).origin())
        .isEqualTo(Origin.STALE_SUMMARY);
    assertThat(index.server.lists()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "main.adal"})
  void notFoundIsNotWhatAProxySays(String name) {
    index.jobs("adal", "notebook");
    index.server.fault = path -> path.endsWith("/" + name) ? 404 : 200;

    assertThat(decide().value()).hasSize(1);
    assertThat(index.reader.counts().fallbacks(FallbackReason.READ_FAILED)).isEqualTo(1);
  }

  @Test
  void norThatOfAnotherObject() {
    index.jobs("adal", "notebook");
    index.server.cacheFault = new FakeApiServer.Refusal(404, Index.notFound("main.bchen"));

    assertThat(decide().value()).hasSize(1);
    assertThat(index.reader.counts().fallbacks(FallbackReason.READ_FAILED)).isEqualTo(1);
  }

  /** As API servers say when they do not serve a kind of object. */
  @Test
  void norIsAPageThatIsNotFound() {
    index.jobs("adal", "notebook");
    index.server.fault = path -> path.contains("/sessionsummaries/") ? 404 : 200;
    ApiClient client = index.server.client();
    client.setHttpClient(
        client
            .getHttpClient()
            .newBuilder()
            .addInterceptor(chain -> asText(chain.proceed(chain.request())))
            .build());
    SessionIndexReader reader =
        new SessionIndexReader(client, ReaderSettings.of("skaha-workload", "main"));

    assertThat(reader.sessions("adal", Purpose.DECIDE).value()).hasSize(1);
    assertThat(reader.counts().fallbacks(FallbackReason.READ_FAILED)).isEqualTo(1);
  }

  private static Response asText(Response response) {
    if (response.code() != 404) {
      return response;
    }
    response.close();
    ResponseBody text = ResponseBody.create("404 page not found\n", MediaType.get("text/plain"));
    return response.newBuilder().body(text).build();
  }

  @Test
  void rowsWithoutATotalAreNoProofOfNoOthers() {
    index.jobs("adal", "notebook");
    JsonObject status = index.user("adal", "100");
    status.getAsJsonObject("sessions").remove("total");
    assertThat(decide().value()).hasSize(1);
    assertThat(index.reader.interactiveSessions("adal", Purpose.DECIDE).value()).hasSize(1);

    status.remove("sessions");
    assertThat(decide().value()).hasSize(1);
    assertThat(index.reader.interactiveSessions("adal", Purpose.DECIDE).value()).hasSize(1);
    assertThat(index.reader.counts().fallbacks(FallbackReason.TRUNCATED)).isEqualTo(4);
  }
}
