package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users with more sessions than one object holds. */
class SlicesTest {

  private static void names(JsonObject zero, long own, String name, long sequence) {
    zero.addProperty("sequence", own);
    JsonArray slices = new JsonArray();
    slices.add(Index.json("{\"name\": \"%s\", \"sequence\": %d}".formatted(name, sequence)));
    zero.add("slices", slices);
  }

  @Test
  void rowsOfAllSlicesByJobName() {
    try (Index index = new Index()) {
      names(index.user("adal", "100", "notebook", "headless"), 7, "main.adal.s1", 5);
      index.slice("main.adal.s1", "adal", 1, "90", "headless").addProperty("sequence", 5);
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).value())
          .extracting(Session::jobName)
          .containsExactly("adal-0-0", "adal-0-1", "adal-1-0");
      assertThat(index.server.lists()).isZero();
    }
  }

  @Test
  void interactiveSessionsNeedSliceZeroAlone() {
    try (Index index = new Index()) {
      names(index.user("adal", "100", "notebook", "headless"), 7, "main.adal.s1", 5);
      assertThat(index.reader.interactiveSessions("adal", Purpose.DECIDE).value()).hasSize(1);
      assertThat(index.server.gets()).isEqualTo(2);
    }
  }

  @Test
  void interactiveSessionsThatGoOnInTheNextSliceAreReadThere() {
    try (Index index = new Index()) {
      JsonObject zero = index.user("adal", "100", "notebook");
      zero.getAsJsonObject("sessions").addProperty("total", 2);
      names(zero, 7, "main.adal.s1", 5);
      index.slice("main.adal.s1", "adal", 1, "90", "carta").addProperty("sequence", 5);
      assertThat(index.reader.interactiveSessions("adal", Purpose.DECIDE).value()).hasSize(2);
      assertThat(index.server.lists()).isZero();
    }
  }

  @Test
  void aRowOnItsWayIsTakenFromTheLaterWrite() {
    try (Index index = new Index()) {
      JsonObject zero = index.user("adal", "100", "headless");
      names(zero, 17, "main.adal.s1", 18);
      JsonObject one = index.slice("main.adal.s1", "adal", 1, "100");
      one.addProperty("sequence", 18);
      one.getAsJsonArray("rows").add(Index.row("adal-0-0", "headless", "Completed"));
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).value())
          .extracting(Session::status)
          .containsExactly("Completed");
      names(zero, 17, "main.adal.s1", 16);
      one.addProperty("sequence", 16);
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).value())
          .extracting(Session::status)
          .containsExactly("Running");
    }
  }

  @Test
  void tornSlicesAreReadOnceMore() {
    try (Index index = new Index()) {
      names(index.user("adal", "100", "notebook"), 7, "main.adal.s1", 5);
      JsonObject one = index.slice("main.adal.s1", "adal", 1, "90", "headless");
      one.addProperty("sequence", 4);
      AtomicInteger reads = new AtomicInteger();
      index.server.fault =
          path -> {
            if (path.endsWith("/main.adal.s1") && reads.incrementAndGet() == 2) {
              one.addProperty("sequence", 5);
            }
            return 200;
          };
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.SUMMARY);
      assertThat(reads).hasValue(2);
    }
  }

  @Test
  void aSliceThatIsNewerIsNotReadAgainOnceSliceZeroNamesIt() {
    try (Index index = new Index()) {
      JsonObject zero = index.user("adal", "100", "notebook");
      names(zero, 7, "main.adal.s1", 5);
      index.slice("main.adal.s1", "adal", 1, "110", "headless").addProperty("sequence", 8);
      index.server.fault =
          path -> {
            if (path.endsWith("/main.adal.s1")) {
              names(zero, 8, "main.adal.s1", 8);
            }
            return 200;
          };
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).value()).hasSize(2);
      assertThat(index.server.gets("main.adal.s1")).isEqualTo(1);
      assertThat(index.server.gets("main.adal")).isEqualTo(2);
      assertThat(index.server.lists()).isZero();
    }
  }

  @Test
  void aSliceThatStaysNewerMayHaveLostARow() {
    try (Index index = new Index()) {
      index.jobs("adal", "notebook", "headless");
      names(index.user("adal", "100", "notebook"), 7, "main.adal.s1", 5);
      index.slice("main.adal.s1", "adal", 1, "110", "headless").addProperty("sequence", 8);
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.counts().fallbacks(FallbackReason.TORN)).isEqualTo(1);
    }
  }

  @Test
  void tornSlicesAreNoReasonToShowOldRows() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      assertThat(index.reader.sessions("adal", Purpose.SHOW).origin()).isEqualTo(Origin.SUMMARY);
      names(index.user("adal", "100", "notebook"), 7, "main.adal.s1", 5);
      index.slice("main.adal.s1", "adal", 1, "90", "headless").addProperty("sequence", 4);
      assertThat(index.reader.sessions("adal", Purpose.SHOW).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.counts().fallbacks(FallbackReason.TORN)).isEqualTo(1);
    }
  }

  @Test
  void rowsOfSlicesAreAsOldAsTheOldestSlice() {
    try (Index index = new Index()) {
      names(index.user("adal", "120", "notebook"), 7, "main.adal.s1", 5);
      index.slice("main.adal.s1", "adal", 1, "110", "headless").addProperty("sequence", 5);
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).versions().jobs()).isEqualTo("110");
      assertThat(index.reader.interactiveSessions("adal", Purpose.DECIDE).versions().jobs())
          .isEqualTo("120");
      index.slice("main.adal.s1", "adal", 1, "90", "headless").addProperty("sequence", 5);
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).versions().jobs()).isEqualTo("100");
    }
  }

  @Test
  void slicesWithFewerRowsThanSessionsAreListed() {
    try (Index index = new Index()) {
      index.jobs("adal", "notebook", "headless", "headless");
      JsonObject zero = index.user("adal", "100", "notebook");
      zero.getAsJsonObject("sessions").addProperty("total", 3);
      names(zero, 7, "main.adal.s1", 5);
      index.slice("main.adal.s1", "adal", 1, "90", "headless").addProperty("sequence", 5);
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).value()).hasSize(3);
      assertThat(index.reader.counts().fallbacks(FallbackReason.TRUNCATED)).isEqualTo(1);
    }
  }

  @Test
  void slicesThatStayTornOrAreMissingGiveAList() {
    try (Index index = new Index()) {
      index.jobs("adal", "notebook", "headless", "headless");
      JsonObject zero = index.user("adal", "100", "notebook");
      names(zero, 7, "main.adal.s1", 5);
      assertThat(index.reader.sessions("adal", Purpose.SHOW).value()).hasSize(3);
      index.slice("main.adal.s1", "adal", 1, "90", "headless").addProperty("sequence", 4);
      assertThat(index.reader.sessions("adal", Purpose.SHOW).origin()).isEqualTo(Origin.LIST);
      index.slice("main.adal.s1", "adal", 1, "90", "headless");
      assertThat(index.reader.sessions("adal", Purpose.SHOW).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.counts().fallbacks(FallbackReason.TORN)).isEqualTo(3);
      assertThat(index.server.gets("main.adal.s1")).isEqualTo(6);
    }
  }

  @Test
  void truncatedRowsAreListedAndCountsAreGood() {
    try (Index index = new Index()) {
      index.jobs("adal", "notebook", "headless");
      JsonObject status = index.user("adal", "100", "notebook", "headless");
      status.getAsJsonArray("rows").remove(1);
      assertThat(index.reader.sessions("adal", Purpose.SHOW).value()).hasSize(2);
      JsonArray conditions = new JsonArray();
      conditions.add(Index.json("{\"type\": \"Truncated\", \"status\": \"True\"}"));
      status.add("conditions", conditions);
      assertThat(index.reader.sessions("adal", Purpose.SHOW).value()).hasSize(2);
      assertThat(index.reader.counts().fallbacks(FallbackReason.TRUNCATED)).isEqualTo(2);
      assertThat(index.reader.checkLimit("adal", 5).origin()).isEqualTo(Origin.SUMMARY);
      assertThat(index.reader.interactiveSessions("adal", Purpose.SHOW).origin())
          .isEqualTo(Origin.SUMMARY);
    }
  }

  @Test
  void enoughRowsAreNoProofWhenSomeAreSaidToBeMissing() {
    try (Index index = new Index()) {
      index.jobs("adal", "notebook", "headless", "headless");
      JsonObject zero = index.user("adal", "100", "notebook", "headless");
      JsonArray conditions = new JsonArray();
      conditions.add(Index.json("{\"type\": \"Truncated\", \"status\": \"True\"}"));
      zero.add("conditions", conditions);
      names(zero, 7, "main.adal.s1", 5);
      index.slice("main.adal.s1", "adal", 1, "90", "headless").addProperty("sequence", 5);
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.counts().fallbacks(FallbackReason.TRUNCATED)).isEqualTo(1);
    }
  }

  @Test
  void asTheOperatorSlices() {
    try (FakeApiServer server = FakeApiServer.withCaptured("sliced")) {
      SessionIndexReader reader =
          new SessionIndexReader(server.client(), ReaderSettings.of("skaha-workload", "main"));
      assertThat(reader.sessions("bulk", Purpose.DECIDE).value())
          .hasSize(30)
          .extracting(Session::jobName)
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(server.gets()).as("platform, slice 0 and two more").isEqualTo(4);
      assertThat(reader.interactiveSessions("bulk", Purpose.DECIDE).value()).isEmpty();
      assertThat(server.gets()).isEqualTo(5);
      assertThat(server.lists()).isZero();
    }
  }

  @Test
  void asTheOperatorSlicesMany() {
    try (FakeApiServer server = FakeApiServer.withCaptured("many")) {
      SessionIndexReader reader =
          new SessionIndexReader(server.client(), ReaderSettings.of("skaha-workload", "main"));
      Answer<List<Session>> answer = reader.sessions("bulk", Purpose.DECIDE);
      assertThat(answer.origin()).isEqualTo(Origin.SUMMARY);
      assertThat(answer.value()).hasSize(70).extracting(Session::jobName).isSorted();
      assertThat(server.gets()).as("platform and slice 0").isEqualTo(2);
      assertThat(server.summaryLists()).isEqualTo(1);
      assertThat(server.lists()).isZero();
    }
  }

  /** Publishes slice 0 and so many further slices of one row each, as of one round. */
  private static void many(Index index, int further) {
    JsonObject zero = index.user("adal", "100", "notebook");
    zero.getAsJsonObject("sessions").addProperty("total", 1 + further);
    zero.getAsJsonObject("sessions").getAsJsonObject("byKind").addProperty("headless", further);
    zero.addProperty("sequence", 7);
    JsonArray slices = new JsonArray();
    for (int slice = 1; slice <= further; slice++) {
      String name = "main.adal.s" + slice;
      slices.add(Index.json("{\"name\": \"%s\", \"sequence\": 7}".formatted(name)));
      index.slice(name, "adal", slice, "100", "headless").addProperty("sequence", 7);
    }
    zero.add("slices", slices);
  }

  @Test
  void manySlicesAreOneList() {
    try (Index index = new Index()) {
      many(index, 30);
      // one that slice 0 does not name belongs to nobody
      index.slice("main.adal.s31", "adal", 31, "100", "headless").addProperty("sequence", 7);
      Answer<List<Session>> answer = index.reader.sessions("adal", Purpose.DECIDE);
      assertThat(answer.origin()).isEqualTo(Origin.SUMMARY);
      assertThat(answer.value()).hasSize(31);
      assertThat(index.server.gets("main.adal")).isOne();
      assertThat(index.server.gets("main.adal.s1")).isZero();
      assertThat(index.server.summaryLists()).isOne();
      assertThat(index.server.lists()).isZero();
    }
  }

  @Test
  void inTheMiddleOfARoundTheyAreListedOnceMore() {
    try (Index index = new Index()) {
      many(index, 6);
      JsonObject third = index.server.summaries.get("main.adal.s3").getAsJsonObject("status");
      third.addProperty("sequence", 8);
      index.server.fault =
          path -> {
            if (path.endsWith("/sessionsummaries") && index.server.summaryLists() == 2) {
              third.addProperty("sequence", 7);
            }
            return 200;
          };
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.SUMMARY);
      assertThat(index.server.summaryLists()).isEqualTo(2);
      assertThat(index.server.lists()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 8})
  void slicesThatDoNotBelongTogetherAreNoAnswer(long sequence) {
    try (Index index = new Index()) {
      many(index, 6);
      index
          .server
          .summaries
          .get("main.adal.s3")
          .getAsJsonObject("status")
          .addProperty("sequence", sequence);
      index.jobs("adal", "notebook");
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.counts().fallbacks(FallbackReason.TORN)).isOne();
    }
  }

  @Test
  void aSliceThatIsNotListedIsMissing() {
    try (Index index = new Index()) {
      many(index, 6);
      index.server.summaries.remove("main.adal.s3");
      index.jobs("adal", "notebook");
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.counts().fallbacks(FallbackReason.TORN)).isOne();
    }
  }

  @Test
  void aRefusedListOfSummariesIsNoAnswer() {
    try (Index index = new Index()) {
      many(index, 6);
      index.jobs("adal", "notebook");
      index.server.fault = path -> path.endsWith("/sessionsummaries") ? 403 : 200;
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.counts().fallbacks(FallbackReason.READ_FAILED)).isOne();
    }
  }
}
