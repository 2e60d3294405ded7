package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a summary is trusted, and what is answered when it is not. */
class TrustTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @ValueSource(longs = {-600, 0, 600, -86_400 * 365})
  void lifetimeIsTheServersWhateverOurClockSays(long skewSeconds) {
    try (Index index = new Index(Instant.now().plusSeconds(skewSeconds))) {
      index.user("adal", "100", "notebook");
      assertThat(decide(index).origin()).isEqualTo(Origin.SUMMARY);
      index.pass(Duration.ofSeconds(58));
      assertThat(decide(index).origin()).isEqualTo(Origin.SUMMARY);
      index.pass(Duration.ofSeconds(2));
      assertThat(decide(index).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.counts().fallbacks(FallbackReason.EXPIRED)).isEqualTo(1);
    }
  }

  @Test
  void theLifetimeEndsAsSoonAsTheServerMayHaveReachedIt() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      index.pass(Duration.ofSeconds(57));
      assertThat(decide(index).origin()).isEqualTo(Origin.SUMMARY);
      index.pass(Duration.ofSeconds(2).minusNanos(1));
      assertThat(decide(index).origin()).isEqualTo(Origin.SUMMARY);
      index.pass(Duration.ofNanos(1));
      assertThat(decide(index).origin()).isEqualTo(Origin.LIST);
    }
  }

  @Test
  void aServerWhoseTimeIsBeforeTheHeartbeatLengthensNoLife() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      index.server.time = () -> index.time().minusSeconds(600);
      assertThat(decide(index).origin()).isEqualTo(Origin.SUMMARY);
      index.pass(Index.VALID);
      assertThat(decide(index).origin()).isEqualTo(Origin.LIST);
    }
  }

  @Test
  void aKeptPlatformSummaryExpiresWhileItIsKept() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      index.pass(Duration.ofSeconds(58));
      assertThat(decide(index).origin()).isEqualTo(Origin.SUMMARY);
      index.pass(Duration.ofMillis(1500));
      assertThat(decide(index).origin()).isEqualTo(Origin.LIST);
      assertThat(index.server.gets("main")).isEqualTo(1);
    }
  }

  @Test
  void noPlatformNoStatusNoDate() {
    try (Index index = new Index()) {
      index.server.summaries.get("main").remove("status");
      assertThat(decide(index).origin()).isEqualTo(Origin.LIST);
      index.server.summaries.remove("main");
      index.pass(Duration.ofSeconds(3));
      assertThat(decide(index).origin()).isEqualTo(Origin.LIST);
      index.platform("100", index.now());
      index.server.tellsTime = false;
      index.pass(Duration.ofSeconds(3));
      assertThat(decide(index).origin()).isEqualTo(Origin.LIST);
      ReaderCounts counts = index.reader.counts();
      assertThat(counts.fallbacks(FallbackReason.PLATFORM_UNPUBLISHED)).isEqualTo(1);
      assertThat(counts.fallbacks(FallbackReason.PLATFORM_MISSING)).isEqualTo(1);
      assertThat(counts.fallbacks(FallbackReason.NO_DATE)).isEqualTo(1);
      assertThat(index.reader.platform(Purpose.DECIDE)).isEmpty();
      assertThat(counts.fallbacks(FallbackReason.NO_DATE)).isEqualTo(2);
    }
  }

  @Test
  void aMissingUserHasNoSessionsAsOfPublishedThrough() {
    try (Index index = new Index()) {
      index.jobs("adal", "notebook");
      Answer<List<Session>> answer = decide(index);
      assertThat(answer.value()).isEmpty();
      assertThat(answer.origin()).isEqualTo(Origin.SUMMARY);
      assertThat(answer.versions()).isEqualTo(new Versions("100", "100"));
      index.platformStatus().remove("publishedThrough");
      index.pass(Duration.ofSeconds(3));
      assertThat(decide(index).value()).hasSize(1);
      assertThat(index.reader.counts().fallbacks(FallbackReason.USERS_UNKNOWN)).isEqualTo(1);
      assertThat(index.reader.platform(Purpose.DECIDE)).isPresent();
    }
  }

  /** The operator is back after a cut, and has not yet written what it missed. */
  @Test
  void aLiveHeartbeatIsNoProofOfUsersWhoseChangesWait() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      index.jobs("adal", "notebook", "carta");
      assertThat(show(index).origin()).isEqualTo(Origin.SUMMARY);
      index.pass(Duration.ofSeconds(90));
      index.platform("100", index.now().minus(Index.VALID).plusSeconds(2));
      assertThat(decide(index).origin()).isEqualTo(Origin.SUMMARY);
      index.pass(SECOND);
      assertThat(decide(index).value()).hasSize(2);
      assertThat(show(index).origin()).isEqualTo(Origin.STALE_SUMMARY);
      assertThat(index.reader.session("adal", "id-adal-0-0", Purpose.DECIDE).origin())
          .isEqualTo(Origin.LIST);
      assertThat(index.reader.checkLimit("adal", 9).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.counts().fallbacks(FallbackReason.USERS_EXPIRED)).isEqualTo(4);
      assertThat(index.reader.platform(Purpose.DECIDE)).isPresent();
    }
  }

  @Test
  void aClaimOfUsersWithoutAnEndIsNotTaken() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      index.platformStatus().getAsJsonObject("publishedThrough").remove("validUntil");
      assertThat(decide(index).origin()).isEqualTo(Origin.LIST);
    }
  }

  @Test
  void theEffectiveVersionIsTheLarger() {
    try (Index index = new Index()) {
      index.user("adal", "99");
      assertThat(decide(index).versions().jobs()).isEqualTo("100");
      index.user("adal", "1000");
      assertThat(decide(index).versions().jobs()).isEqualTo("1000");
      assertThat(decide(index).includes("999")).isTrue();
      assertThat(decide(index).includes("1001")).isFalse();
    }
  }

  @Test
  void anotherUsersSummaryIsNotTaken() {
    try (Index index = new Index()) {
      index.slice("main.adal", "bchen", 0, "100", "notebook");
      index.jobs("adal", "carta");
      assertThat(decide(index).value()).extracting(Session::kind).containsExactly("carta");
      assertThat(index.reader.counts().fallbacks(FallbackReason.OTHER_USER)).isEqualTo(1);
    }
  }

  @Test
  void staleIsShownForFiveMinutesAndNeverDecidedOn() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      index.jobs("adal", "notebook", "carta");
      assertThat(show(index).origin()).isEqualTo(Origin.SUMMARY);
      index.pass(Duration.ofSeconds(100));
      Answer<List<Session>> stale = show(index);
      assertThat(stale.origin()).isEqualTo(Origin.STALE_SUMMARY);
      assertThat(stale.trusted()).isFalse();
      assertThat(stale.age()).isEqualTo(Duration.ofSeconds(100));
      assertThat(stale.value()).hasSize(1);
      assertThat(index.reader.interactiveSessions("adal", Purpose.SHOW).origin())
          .isEqualTo(Origin.STALE_SUMMARY);
      assertThat(index.server.lists()).isZero();
      assertThat(decide(index).value()).hasSize(2);
      index.pass(Duration.ofSeconds(200));
      assertThat(show(index).origin()).isEqualTo(Origin.STALE_SUMMARY);
      index.pass(SECOND);
      assertThat(show(index).origin()).isEqualTo(Origin.LIST);
    }
  }

  @Test
  void aFailingServerDoesNotEndTheLifetime() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      assertThat(decide(index).origin()).isEqualTo(Origin.SUMMARY);
      index.server.fault = path -> path.endsWith("/main") ? 503 : 200;
      index.pass(Duration.ofSeconds(30));
      assertThat(decide(index).origin()).isEqualTo(Origin.SUMMARY);
      index.pass(Duration.ofSeconds(30));
      assertThat(decide(index).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.counts().fallbacks(FallbackReason.READ_FAILED)).isEqualTo(1);
    }
  }

  @Test
  void aDeadServerIsAnError() {
    try (Index index = new Index()) {
      index.server.fault = path -> 500;
      assertThatThrownBy(() -> decide(index))
          .isInstanceOfSatisfying(
              IndexReadException.class, e -> assertThat(e.code()).isEqualTo(500));
    }
  }

  @Test
  void aSlowServerIsGivenUp() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      SessionIndexReader reader =
          new SessionIndexReader(
              index.server.client(),
              ReaderSettings.builder("skaha-workload", "main")
                  .readTimeout(Duration.ofMillis(200))
                  .build());
      assertThat(reader.sessions("adal", Purpose.SHOW).origin()).isEqualTo(Origin.SUMMARY);
      index.server.fault =
          path -> {
            if (path.endsWith("/main.adal")) {
              Thread.sleep(2000);
            }
            return 200;
          };
      assertThat(reader.sessions("adal", Purpose.SHOW).origin()).isEqualTo(Origin.STALE_SUMMARY);
      assertThat(reader.sessions("adal", Purpose.DECIDE).origin()).isEqualTo(Origin.LIST);
    }
  }

  @Test
  void whatIsNoSummaryIsNotTaken() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook").add("rows", Index.json("{}"));
      assertThat(decide(index).origin()).isEqualTo(Origin.LIST);
      index.user("adal", "100").getAsJsonArray("rows").add(Index.json("{\"id\": \"x\"}"));
      assertThat(decide(index).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.counts().fallbacks(FallbackReason.MALFORMED)).isEqualTo(2);
    }
  }

  @Test
  void aWriteIsIncludedFromThenOn() {
    try (Index index = new Index()) {
      index.user("adal", "100");
      index.jobs("adal", "notebook");
      index.reader.written("adal", "105");
      index.server.listVersion = "104";
      assertThat(decide(index).origin()).isEqualTo(Origin.LIST);
      index.server.listVersion = "106";
      assertThat(decide(index).versions().jobs()).isEqualTo("106");
      assertThat(index.reader.checkLimit("adal", 5).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.sessions("bchen", Purpose.DECIDE).origin()).isEqualTo(Origin.SUMMARY);
      index.user("adal", "105", "notebook");
      assertThat(decide(index).origin()).isEqualTo(Origin.SUMMARY);
    }
  }

  @Test
  void aListOfTwoGenerationsIsAsOldAsItsFirstHalf() {
    try (Index index = new Index()) {
      index.server.summaries.clear();
      index.server.fault =
          path -> {
            if (path.endsWith("/jobs")) {
              index.server.listVersion = String.valueOf(1000 + index.server.lists());
            }
            return 200;
          };
      assertThat(decide(index).versions().jobs()).isEqualTo("1001");
      assertThat(index.server.lists()).isEqualTo(2);
    }
  }

  @Test
  void whatCannotBeALabelIsRefused() {
    try (Index index = new Index()) {
      for (String bad : List.of("", "a,b", "a b", "-a", "é", "a".repeat(64))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> index.reader.sessions(bad, Purpose.SHOW));
        assertThatIllegalArgumentException().isThrownBy(() -> index.reader.sessionOfAnybody(bad));
        assertThatIllegalArgumentException().isThrownBy(() -> index.reader.checkLimit(bad, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> index.reader.user(bad, Purpose.SHOW));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> index.reader.jobs("adal", bad, Purpose.SHOW));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> index.reader.jobsToRenew("adal", bad));
        assertThatIllegalArgumentException().isThrownBy(() -> index.reader.desktopPod("adal", bad));
      }
      assertThat(index.server.requests).isEmpty();
    }
  }

  private static Answer<List<Session>> decide(Index index) {
    return index.reader.sessions("adal", Purpose.DECIDE);
  }

  private static Answer<List<Session>> show(Index index) {
    return index.reader.sessions("adal", Purpose.SHOW);
  }
}
