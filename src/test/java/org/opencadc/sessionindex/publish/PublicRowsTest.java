package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.http.WriteFence;

class PublicRowsTest {
  private static final Duration SPACING = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofMinutes(1);
  private static final String FIRST = "main.public--0";
  private static final Instant START = Instant.parse("2026-11-23T07:00:00Z");

  private final PublishingBench bench;

  PublicRowsTest() throws IOException {
    bench = new PublishingBench();
    bench.restart(spec(true));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static SessionIndexSpec.Publish spec(boolean publicRows) {
    return SessionIndexSpec.orDefaults(
            new SessionIndexSpec(
                null,
                null,
                null,
                new SessionIndexSpec.Publish(null, null, null, null, null, publicRows)))
        .publish();
  }

  /** A session with a start time of its own, by which its row is known. */
  private static String uid(int number) {
    return String.format("secret%06d", number * 2);
  }

  private static SomeJob numbered(int number) {
    return SomeJob.of(uid(number), "user" + number % 100)
        .kind("headless")
        .time(START.plusSeconds(number).toString(), 3600L);
  }

  private void settle() {
    for (int i = 0; i < 100; i++) {
      bench.settle();
      bench.pass(Duration.ofMillis(500));
    }
  }

  private void nextPass() {
    bench.pass(SPACING);
    bench.publication.tick();
    settle();
  }

  private List<String> publicWrites(Runnable action) {
    List<String> before = versions();
    action.run();
    List<String> now = new ArrayList<>(versions());
    now.removeAll(before);
    return now;
  }

  private List<String> versions() {
    return bench.existing().stream()
        .filter(summary -> summary.getMetadata().getName().contains(".public--"))
        .map(s -> s.getMetadata().getName() + " " + s.getMetadata().getResourceVersion())
        .toList();
  }

  /** The rows that a reader of an older or newer slice 0 finds by now; null when it is torn. */
  private List<String> read(JsonNode first) {
    List<String> rows = new ArrayList<>();
    first.path("publicRows").forEach(row -> rows.add(row.toString()));
    for (JsonNode slice : first.path("slices")) {
      JsonNode status = bench.status(slice.path("name").asText());
      if (status.path("sequence").asLong() < slice.path("sequence").asLong(1)) {
        return null;
      }
      status.path("publicRows").forEach(row -> rows.add(row.toString()));
    }
    return rows;
  }

  private List<String> rows() {
    return read(bench.status(FIRST));
  }

  private List<String> expected(int... numbers) {
    return IntStream.of(numbers)
        .sorted()
        .mapToObj(
            number ->
                String.format(
                    "{\"username\":\"user%d\",\"kind\":\"headless\",\"status\":\"Running\","
                        + "\"startTime\":\"%s\"}",
                    number % 100, START.plusSeconds(number)))
        .toList();
  }

  private void start(int from, int to) {
    IntStream.range(from, to).forEach(number -> bench.apply(numbered(number)));
  }

  private String through() {
    return bench.status("main").at("/publicThrough/jobs").asText();
  }

  @Test
  void everySessionIsThereInTheOrderOfJobsAndTellsNoId() {
    bench.apply(SomeJob.of("secret-b", "bchen").ended());
    bench.apply(SomeJob.of("secret-c", "adal").kind("desktop-app").time(null, null));
    bench.apply(SomeJob.of("secret-a", "zoe"));
    bench.begin();
    settle();

    assertThat(rows())
        .containsExactly(
            "{\"username\":\"zoe\",\"kind\":\"notebook\",\"status\":\"Running\",\"startTime\":\"2026-11-23T07:00:00Z\"}",
            "{\"username\":\"bchen\",\"kind\":\"notebook\",\"status\":\"Completed\",\"startTime\":\"2026-11-23T07:00:00Z\"}",
            "{\"username\":\"adal\",\"kind\":\"desktop-app\",\"status\":\"Running\"}");
    assertThat(bench.json("/" + FIRST).toString()).doesNotContain("secret");
    assertThat(bench.publication.owns(bench.find(FIRST))).isTrue();
    assertThat(bench.status(FIRST).at("/observed/jobs").asText()).isEqualTo("103");
    assertThat(SummarySchema.objectionsTo(bench.status(FIRST))).isEmpty();
  }

  @Test
  void nothingIsPublishedUnlessWanted() {
    bench.restart(spec(false));
    start(0, 3);
    bench.begin();
    nextPass();

    assertThat(versions()).isEmpty();
    assertThat(through()).isEmpty();
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  @Test
  void thereIsHalfAMinuteBetweenTwoPasses() {
    start(0, 3);
    bench.begin();
    bench.settle();
    assertThat(rows()).isEqualTo(expected(0, 1, 2));

    start(3, 5);
    bench.pass(SPACING.minusSeconds(1));
    assertThat(publicWrites(this::tickAndSettleAtOnce)).as("too soon").isEmpty();
    bench.pass(Duration.ofSeconds(1));
    tickAndSettleAtOnce();
    assertThat(rows()).isEqualTo(expected(0, 1, 2, 3, 4));
  }

  private void tickAndSettleAtOnce() {
    bench.publication.tick();
    bench.settle();
  }

  @Test
  void whatEverybodySeesUnchangedIsNotWritten() {
    start(0, 5000);
    bench.begin();
    settle();
    assertThat(bench.status(FIRST).path("slices")).hasSize(3);

    assertThat(publicWrites(() -> bench.apply(numbered(17).queue("q").time(at(17), 7200L))))
        .isEmpty();
    assertThat(publicWrites(this::nextPass)).isEmpty();
    assertThat(bench.failures).isEmpty();
  }

  private static String at(int number) {
    return START.plusSeconds(number).toString();
  }

  @Test
  void oneJobRewritesOneSliceAndTheFirst() {
    start(0, 2500);
    start(2501, 5000);
    bench.begin();
    settle();

    start(2500, 2501);
    assertThat(publicWrites(this::nextPass)).hasSize(2).anyMatch(write -> write.contains(FIRST));
    assertThat(rows()).isEqualTo(expected(IntStream.range(0, 5000).toArray()));
  }

  @Test
  void afterARestartNothingIsWritten() {
    start(0, 5000);
    bench.begin();
    settle();
    bench.restart();
    start(0, 5000);

    assertThat(
            publicWrites(
                () -> {
                  bench.begin();
                  settle();
                }))
        .isEmpty();
    assertThat(through()).isNotEmpty();
  }

  @Test
  void whatIsNotWantedAnyMoreIsDeleted() throws IOException {
    start(0, 3000);
    bench.begin();
    settle();
    assertThat(versions()).hasSize(2);
    bench.restart(spec(false));
    start(0, 3000);
    bench.begin();
    settle();
    bench.publication.deleteSurplus(bench.existing(), GRACE);

    assertThat(versions()).isEmpty();
    assertThat(bench.find("main.user1")).isNotNull();
    bench.pass(Duration.ofSeconds(15));
    bench.publication.tick();
    settle();
    assertThat(through()).isEmpty();
  }

  @Test
  void whatIsNotWantedAnyMoreIsNotMadeOnceMore() throws IOException {
    start(0, 2999);
    bench.begin();
    settle();
    start(2999, 3000);
    bench.pass(SPACING);
    bench.publication.tick();
    PublishedSummary first = bench.find(FIRST);
    assertThat(bench.budget.grant()).contains(first.key());
    bench.fence =
        () -> {
          bench.fence = WriteFence.OPEN;
          bench.respec(spec(false));
          start(0, 3000);
          bench.begin();
        };
    assertThat(bench.sentSince(this::publishFirst)).containsExactly("update 200");
    assertThat(bench.find(FIRST).getMetadata().getResourceVersion())
        .as("that step is not the last")
        .isEqualTo(first.getMetadata().getResourceVersion());

    bench.publication.deleteSurplus(bench.existing(), GRACE);
    settle();
    assertThat(versions()).isEmpty();
  }

  @Test
  void slicesThatNothingNamesAreDeleted() throws IOException {
    start(0, 5000);
    bench.begin();
    settle();
    IntStream.range(1000, 5000).forEach(i -> bench.remove(uid(i)));
    nextPass();

    assertThat(versions()).hasSize(1);
    assertThat(bench.status(FIRST).path("slices")).isEmpty();
    assertThat(rows()).isEqualTo(expected(IntStream.range(0, 1000).toArray()));
  }

  @Test
  void tamperedAndDeletedSlicesHeal() throws IOException {
    start(0, 5000);
    bench.begin();
    settle();
    List<String> right = rows();
    String second = bench.status(FIRST).at("/slices/0/name").asText();
    String third = bench.status(FIRST).at("/slices/1/name").asText();
    bench.tamper(second, "/status", "{\"status\":{\"publicRows\":[]}}");
    bench.tamper(second, "", "{\"metadata\":{\"labels\":{\"skaha.opencadc.org/scope\":\"x\"}}}");
    bench.publication.publish(bench.find(second));
    bench.delete(third);
    nextPass();
    assertThat(rows()).isEqualTo(right);
    assertThat(bench.json("/" + second).at("/metadata/labels/skaha.opencadc.org~1scope").asText())
        .isEqualTo("Public");

    bench.delete(FIRST);
    nextPass();
    assertThat(rows()).isEqualTo(right);
  }

  @Test
  void aSliceThatIsGoneUnseenIsMadeAgain() throws IOException {
    start(0, 2100);
    bench.begin();
    settle();
    String last = bench.status(FIRST).at("/slices/0/name").asText();
    bench.deleteUnseen(last);

    bench.apply(numbered(2099).ended());
    nextPass();
    nextPass();
    assertThat(bench.find(last)).isNotNull();
    assertThat(rows()).hasSize(2100);
    assertThat(through()).isEqualTo(bench.ledger.applied().jobs());
  }

  @Test
  void aSliceThatMayNotBeDeletedHoldsUpNothing() {
    start(0, 5000);
    bench.begin();
    settle();
    bench.server.deny("delete", "sessionsummaries");
    IntStream.range(1000, 5000).forEach(i -> bench.remove(uid(i)));
    nextPass();
    bench.apply(numbered(5000));
    nextPass();
    nextPass();

    assertThat(bench.failures).isNotEmpty();
    assertThat(rows()).hasSize(1001);
    assertThat(through()).isEqualTo(bench.ledger.applied().jobs());
  }

  @Test
  void theClaimIsOfBeforeTheOldestChangeThatIsNotOut() {
    start(0, 3);
    bench.begin();
    bench.settle();
    nextHeartbeat();
    assertThat(through()).isEqualTo("103");

    bench.apply(numbered(7));
    bench.pass(Duration.ofSeconds(2));
    bench.settle();
    assertThat(bench.status("main").at("/sessions/total").asInt()).isEqualTo(4);
    assertThat(through()).as("the pass is yet to come").isEqualTo("103");

    nextHeartbeat();
    nextHeartbeat();
    assertThat(through()).isEqualTo("104");
    assertThat(rows()).isEqualTo(expected(0, 1, 2, 7));
  }

  @Test
  void refusedWritesAreTriedAgain() {
    start(0, 3000);
    bench.begin();
    bench.server.deny("update", "sessionsummaries/status");
    bench.settle();
    bench.pass(Duration.ofSeconds(1));
    bench.settle();
    assertThat(bench.failures).isNotEmpty();
    assertThat(rows()).isEmpty();
    bench.server.allow("update", "sessionsummaries/status");
    settle();
    nextHeartbeat();
    assertThat(rows()).isEqualTo(expected(IntStream.range(0, 3000).toArray()));
    assertThat(through()).isEqualTo("3100");
  }

  private void nextHeartbeat() {
    bench.pass(Duration.ofSeconds(15));
    tickAndSettleAtOnce();
  }

  @Test
  void nothingIsClaimedBeforeAllIsOut() {
    start(0, 3000);
    bench.begin();
    bench.server.deny("create", "sessionsummaries");
    bench.settle();
    assertThat(bench.find("main")).isNull();
    bench.server.allow("create", "sessionsummaries");
    while (bench.find("main") == null) {
      bench.pass(Duration.ofSeconds(1));
      for (SummaryKey key : bench.budget.grant()) {
        if (key.name().equals("main")) {
          create(key);
        }
      }
    }
    assertThat(bench.status("main").path("publicThrough").isMissingNode()).isTrue();
  }

  private void create(SummaryKey key) {
    try {
      bench.publication.create(key);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A reader may be slow: whatever slice 0 it has read, each row is there once, or it is torn. */
  @Test
  void aReaderInTheMiddleOfAPassMissesNothing() {
    start(0, 2500);
    bench.begin();
    settle();
    start(2500, 6000);
    assertThat(passUnderEyes(2500)).isPositive();
    start(6000, 7000);
    assertThat(passUnderEyes(6000)).isPositive();
    IntStream.range(800, 7000).forEach(i -> bench.remove(uid(i)));
    int unused = passUnderEyes(800);
    assertThat(rows()).isEqualTo(expected(IntStream.range(0, 800).toArray()));
  }

  /**
   * Reads by the old slice 0 after every write of a pass; so many sessions last all through it.
   * Returns how often the slices were all there.
   */
  private int passUnderEyes(int lasting) {
    JsonNode old = bench.status(FIRST);
    List<String> lasts = expected(IntStream.range(0, lasting).toArray());
    bench.pass(SPACING);
    bench.publication.tick();
    int whole = 0;
    for (int i = 0; i < 1000 && bench.status(FIRST).equals(old); i++) {
      for (SummaryKey key : bench.budget.grant()) {
        if (key.name().equals(FIRST)) {
          publishFirst();
          List<String> seen = read(old);
          if (seen != null) {
            whole++;
            Set<String> different = new HashSet<>(seen);
            assertThat(different).as("none twice").hasSameSizeAs(seen);
            assertThat(different.containsAll(lasts)).as("none is missing").isTrue();
          }
        }
      }
      bench.pass(Duration.ofMillis(20));
    }
    settle();
    return whole;
  }

  private void publishFirst() {
    try {
      bench.publication.publish(bench.find(FIRST));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Only the public rows are published here: what it takes for them is what counts. */
  @Test
  void fiftyThousandSessionsAreServed() {
    int sessions = 50_000;
    IntStream.range(0, sessions)
        .filter(number -> number != 25_000)
        .forEach(number -> bench.apply(numbered(number)));
    bench.begin();
    Duration first = publicPass();
    assertThat(first).isLessThan(Duration.ofMinutes(2));
    assertThat(rows()).hasSize(sessions - 1);
    assertThat(versions()).hasSizeLessThanOrEqualTo(40);

    bench.apply(numbered(25_000));
    bench.pass(SPACING);
    bench.publication.tick();
    List<String> written = publicWrites(() -> assertThat(publicPass()).isPositive());
    assertThat(written).hasSize(2);
    assertThat(rows()).isEqualTo(expected(IntStream.range(0, sessions).toArray()));
  }

  /** How long a pass takes with the budget that there is. */
  private Duration publicPass() {
    Instant begun = bench.currency.now;
    boolean once = false;
    // a grant that comes no more for as long as an object of this size takes is the end
    for (int waited = 0; !once || waited < 20; waited++) {
      bench.pass(Duration.ofMillis(500));
      for (SummaryKey key : bench.budget.grant()) {
        if (key.name().equals(FIRST)) {
          publishOrCreateFirst(key);
          once = true;
          waited = 0;
        }
      }
    }
    return Duration.between(begun, bench.currency.now);
  }

  private void publishOrCreateFirst(SummaryKey key) {
    if (bench.find(FIRST) == null) {
      create(key);
    } else {
      publishFirst();
    }
  }

  @Test
  void theLargestRowsFitIntoASlice() {
    String longest = "u".repeat(63);
    for (int i = 0; i < PublicDocument.MOST_ROWS; i++) {
      bench.apply(
          SomeJob.of(String.format("%06d", i), longest)
              .kind("DESKTOP-APP")
              .ended()
              .time("2026-11-23T07:00:00Z", 1L));
    }
    bench.begin();
    settle();

    String object = bench.json("/" + FIRST).toString();
    assertThat(bench.status(FIRST).path("publicRows")).hasSize(PublicDocument.MOST_ROWS);
    assertThat(object.getBytes(StandardCharsets.UTF_8).length).isLessThan(384 << 10);
    assertThat(SummarySchema.objectionsTo(bench.status(FIRST))).isEmpty();
  }
}
