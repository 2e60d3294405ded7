package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Lookups by id, and the session limit. */
class LookupTest {

  @Test
  void aHitIsTheSummarysAndAMissIsLookedUp() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      index.jobs("adal", "notebook", "carta");
      assertThat(index.reader.session("adal", "id-adal-0-0", Purpose.SHOW).origin())
          .isEqualTo(Origin.SUMMARY);
      Answer<?> found = index.reader.session("adal", "id-adal-0-1", Purpose.SHOW);
      assertThat(found.origin()).isEqualTo(Origin.LIST);
      assertThat(index.server.requests)
          .filteredOn(request -> request.contains("/jobs"))
          .hasSize(2)
          .anyMatch(
              r ->
                  r.endsWith(
                      "?labelSelector=canfar.net%2Fid%3Did-adal-0-1%2Ccanfar.net%2Fusername%3Dadal"))
          .anyMatch(
              r ->
                  r.endsWith(
                      "?labelSelector=canfar-net-sessionID%3Did-adal-0-1%2Ccanfar-net-userid%3Dadal"));
    }
  }

  @Test
  void whatAKeptListDidNotHaveIsLookedUpAgain() {
    try (Index index = new Index()) {
      assertThat(index.reader.session("adal", "id-adal-0-0", Purpose.SHOW).value()).isEmpty();
      index.jobs("adal", "notebook");
      index.pass(Duration.ofSeconds(1));
      assertThat(index.reader.session("adal", "id-adal-0-0", Purpose.SHOW).value()).isPresent();
      assertThat(index.reader.sessionOfAnybody("id-adal-0-0").value()).isPresent();
      assertThat(index.server.lists()).isEqualTo(6);
      index.reader.sessionOfAnybody("id-adal-0-0");
      assertThat(index.server.lists()).isEqualTo(6);
      assertThat(index.reader.counts().fallbacks(FallbackReason.ID_NOT_FOUND)).isEqualTo(2);
      assertThat(index.reader.counts().fallbacks(FallbackReason.ID_WITHOUT_USER)).isEqualTo(2);
    }
  }

  @Test
  void aListIsAsOldAsItsBeginning() {
    try (Index index = new Index()) {
      index.server.fault =
          path -> {
            index.pass(Duration.ofSeconds(1));
            return 200;
          };
      index.jobs("adal", "notebook");
      Duration twoLists = Duration.ofSeconds(2);
      assertThat(index.reader.sessionOfAnybody("id-adal-0-0").age()).isEqualTo(twoLists);
      index.pass(Duration.ofSeconds(1));
      assertThat(index.reader.sessionOfAnybody("id-adal-0-0").age())
          .as("of the one that was kept")
          .isEqualTo(twoLists.plusSeconds(1));
      assertThat(index.server.lists()).isEqualTo(2);
    }
  }

  @Test
  void whatACopyOfAllSlicesHasIsNotLookedUp() {
    try (Index index = new Index()) {
      index.userWrites("one", 7);
      JsonObject zero = index.user("adal", "100", "notebook");
      zero.add("sessions", Index.json("{\"total\": 2, \"byKind\": {\"headless\": 1}}"));
      JsonArray slices = new JsonArray();
      slices.add(Index.json("{\"name\": \"main.adal.s1\"}"));
      zero.add("slices", slices);
      index.slice("main.adal.s1", "adal", 1, "100", "headless");
      assertThat(index.reader.sessions("adal", Purpose.SHOW).value()).hasSize(2);
      long gets = index.server.gets();

      Answer<?> found = index.reader.session("adal", "id-adal-1-0", Purpose.SHOW);
      assertThat(found.origin()).isEqualTo(Origin.SUMMARY);
      assertThat(index.reader.jobs("adal", "id-adal-1-0", Purpose.SHOW).value()).hasSize(1);
      assertThat(index.reader.interactiveSessions("adal", Purpose.SHOW).value()).hasSize(1);
      assertThat(index.server.gets()).isEqualTo(gets);
      assertThat(index.reader.session("adal", "id-adal-1-0", Purpose.DECIDE).origin())
          .isEqualTo(Origin.LIST);
    }
  }

  @Test
  void aDesktopAppIsNoSession() {
    try (Index index = new Index()) {
      index.user("adal", "100", "desktop-app");
      assertThat(index.reader.session("adal", "id-adal-0-0", Purpose.SHOW).value()).isEmpty();
    }
  }

  @Test
  void theLimitIsTheSummarysWithAMargin() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook", "carta", "headless", "desktop-app");
      index.jobs("adal", "notebook", "carta", "headless", "desktop-app", "firefly");
      assertThat(index.reader.checkLimit("adal", 4))
          .isEqualTo(new LimitVerdict("adal", 2, 4, Origin.SUMMARY));
      assertThat(index.server.lists()).isZero();
      assertThat(index.reader.checkLimit("adal", 3))
          .isEqualTo(new LimitVerdict("adal", 3, 3, Origin.LIST));
      assertThat(index.server.requests.get(index.server.requests.size() - 1))
          .endsWith("canfar-net-userid%3Dadal%2Ccanfar-net-sessionType%21%3Dheadless");
    }
  }

  @Test
  void aRefusalIsConfirmedEachTime() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      index.jobs("adal", "notebook");
      assertThat(index.reader.checkLimit("adal", 1).allowed()).isFalse();
      index.server.jobs.clear();
      assertThat(index.reader.checkLimit("adal", 1).allowed()).isTrue();
      assertThat(index.reader.counts().fallbacks(FallbackReason.LIMIT_CLOSE)).isEqualTo(2);
    }
  }

  @Test
  void theLimitNeedsWhatIsPublishedThroughToBeRecent() {
    try (Index index = new Index()) {
      // with the second that the Date header leaves open this is the very limit
      index.platform("100", index.now().minusSeconds(29));
      assertThat(index.reader.checkLimit("adal", 5).origin()).isEqualTo(Origin.SUMMARY);
      index.pass(Duration.ofSeconds(3));
      assertThat(index.reader.checkLimit("adal", 5).origin()).isEqualTo(Origin.LIST);
      index.pass(Duration.ofSeconds(3));
      assertThat(index.reader.checkLimit("adal", 5).allowed()).isTrue();
      assertThat(index.server.lists()).isEqualTo(2);
      assertThat(index.reader.counts().fallbacks(FallbackReason.LIMIT_TOO_OLD)).isEqualTo(2);
    }
  }
}
