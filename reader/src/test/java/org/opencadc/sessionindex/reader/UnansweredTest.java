package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What those who ask get, and for how many requests, while the API server does not answer. */
class UnansweredTest {
  private static final ReaderSettings SETTINGS = ReaderSettings.of("skaha-workload", "main");
  private static final Duration SLOW = Duration.ofSeconds(3);

  private final Index index = new Index();
  private final CountDownLatch open = new CountDownLatch(1);

  @AfterEach
  void close() {
    open.countDown();
    index.close();
  }

  private Answer<List<Session>> show() {
    return index.reader.sessions("adal", Purpose.SHOW);
  }

  private static Answer<List<Session>> decide(SessionIndexReader reader) {
    return reader.sessions("adal", Purpose.DECIDE);
  }

  private SessionIndexReader reader(ReaderSettings settings) {
    return new SessionIndexReader(index.server.client(), settings, index.nanos::get);
  }

  /** Answers to GETs of a summary take longer than they may. */
  private void late(String name) {
    index.server.fault =
        path -> {
          if (path.endsWith("/" + name)) {
            index.pass(SLOW);
            return 503;
          }
          return 200;
        };
  }

  private void version(String version) {
    JsonObject metadata = new JsonObject();
    metadata.addProperty("resourceVersion", version);
    index.server.summaries.get("main").add("metadata", metadata);
  }

  /** Skaha's client waits for ever. */
  @Test
  void aListThatHangsEndsAndHoldsUpNobody() {
    index.server.summaries.clear();
    index.server.fault =
        path -> {
          if (path.endsWith("/jobs")) {
            open.await();
          }
          return 200;
        };
    ApiClient patient = index.server.client().setReadTimeout(0);
    SessionIndexReader reader =
        new SessionIndexReader(
            patient, SETTINGS.toBuilder().listTimeout(Duration.ofMillis(1500)).build());

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThatThrownBy(() -> decide(reader)).isInstanceOf(IndexReadException.class);
        });
    open.countDown();
    assertThat(decide(reader).origin()).isEqualTo(Origin.LIST);
  }

  /** So an HTTP/2 connection that is dead is told from an API server that is slow. */
  @Test
  void aSilentConnectionIsTestedAndGivenUpBeforeItsCall() {
    ApiClient patient = index.server.client().setReadTimeout(0);
    OkHttpClient calls = BoundedCalls.of(patient, Duration.ofSeconds(3));

    assertThat(calls.callTimeoutMillis()).isEqualTo(3000);
    assertThat(calls.readTimeoutMillis()).isEqualTo(2000);
    assertThat(calls.pingIntervalMillis()).isEqualTo(5000);
    assertThat(calls.connectionPool())
        .as("others open connections that are tested as they want")
        .isNotSameAs(patient.getHttpClient().connectionPool());
  }

  @Test
  void aListThatCannotBeReadIsAnError() {
    index.server.summaries.clear();
    index.jobs("adal", "notebook");
    index.server.jobs.get("adal-0-0").getAsJsonObject("metadata").remove("name");

    assertThatThrownBy(() -> decide(index.reader))
        .isInstanceOfSatisfying(IndexReadException.class, e -> assertThat(e.code()).isZero());
  }

  @Test
  void aFailureThatTookLongIsSharedAsLongAsAnyOther() {
    late("main");
    show();
    show();
    assertThat(index.server.gets("main")).isEqualTo(1);

    index.pass(Duration.ofSeconds(2));
    show();
    assertThat(index.server.gets("main")).isEqualTo(2);
  }

  @Test
  void soIsOneOfThePublicRows() {
    JsonObject claim = new JsonObject();
    claim.addProperty("time", index.now().toString());
    claim.addProperty("jobs", "100");
    index.platformStatus().add("publicThrough", claim);
    late("main.public--0");
    index.reader.everybody();
    index.reader.everybody();

    assertThat(index.server.gets("main.public--0")).isEqualTo(1);
  }

  @Test
  void anObjectionIsNotLookedForTwice() {
    index.server.fault = path -> path.endsWith("/main") ? 503 : 200;
    reader(SETTINGS.toBuilder().platformKeep(Duration.ZERO).readTimeout(SLOW).build())
        .sessions("adal", Purpose.SHOW);

    assertThat(index.server.gets("main")).isEqualTo(1);
  }

  /** The newest says no more, but the API server is too busy to say even that. */
  @Test
  void whatTheCacheSaidIsGoodWhenTheNewestIsNotToBeHad() {
    index.platformStatus().remove("publishedThrough");
    AtomicInteger gets = new AtomicInteger();
    index.server.fault = path -> path.endsWith("/main") && gets.incrementAndGet() == 2 ? 503 : 200;

    assertThat(index.reader.platform(Purpose.DECIDE)).isPresent();
    assertThat(gets).hasValue(2);
  }

  @Test
  void butNotInPlaceOfANewerOne() {
    JsonObject old = index.server.summaries.get("main");
    index.platform("200", index.now());
    version("1001");
    decide(index.reader);
    FakeApiServer.Reads etcd = index.server.reads;
    index.server.reads = (name, version) -> name.equals("main") ? old : etcd.read(name, version);
    index.server.fault =
        path -> path.endsWith("/main") && index.server.gets("main") == 3 ? 503 : 200;
    index.pass(SLOW);

    assertThat(decide(index.reader).versions().jobs()).isEqualTo("200");
    assertThat(index.server.gets("main")).isEqualTo(3);
  }

  @Test
  void aLargeUserWhoIsLateKeepsNobodyFromTheCache() {
    JsonArray slices = new JsonArray();
    for (int slice = 1; slice <= 5; slice++) {
      slices.add(Index.json("{\"name\": \"main.adal.s%d\"}".formatted(slice)));
    }
    index.user("adal", "100").add("slices", slices);
    index.server.fault =
        path -> {
          if (path.endsWith("/sessionsummaries")) {
            open.await();
          }
          return 200;
        };
    SessionIndexReader reader =
        reader(SETTINGS.toBuilder().readTimeout(Duration.ofMillis(1500)).build());

    assertThat(decide(reader).origin()).isEqualTo(Origin.LIST);
    reader.sessions("bchen", Purpose.DECIDE);
    assertThat(index.server.requests)
        .filteredOn(request -> request.contains("/main.bchen"))
        .singleElement()
        .asString()
        .endsWith("resourceVersion=500");
  }
}
