package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd Jobs are the same session from a summary and from a LIST, and cost no other its answer. */
class BadInputTest {

  private static String listed(Index index, Origin origin) {
    Answer<String> answer =
        new SkahaViews(index.reader, session -> "", Ceilings.LARGEST_NODES)
            .list("adal", null, null, Usage.NONE);
    assertThat(answer.origin()).isEqualTo(origin);
    return answer.value();
  }

  /** What the summary says, what a LIST says. */
  private static void assertSame(Index index, String part) {
    String published = listed(index, Origin.SUMMARY);
    index.server.summaries.remove("main");
    index.pass(Duration.ofMinutes(6));
    assertThat(listed(index, Origin.LIST)).isEqualTo(published).contains(part);
  }

  private static JsonObject container(Index index, String job) {
    return index
        .server
        .jobs
        .get(job)
        .getAsJsonObject("spec")
        .getAsJsonObject("template")
        .getAsJsonObject("spec")
        .getAsJsonArray("containers")
        .get(0)
        .getAsJsonObject();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "+1",
        "-1",
        "1.5",
        ".5",
        "1.",
        "100m",
        "1n",
        "5u",
        "1k",
        "1M",
        "2G",
        "3T",
        "1P",
        "1E",
        "1Ki",
        "1.5Gi",
        "1Ti",
        "5Pi",
        "1Ei",
        "1e3",
        "1E3",
        "129e6",
        "12e-3",
        "9223372036854775807",
        "123456789012345678901234567890"
      })
  void quantitiesOfEveryForm(String quantity) {
    try (Index index = new Index()) {
      index.jobs("adal", "notebook");
      JsonObject amounts =
          Index.json("{\"cpu\": \"%s\", \"memory\": \"%s\"}".formatted(quantity, quantity));
      JsonObject resources = new JsonObject();
      resources.add("requests", amounts);
      container(index, "adal-0-0").add("resources", resources);
      index
          .server
          .jobs
          .get("adal-0-0")
          .getAsJsonObject("metadata")
          .getAsJsonObject("labels")
          .addProperty("canfar.net/flavor", "fixed");
      JsonObject row =
          index.user("adal", "100", "notebook").getAsJsonArray("rows").get(0).getAsJsonObject();
      row.add("requests", amounts);
      row.addProperty(
          "fixed",
          new JobSessions(List.of(LabelGeneration.CANONICAL))
              .session(Samples.job(index.server.jobs.get("adal-0-0")))
              .orElseThrow()
              .fixed());
      assertSame(index, "requestedRAM");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "1 Gi", "NaN", "1Gib", "--1", "1e"})
  void whatIsNoQuantityIsLeftOut(String text) {
    try (Index index = new Index()) {
      JsonObject row =
          index.user("adal", "100", "notebook").getAsJsonArray("rows").get(0).getAsJsonObject();
      row.add(
          "requests", Index.json("{\"cpu\": \"%s\", \"memory\": \"%s\"}".formatted(text, text)));
      row.addProperty("fixed", true);
      assertThat(listed(index, Origin.SUMMARY))
          .contains("adal-0-0")
          .doesNotContain("requestedRAM\": \"");
    }
  }

  /** The API server keeps rows of any form, as it knows no schema of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\"none\"", "{\"0\": {}}", "[null]", "[7]", "[{\"id\": {}}]", "null", "[]"})
  void rowsOfAnotherFormAreNoAnswer(String rows) {
    try (Index index = new Index()) {
      JsonObject status = index.user("adal", "100", "notebook");
      index.jobs("adal", "notebook");
      status.add("rows", JsonParser.parseString(rows));
      assertThat(listed(index, Origin.LIST)).contains("adal-0-0");
      Answer<List<Session>> interactive = index.reader.interactiveSessions("adal", Purpose.DECIDE);
      assertThat(interactive.origin()).isEqualTo(Origin.LIST);
      assertThat(interactive.value()).extracting(Session::jobName).containsExactly("adal-0-0");
    }
  }

  @Test
  void sixtyFourGroupsAndUnsignedUsers() {
    try (Index index = new Index()) {
      index.jobs("adal", "notebook");
      JsonArray groups = new JsonArray();
      LongStream.range(0, 64).map(i -> 4294967290L - i).forEach(groups::add);
      JsonObject security = Index.json("{\"runAsUser\": 4294967290, \"runAsGroup\": 4294967291}");
      security.add("supplementalGroups", groups);
      index
          .server
          .jobs
          .get("adal-0-0")
          .getAsJsonObject("spec")
          .getAsJsonObject("template")
          .getAsJsonObject("spec")
          .add("securityContext", security);
      JsonObject row =
          index.user("adal", "100", "notebook").getAsJsonArray("rows").get(0).getAsJsonObject();
      security.entrySet().forEach(entry -> row.add(entry.getKey(), entry.getValue()));
      assertSame(index, "4294967290");
    }
  }

  @Test
  void twoJobsOfOneIdAreBothListedAndTheFirstIsFound() {
    try (Index index = new Index()) {
      JsonObject status = index.user("adal", "100", "notebook", "carta");
      index.jobs("adal", "notebook", "carta");
      for (int i = 0; i < 2; i++) {
        status.getAsJsonArray("rows").get(i).getAsJsonObject().addProperty("id", "same");
        index
            .server
            .jobs
            .get("adal-0-" + i)
            .getAsJsonObject("metadata")
            .getAsJsonObject("labels")
            .addProperty("canfar.net/id", "same");
      }
      assertThat(index.reader.session("adal", "same", Purpose.DECIDE).value().orElseThrow().kind())
          .isEqualTo("notebook");
      assertSame(index, "carta");
      assertThat(index.reader.session("adal", "same", Purpose.DECIDE).value().orElseThrow().kind())
          .isEqualTo("notebook");
    }
  }

  @Test
  void usersWhoseNamesLookLikeOthers() {
    List<String> users =
        List.of(
            "adal", "Adal", "a.dal", "a_dal", "s1", "adal.s1", "public--0", "x".repeat(63), "0");
    try (Index index = new Index()) {
      for (String user : users) {
        index
            .slice(SummaryNames.ofUser("main", user), user, 0, "100", "notebook")
            .add("sessions", Index.json("{\"total\": 1}"));
      }
      for (String user : users) {
        assertThat(index.reader.sessions(user, Purpose.DECIDE).value())
            .extracting(Session::jobName)
            .containsExactly(user + "-0-0");
      }
      assertThat(index.server.lists()).isZero();
    }
  }

  @Test
  void aForeignJobCostsNoOtherItsPlace() {
    try (Index index = new Index()) {
      index.jobs("adal", "notebook", "jupyterlab", "carta");
      index
          .server
          .jobs
          .get("adal-0-2")
          .getAsJsonObject("metadata")
          .getAsJsonObject("labels")
          .remove("canfar.net/id");
      index.server.summaries.clear();
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).value())
          .extracting(Session::jobName)
          .containsExactly("adal-0-0");
    }
  }
}
