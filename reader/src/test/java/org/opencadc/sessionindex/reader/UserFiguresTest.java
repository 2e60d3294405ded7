package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the reader says of a user as a whole, and when it says nothing. */
class UserFiguresTest {
  private static final Amounts NOTHING = new Amounts("0", "0", Map.of());
  private static final UserFigures.Quota UNUSED = new UserFigures.Quota(0L, null, null);

  private static Optional<Answer<UserFigures>> decide(Index index) {
    return index.reader.user("adal", Purpose.DECIDE);
  }

  private static Optional<Answer<UserFigures>> show(Index index) {
    return index.reader.user("adal", Purpose.SHOW);
  }

  private static Amounts amounts(String cpu, String memory) {
    return new Amounts(cpu, memory, Map.of());
  }

  private static Amounts withGpu(String cpu, String memory) {
    return new Amounts(cpu, memory, Map.of("nvidia.com/gpu", "1"));
  }

  @ParameterizedTest
  @CsvSource({"canonical", "legacy"})
  void areThePublishedOnes(String generation) {
    try (FakeApiServer server = FakeApiServer.withCaptured("fixtures-" + generation)) {
      SessionIndexReader reader =
          new SessionIndexReader(server.client(), ReaderSettings.of("skaha-workload", "main"));
      Answer<UserFigures> answer = reader.user("adal", Purpose.DECIDE).orElseThrow();
      assertThat(answer.origin()).isEqualTo(Origin.SUMMARY);
      assertThat(answer.versions().pods()).isNotNull();
      UserFigures figures = answer.value();
      assertThat(figures.sessions().total()).isEqualTo(6);
      assertThat(figures.sessions().running()).isEqualTo(4);
      assertThat(figures.sessions().interactive()).isEqualTo(new SessionCounts.Active(3L, 3L, 0L));
      assertThat(figures.sessions().byKind()).containsEntry("headless", 2L);
      assertThat(figures.sessions().users()).as("the platform's alone").isNull();
      assertThat(figures.allocated()).isEqualTo(withGpu("4250m", "25Gi"));
      assertThat(figures.pending()).isEqualTo(NOTHING);
      assertThat(figures.queued()).isEqualTo(NOTHING);
      assertThat(figures.fixed())
          .isEqualTo(new UserFigures.Quota(1L, withGpu("2", "16Gi"), withGpu("2", "16Gi")));
      assertThat(figures.flexible())
          .isEqualTo(new UserFigures.Quota(2L, amounts("1250m", "5Gi"), amounts("9", "36Gi")));
      assertThat(server.gets()).as("the platform and slice 0").isEqualTo(2);
      assertThat(server.lists()).isZero();
    }
  }

  @Test
  void noLimitIsNotALimitOfZero() {
    try (FakeApiServer server = FakeApiServer.withCaptured("fixtures-canonical")) {
      SessionIndexReader reader =
          new SessionIndexReader(server.client(), ReaderSettings.of("skaha-workload", "main"));
      UserFigures figures = reader.user("c.o_dell", Purpose.DECIDE).orElseThrow().value();
      assertThat(figures.fixed()).isEqualTo(UNUSED);
      assertThat(figures.flexible()).isEqualTo(UNUSED);
      assertThat(figures.queued()).isEqualTo(amounts("1", "4Gi"));
    }
  }

  @Test
  void aUserWithoutSessionsHasZeroOfAll() {
    try (Index index = new Index()) {
      Answer<UserFigures> answer = decide(index).orElseThrow();
      assertThat(answer.versions()).isEqualTo(new Versions("100", "100"));
      assertThat(answer.value().sessions().total()).isZero();
      assertThat(answer.value().sessions().headless().active()).isZero();
      assertThat(answer.value().allocated()).isEqualTo(NOTHING);
      assertThat(answer.value().flexible()).isEqualTo(UNUSED);
    }
  }

  @Test
  void whatIsNotPublishedIsUnknown() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      UserFigures figures = decide(index).orElseThrow().value();
      assertThat(figures.sessions().total()).isEqualTo(1);
      assertThat(figures.sessions().suspended()).isNull();
      assertThat(figures.allocated()).isNull();
      assertThat(figures.fixed()).isNull();
      index.user("adal", "100").remove("sessions");
      assertThat(decide(index).orElseThrow().value().sessions()).isNull();
    }
  }

  @Test
  void rowsInFurtherSlicesDoNotMatter() {
    try (Index index = new Index()) {
      index
          .user("adal", "100", "headless")
          .getAsJsonObject("sessions")
          .addProperty("total", 10_000);
      assertThat(decide(index).orElseThrow().value().sessions().total()).isEqualTo(10_000);
      assertThat(index.server.gets()).isEqualTo(2);
    }
  }

  @Test
  void areShownAsStaleForFiveMinutesAndNeverListed() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      assertThat(show(index).orElseThrow().origin()).isEqualTo(Origin.SUMMARY);
      index.pass(Duration.ofSeconds(100));
      Answer<UserFigures> stale = show(index).orElseThrow();
      assertThat(stale.origin()).isEqualTo(Origin.STALE_SUMMARY);
      assertThat(stale.age()).isEqualTo(Duration.ofSeconds(100));
      assertThat(stale.value().sessions().total()).isEqualTo(1);
      assertThat(decide(index)).isEmpty();
      assertThat(index.reader.user("bchen", Purpose.SHOW)).as("never read").isEmpty();
      index.pass(Duration.ofSeconds(201));
      assertThat(show(index)).isEmpty();
      assertThat(index.server.lists()).isZero();
      assertThat(index.reader.counts().fallbacks(FallbackReason.EXPIRED)).isEqualTo(4);
    }
  }

  @Test
  void aWriteIsIncludedOrThereIsNoAnswer() {
    try (Index index = new Index()) {
      index.user("adal", "100");
      assertThat(show(index)).isPresent();
      index.reader.written("adal", "105");
      assertThat(show(index)).isEmpty();
      assertThat(decide(index)).isEmpty();
      assertThat(index.reader.user("bchen", Purpose.DECIDE)).isPresent();
      index.user("adal", "105", "notebook");
      assertThat(show(index).orElseThrow().value().sessions().total()).isEqualTo(1);
      index.pass(Index.VALID);
      index.reader.written("adal", "106");
      assertThat(show(index)).as("nor are older ones shown as stale").isEmpty();
    }
  }

  @Test
  void whatWasNotWrittenIsNotReadAgainToShow() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      index.userWrites("one", 7);
      show(index);
      index.reader.session("adal", "id-adal-0-0", Purpose.SHOW);
      index.reader.jobs("adal", "id-adal-0-0", Purpose.SHOW);
      assertThat(index.server.gets("main.adal")).isEqualTo(1);
      index.user("adal", "150");
      assertThat(decide(index).orElseThrow().value().sessions().total()).isZero();
      index.pass(Duration.ofSeconds(3));
      index.platform("200", index.now());
      index.userWrites("one", 8, "adal");
      assertThat(show(index).orElseThrow().value().sessions().total()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"quota", "resources", "sessions"})
  void figuresOfAnotherFormAreNone(String member) {
    try (Index index = new Index()) {
      JsonObject status = index.user("adal", "100", "notebook");
      index.jobs("adal", "notebook");
      status.add(member, new JsonPrimitive("none"));
      assertThat(decide(index)).isEmpty();
      assertThat(show(index)).isEmpty();
      assertThat(index.reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.counts().fallbacks(FallbackReason.MALFORMED)).isEqualTo(3);
    }
  }

  @Test
  void anotherUsersFiguresAreNotTaken() {
    try (Index index = new Index()) {
      index.slice("main.adal", "bchen", 0, "100", "notebook");
      assertThat(decide(index)).isEmpty();
      assertThat(index.reader.counts().fallbacks(FallbackReason.OTHER_USER)).isEqualTo(1);
    }
  }
}
