package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The request paths answer as Skaha did, to the byte. Only the order differs: the golden files have
 * that of the fixture list, an API server lists by Job name; so the golden entries are put into
 * that order first. The two figures of usage in them were stubbed; the same stub is fed in here.
 */
class GoldenTest {
  private static final String SUMMARIES = "SUMMARY";

  private FakeApiServer server;
  private SessionIndexReader reader;
  private SkahaViews views;

  @AfterEach
  void stop() {
    server.close();
  }

  private void serve(String generation, String origin) {
    server = FakeApiServer.withCaptured("fixtures-" + generation);
    if (!origin.equals(SUMMARIES)) {
      server.summaries.clear();
      server.jobs.putAll(Samples.byName("fixtures/" + generation + ".joblist.json"));
    }
    reader = new SessionIndexReader(server.client(), ReaderSettings.of("skaha-workload", "main"));
    views =
        new SkahaViews(
            reader, new WorkloadUrls("workload.example.org", "/arc/home"), Ceilings.LARGEST_NODES);
  }

  @ParameterizedTest
  @CsvSource({
    "canonical, adal, SUMMARY", "canonical, bchen, SUMMARY", "canonical, c.o_dell, SUMMARY",
    "legacy, adal, SUMMARY", "legacy, bchen, SUMMARY", "legacy, c.o_dell, SUMMARY",
    "canonical, adal, LIST", "canonical, bchen, LIST", "canonical, c.o_dell, LIST",
    "legacy, adal, LIST", "legacy, bchen, LIST", "legacy, c.o_dell, LIST"
  })
  void sessionsOfAUser(String generation, String user, Origin origin) {
    serve(generation, origin.name());
    check(generation, "list." + user, origin, views.list(user, null, null, usage(generation)));
    check(
        generation,
        "interactive." + user,
        origin,
        views.interactive(user, null, usage(generation)));
  }

  @ParameterizedTest
  @CsvSource({"canonical, SUMMARY", "legacy, SUMMARY", "canonical, LIST", "legacy, LIST"})
  void oneAndApps(String generation, Origin origin) {
    serve(generation, origin.name());
    Usage usage = usage(generation);
    check(generation, "desktop-app.adal", origin, views.desktopApps("adal", usage));
    Answer<String> one = views.one("adal", "d7u1mmca", usage).map(found -> found.orElseThrow());
    assertThat(one.origin()).isEqualTo(origin);
    assertThat(one.value()).isEqualTo(text(golden(generation, "one.d7u1mmca")));
    Answer<String> app =
        views.desktopApp("adal", "d7u1mmca", "q8v", usage).map(found -> found.orElseThrow());
    assertThat(app.value())
        .isEqualTo(text(golden(generation, "desktop-app.adal").getAsJsonArray().get(0)));
  }

  @ParameterizedTest
  @CsvSource({"canonical", "legacy"})
  void everybody(String generation) {
    serve(generation, "LIST");
    assertThat(golden(generation, "all").getAsJsonArray())
        .containsExactlyInAnyOrderElementsOf(
            com.google.gson.JsonParser.parseString(views.all(null, null).value()).getAsJsonArray());
  }

  /** From the summary to the byte what it is from the LIST, in the same order. */
  @ParameterizedTest
  @CsvSource({"canonical", "legacy"})
  void everybodyFromTheSummary(String generation) {
    serve(generation, "LIST");
    final String listed = views.all(null, null).value();
    stop();
    server = FakeApiServer.withCaptured("public-" + generation);
    reader = new SessionIndexReader(server.client(), ReaderSettings.of("skaha-workload", "main"));
    Answer<String> all =
        new SkahaViews(
                reader,
                new WorkloadUrls("workload.example.org", "/arc/home"),
                Ceilings.LARGEST_NODES)
            .all(null, null);

    assertThat(all.origin()).isEqualTo(Origin.SUMMARY);
    assertThat(all.value()).isEqualTo(listed);
    assertThat(server.lists()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"canonical, SUMMARY", "legacy, SUMMARY", "canonical, LIST", "legacy, LIST"})
  void limit(String generation, Origin origin) {
    serve(generation, origin.name());
    // a refusal is confirmed by a LIST in any case
    server.jobs.putAll(Samples.byName("fixtures/" + generation + ".joblist.json"));
    JsonObject golden = golden(generation, "limit.adal").getAsJsonObject();
    LimitVerdict verdict = reader.checkLimit("adal", golden.get("max").getAsInt());
    assertThat(verdict.refusal()).contains(golden.get("verdict").getAsString());
    assertThat(verdict.origin()).isEqualTo(Origin.LIST);
    assertThat(reader.checkLimit("adal", 5).origin()).isEqualTo(origin);
    assertThat(reader.checkLimit("adal", 5).active()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource("legacy")
  void stats(String generation) {
    serve(generation, SUMMARIES);
    assertThat(views.stats().orElseThrow().value()).isEqualTo(text(golden(generation, "stats")));
  }

  private void check(String generation, String path, Origin origin, Answer<String> answer) {
    assertThat(answer.origin()).isEqualTo(origin);
    assertThat(answer.value())
        .isEqualTo(text(byJobName(generation, golden(generation, path).getAsJsonArray())));
  }

  private static JsonElement golden(String generation, String path) {
    return Samples.tree("contract/golden/" + generation + "." + path + ".json");
  }

  private static String text(JsonElement json) {
    return new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create().toJson(json);
  }

  private static JsonArray byJobName(String generation, JsonArray sessions) {
    Map<String, String> names = new HashMap<>();
    JobSessions jobs = new JobSessions(List.of(LabelGeneration.CANONICAL, LabelGeneration.LEGACY));
    Samples.items("fixtures/" + generation + ".joblist.json").stream()
        .flatMap(job -> jobs.session(Samples.job(job)).stream())
        .forEach(session -> names.put(session.id() + session.appId(), session.jobName()));
    Map<String, JsonElement> sorted = new TreeMap<>();
    for (JsonElement element : sessions) {
      JsonObject session = element.getAsJsonObject();
      String appId = session.has("appid") ? session.get("appid").getAsString() : null;
      sorted.put(names.get(session.get("id").getAsString() + appId), session);
    }
    assertThat(sorted).hasSize(sessions.size());
    JsonArray array = new JsonArray();
    sorted.values().forEach(array::add);
    return array;
  }

  /** The golden files of the canonical generation had usage for what runs, the legacy ones none. */
  private static Usage usage(String generation) {
    return session ->
        generation.equals("canonical") && session.status().equals("Running")
            ? new Usage.InUse("0.54", "0.123")
            : Usage.InUse.NONE;
  }
}
