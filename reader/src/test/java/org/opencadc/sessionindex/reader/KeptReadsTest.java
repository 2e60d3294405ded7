package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a user's summary is shown as it was read before, and when it is read again. */
class KeptReadsTest {
  private static final Duration LATER = Duration.ofSeconds(3);

  private final Index index = new Index();

  @BeforeEach
  void publish() {
    index.user("adal", "100", "notebook");
    index.user("bchen", "100", "carta");
    index.platform("100", index.now());
    index.userWrites("one", 7);
  }

  @AfterEach
  void close() {
    index.close();
  }

  private Answer<List<Session>> show(String username) {
    return index.reader.sessions(username, Purpose.SHOW);
  }

  private void later(String epoch, long count, String... latest) {
    index.pass(LATER);
    index.platform("200", index.now());
    index.userWrites(epoch, count, latest);
  }

  private long gets() {
    return index.server.gets("main.adal");
  }

  @Test
  void whatWasNotWrittenIsNotReadAgain() {
    show("adal");
    later("one", 7);
    Answer<List<Session>> answer = show("adal");
    later("one", 8, "bchen");

    assertThat(answer.origin()).isEqualTo(Origin.SUMMARY);
    assertThat(answer.value()).hasSize(1);
    assertThat(answer.versions()).as("as of the platform's").isEqualTo(new Versions("200", "200"));
    assertThat(show("adal").value()).isEqualTo(answer.value());
    assertThat(gets()).isEqualTo(1);
  }

  @Test
  void whatWasWrittenIsReadAgain() {
    show("adal");
    index.user("adal", "150", "notebook", "carta");
    assertThat(show("adal").value()).as("not told of yet").hasSize(1);
    later("one", 9, "bchen", "adal");

    assertThat(show("adal").value()).hasSize(2);
    assertThat(gets()).isEqualTo(2);
  }

  @Test
  void aUserWithoutSummaryIsKeptLikeOneWithout() {
    show("nobody");
    later("one", 7);
    assertThat(show("nobody").value()).isEmpty();
    assertThat(index.server.gets("main.nobody")).isEqualTo(1);

    index.user("nobody", "150", "notebook");
    later("one", 8, "nobody");
    assertThat(show("nobody").value()).hasSize(1);
  }

  @Test
  void otherViewsOfAWrittenUserAreReadAgainToo() {
    index.reader.session("adal", "id-adal-0-0", Purpose.SHOW);
    index.reader.interactiveSessions("adal", Purpose.SHOW);
    assertThat(gets()).isEqualTo(2);
    index.user("adal", "150");
    later("one", 8, "adal");

    assertThat(index.reader.interactiveSessions("adal", Purpose.SHOW).value()).isEmpty();
    assertThat(index.reader.session("adal", "id-adal-0-0", Purpose.SHOW).value()).isEmpty();
  }

  @Test
  void nothingIsKeptBeyondWhatIsTold() {
    readAgain(Index.toldWrites("another", 7));
    readAgain(Index.toldWrites("another", 6));
    readAgain(Index.toldWrites("another", 9, "bchen"));
    readAgain(null);
    readAgain(Index.toldWrites("another", 8, "bchen"));
  }

  private void readAgain(JsonObject told) {
    show("adal");
    long before = gets();
    index.pass(LATER);
    index.platform("200", index.now());
    index.platformStatus().add("userWrites", told);
    show("adal");
    assertThat(gets()).as(String.valueOf(told)).isEqualTo(before + 1);
  }

  @Test
  void decisionsAreMadeOnWhatIsReadNow() {
    show("adal");
    index.user("adal", "150", "notebook", "carta");

    assertThat(index.reader.sessions("adal", Purpose.DECIDE).value()).hasSize(2);
    assertThat(index.reader.checkLimit("adal", 9).active()).isEqualTo(2);
    assertThat(index.reader.session("adal", "id-adal-0-1", Purpose.DECIDE).value()).isPresent();
  }

  @Test
  void aWriteThatTheReaderWasToldOfIsLookedForFirst() {
    show("adal");
    index.user("adal", "150", "notebook", "carta");
    index.reader.written("adal", "140");

    assertThat(show("adal").value()).hasSize(2);
    assertThat(show("adal").origin()).isEqualTo(Origin.SUMMARY);
    assertThat(index.server.lists()).isZero();
  }

  @Test
  void anIdThatIsNotInACopyIsLookedForInTheSummaryFirst() {
    index.reader.session("adal", "id-adal-0-0", Purpose.SHOW);
    index.user("adal", "150", "notebook", "carta");

    assertThat(index.reader.session("adal", "id-adal-0-1", Purpose.SHOW).value()).isPresent();
    assertThat(index.server.lists()).isZero();
  }

  @Test
  void aCopyIsNotShownWhenTheUsersAreNotTrusted() {
    show("adal");
    index.pass(Index.VALID);
    assertThat(show("adal").origin()).isEqualTo(Origin.STALE_SUMMARY);

    index.platform("200", index.now());
    index.userWrites("one", 7);
    index.platformStatus().remove("publishedThrough");
    index.pass(LATER);
    assertThat(show("adal").origin()).isEqualTo(Origin.STALE_SUMMARY);
  }

  /** Another request learns of a write while this one waits for the answer from before it. */
  @Test
  void whatWasReadBeforeAWriteThatIsToldByNowIsNotKept() {
    FakeApiServer.Reads reads = index.server.reads;
    index.server.reads =
        (name, version) -> {
          JsonObject before = reads.read(name, version);
          if (name.equals("main.adal")) {
            index.server.reads = reads;
            index.user("adal", "150", "notebook", "carta");
            later("one", 8, "adal");
            show("bchen");
          }
          return before;
        };

    assertThat(show("adal").value()).hasSize(1);
    assertThat(show("adal").value()).hasSize(2);
  }

  @Test
  void objectionsAreNotKept() {
    index.user("adal", "100", "notebook").add("rows", Index.json("{}"));
    assertThat(show("adal").origin()).isEqualTo(Origin.LIST);
    index.user("adal", "100", "notebook");

    assertThat(show("adal").origin()).isEqualTo(Origin.SUMMARY);
  }

  @Test
  void noMoreRowsAreKeptThanAllowed() {
    BoundedRows<String, String> rows = new BoundedRows<>(10, String::length);
    IntStream.range(0, 3).forEach(i -> rows.put("key" + i, "abc"));

    assertThat(rows.get("key0")).as("3 × 4 rows are too many").isNull();
    assertThat(rows.get("key1")).isNotNull();
    rows.put("key3", "");
    rows.put("key4", "ab");
    assertThat(rows.get("key2")).as("the least used").isNull();
    rows.remove("key1");
    rows.put("key5", "abcd");
    assertThat(rows.get("key3")).isNotNull();
    rows.clear();
    assertThat(rows.get("key5")).isNull();
    rows.put("key6", "abcdefghi");
    assertThat(rows.get("key6")).isNotNull();
  }

  @Test
  void aMalformedCountIsNoReasonToTrust() {
    show("adal");
    index.pass(LATER);
    index.platformStatus().add("userWrites", new JsonArray());

    assertThat(show("adal").origin()).isNotEqualTo(Origin.SUMMARY);
  }
}
