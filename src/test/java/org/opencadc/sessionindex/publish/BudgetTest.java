package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.publish.Budget.Lane;

class BudgetTest {
  private static final int KIB = 1 << 10;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Duration STEP = Duration.ofMillis(20);
  private static final SummaryKey PLATFORM = new SummaryKey("ns", "main");

  private final FakeTicker ticker = new FakeTicker();
  private final Budget budget = new Budget(BudgetLimits.DEFAULT, ticker);

  private static SummaryKey user(int number) {
    return new SummaryKey("ns", "main.u" + number);
  }

  private void dirty(SummaryKey key) {
    budget.dirty(key, key.equals(PLATFORM) ? Lane.PLATFORM : Lane.USER, SECOND);
  }

  /** Writes everything that is granted now; says what. */
  private List<SummaryKey> write(ToIntFunction<SummaryKey> size) {
    List<SummaryKey> written = new ArrayList<>();
    for (List<SummaryKey> granted = budget.grant(); !granted.isEmpty(); granted = budget.grant()) {
      for (SummaryKey key : granted) {
        assertThat(budget.claim(key)).isTrue();
        budget.settle(key, size.applyAsInt(key));
      }
      written.addAll(granted);
    }
    return written;
  }

  private void settled(SummaryKey key, int bytes) {
    dirty(key);
    assertThat(write(k -> bytes)).containsExactly(key);
  }

  private Duration untilGranted(SummaryKey key) {
    dirty(key);
    for (Duration waited = Duration.ZERO; ; waited = waited.plus(STEP)) {
      assertThat(waited).isLessThan(Duration.ofMinutes(2));
      if (write(k -> KIB).contains(key)) {
        return waited;
      }
      ticker.advance(STEP);
    }
  }

  @Test
  void theFirstChangeGoesOutAtOnce() {
    dirty(user(1));
    assertThat(budget.grant()).containsExactly(user(1));
    assertThat(budget.grant()).isEmpty();
  }

  @Test
  void aSmallObjectWaitsTheLeastInterval() {
    settled(user(1), 16 * KIB);
    assertThat(untilGranted(user(1))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aLargeObjectWaitsLonger() {
    settled(user(1), 384 * KIB);
    assertThat(untilGranted(user(1))).isEqualTo(Duration.ofSeconds(24));
  }

  @Test
  void eachOfTheObjectsThatAreWrittenTogetherCounts() {
    int granted = 0;
    IntStream.range(0, 1000).forEach(i -> dirty(user(i)));
    for (List<SummaryKey> now = budget.grant(); !now.isEmpty(); now = budget.grant()) {
      for (SummaryKey key : now) {
        assertThat(budget.claim(key)).isTrue();
        budget.settle(key, new WriteCost(5, 5 * KIB, KIB));
      }
      granted += now.size();
    }
    assertThat(granted).as("200 writes, and what was on its way by then").isBetween(40, 48);
  }

  @Test
  void theSpacingIsThatOfTheLargestOfThem() {
    dirty(user(1));
    assertThat(budget.grant()).containsExactly(user(1));
    assertThat(budget.claim(user(1))).isTrue();
    budget.settle(user(1), WriteCost.one(48 * KIB).and(WriteCost.one(16 * KIB)));
    assertThat(untilGranted(user(1))).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void thePlatformWaitsTheLeastIntervalWhateverItsSize() {
    settled(PLATFORM, 60 * KIB);
    assertThat(untilGranted(PLATFORM)).isEqualTo(Duration.ofSeconds(1));
  }

  private void hurry() {
    budget.hurry(PLATFORM, Lane.PLATFORM, SECOND);
  }

  @Test
  void whatIsInAHurryKeepsNoDistanceOnce() {
    settled(PLATFORM, KIB);
    hurry();
    assertThat(write(key -> KIB)).containsExactly(PLATFORM);
    assertThat(untilGranted(PLATFORM)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatIsInAHurryWhileItIsWrittenFollowsAtOnce() {
    dirty(PLATFORM);
    assertThat(budget.grant()).containsExactly(PLATFORM);
    assertThat(budget.claim(PLATFORM)).isTrue();
    hurry();
    assertThat(budget.grant()).isEmpty();
    budget.settle(PLATFORM, KIB);

    assertThat(budget.grant()).containsExactly(PLATFORM);
  }

  @Test
  void whatIsInAHurryNeedsTokens() {
    settled(PLATFORM, 64 * 5 * KIB);
    hurry();
    assertThat(budget.grant()).isEmpty();
  }

  @Test
  void whatIsInAHurryBacksOffAfterAFailure() {
    dirty(PLATFORM);
    assertThat(budget.grant()).containsExactly(PLATFORM);
    assertThat(budget.claim(PLATFORM)).isTrue();
    budget.fail(PLATFORM);
    hurry();
    assertThat(budget.grant()).isEmpty();
    ticker.advance(Duration.ofMillis(500));
    assertThat(budget.grant()).containsExactly(PLATFORM);
  }

  @Test
  void thePlatformKeepsWithinItsReserve() {
    settled(PLATFORM, 64 * 5 * KIB);
    assertThat(untilGranted(PLATFORM)).isBetween(Duration.ofSeconds(4), Duration.ofMillis(5020));
  }

  @Test
  void usersDoNotTakeFromThePlatform() {
    IntStream.range(0, 1000).forEach(i -> dirty(user(i)));
    List<SummaryKey> first = write(key -> 384 * KIB);
    assertThat(first).as("8 MiB, and what was on its way by then").hasSize(24);
    dirty(PLATFORM);
    assertThat(budget.grant()).containsExactly(PLATFORM);
  }

  @Test
  void fewAreOnTheirWayAtOnceAndThePlatformNeedNotWaitForThem() {
    IntStream.range(0, 100).forEach(i -> dirty(user(i)));
    List<SummaryKey> first = budget.grant();
    assertThat(first).hasSize(8);
    ticker.advance(Duration.ofSeconds(1));
    assertThat(budget.grant()).isEmpty();
    dirty(PLATFORM);
    assertThat(budget.grant()).containsExactly(PLATFORM);

    first.forEach(key -> assertThat(budget.claim(key)).isTrue());
    budget.settle(first.get(0), KIB);
    budget.fail(first.get(1));
    budget.postpone(first.get(2));

    assertThat(budget.grant()).containsExactly(user(8), user(9), user(10));
  }

  @Test
  void platformsThatAreOnTheirWayTakeNoPlaceOfUsers() {
    for (int namespace = 0; namespace < 8; namespace++) {
      budget.dirty(new SummaryKey("ns" + namespace, "main"), Lane.PLATFORM, SECOND);
    }
    assertThat(budget.grant()).hasSize(8).allSatisfy(key -> assertThat(budget.claim(key)).isTrue());
    dirty(user(1));
    assertThat(budget.grant()).containsExactly(user(1));
  }

  @Test
  void whatNobodyTakesHoldsUpNobodyForLong() {
    IntStream.range(0, 9).forEach(i -> dirty(user(i)));
    List<SummaryKey> first = budget.grant();
    assertThat(first).hasSize(8);
    assertThat(budget.claim(first.get(0))).isTrue();
    ticker.advance(Duration.ofSeconds(2).minusNanos(1));
    assertThat(budget.grant()).isEmpty();
    ticker.advance(Duration.ofNanos(1));
    assertThat(budget.grant()).containsExactly(user(8));
  }

  @Test
  void whatIsBeingWrittenHoldsUpOthersHoweverLong() {
    IntStream.range(0, 9).forEach(i -> dirty(user(i)));
    List<SummaryKey> first = budget.grant();
    first.forEach(key -> assertThat(budget.claim(key)).isTrue());
    ticker.advance(Duration.ofMinutes(1));
    assertThat(budget.grant()).isEmpty();
    budget.settle(first.get(0), KIB);
    assertThat(budget.grant()).containsExactly(user(8));
  }

  @Test
  void thePlatformDoesNotTakeFromUsers() {
    settled(PLATFORM, 100_000 * KIB);
    dirty(user(1));
    assertThat(budget.grant()).containsExactly(user(1));
  }

  @Test
  void oldestFirst() {
    IntStream.range(0, 600).forEach(i -> dirty(user(i)));
    dirty(user(0));
    List<SummaryKey> order = new ArrayList<>(write(key -> KIB));
    while (budget.queued() > 0) {
      ticker.advance(STEP);
      order.addAll(write(key -> KIB));
    }
    assertThat(order).isEqualTo(IntStream.range(0, 600).mapToObj(BudgetTest::user).toList());
  }

  @Test
  void whatIsEqualCostsNothing() {
    IntStream.range(0, 10_000).forEach(i -> dirty(user(i)));
    int rounds = 0;
    while (budget.queued() > 0) {
      assertThat(write(key -> 0)).isNotEmpty();
      rounds++;
    }
    assertThat(rounds).as("no time passes").isLessThanOrEqualTo(50);
    assertThat(untilGranted(user(1))).as("nothing was written to keep away from").isZero();
  }

  @Test
  void onlyOneClaimsAGrantAndNoneWithout() {
    assertThat(budget.claim(user(1))).isFalse();
    dirty(user(1));
    assertThat(budget.claim(user(1))).isFalse();
    assertThat(budget.grant()).hasSize(1);
    assertThat(budget.claim(user(1))).isTrue();
    assertThat(budget.claim(user(1))).isFalse();
  }

  @Test
  void whatChangesBeforeTheClaimNeedsNoSecondGrant() {
    dirty(user(1));
    assertThat(budget.grant()).hasSize(1);
    dirty(user(1));
    assertThat(budget.queued()).isZero();
  }

  @Test
  void whatChangesInFlightIsGrantedAgainAfterwards() {
    dirty(user(1));
    assertThat(budget.grant()).hasSize(1);
    assertThat(budget.claim(user(1))).isTrue();
    dirty(user(1));
    ticker.advance(Duration.ofSeconds(5));
    assertThat(budget.grant()).isEmpty();
    budget.settle(user(1), KIB);
    assertThat(budget.grant()).isEmpty();
    ticker.advance(Duration.ofSeconds(1));
    assertThat(budget.grant()).containsExactly(user(1));
  }

  @Test
  void whatIsGoneIsNotGrantedTwiceAtATime() {
    dirty(user(1));
    assertThat(budget.grant()).containsExactly(user(1));
    assertThat(budget.claim(user(1))).isTrue();
    budget.forget(user(1));
    dirty(user(1));
    assertThat(budget.grant()).isEmpty();

    budget.settle(user(1), 0);
    assertThat(budget.grant()).containsExactly(user(1));
  }

  @Test
  void aGrantThatNobodyClaimsComesBack() {
    dirty(user(1));
    assertThat(budget.grant()).hasSize(1);
    ticker.advance(Duration.ofSeconds(10));
    assertThat(budget.grant()).isEmpty();
    ticker.advance(STEP);
    assertThat(budget.grant()).containsExactly(user(1));
  }

  @Test
  void failuresBackOffUpToHalfAMinute() {
    List<Duration> waits = new ArrayList<>();
    dirty(user(1));
    for (int i = 0; i < 9; i++) {
      Duration waited = Duration.ZERO;
      while (budget.grant().isEmpty()) {
        ticker.advance(Duration.ofMillis(100));
        waited = waited.plusMillis(100);
      }
      waits.add(waited);
      assertThat(budget.claim(user(1))).isTrue();
      budget.fail(user(1));
    }
    assertThat(waits.stream().map(Duration::toMillis))
        .containsExactly(0L, 500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L);
  }

  @Test
  void aSuccessEndsTheBackoff() {
    dirty(user(1));
    for (int i = 0; i < 5; i++) {
      ticker.advance(Duration.ofMinutes(1));
      assertThat(budget.grant()).hasSize(1);
      assertThat(budget.claim(user(1))).isTrue();
      budget.fail(user(1));
    }
    ticker.advance(Duration.ofMinutes(1));
    assertThat(write(key -> KIB)).hasSize(1);
    ticker.advance(Duration.ofSeconds(1));
    dirty(user(1));
    assertThat(budget.grant()).hasSize(1);
    assertThat(budget.claim(user(1))).isTrue();
    budget.fail(user(1));
    ticker.advance(Duration.ofMillis(500));
    assertThat(budget.grant()).hasSize(1);
  }

  @Test
  void whatIsPostponedComesBackSoonAndCostsNothing() {
    for (int i = 0; i < 300; i++) {
      settled(user(i % 2), 0);
    }
    dirty(user(1));
    for (int i = 0; i < 20; i++) {
      assertThat(budget.grant()).containsExactly(user(1));
      assertThat(budget.claim(user(1))).isTrue();
      budget.postpone(user(1));
      assertThat(budget.grant()).isEmpty();
      ticker.advance(Duration.ofMillis(500));
    }
  }

  @Test
  void whatIsGoneIsForgotten() {
    settled(user(2), 384 * KIB);
    dirty(user(1));
    dirty(user(3));
    assertThat(budget.grant()).isNotEmpty();
    assertThat(budget.claim(user(3))).isTrue();
    IntStream.range(1, 4).forEach(i -> budget.forget(user(i)));
    budget.settle(user(3), KIB);
    budget.fail(user(3));
    budget.postpone(user(3));
    ticker.advance(Duration.ofMinutes(1));
    assertThat(budget.grant()).isEmpty();
    dirty(user(2));
    assertThat(budget.grant()).as("a new object of that name").containsExactly(user(2));
  }

  @Test
  void whatIsGoneBeforeItIsWrittenCostsNothing() {
    for (int i = 0; i < 2 * BudgetLimits.DEFAULT.burstWrites(); i++) {
      dirty(user(i));
      assertThat(budget.grant()).containsExactly(user(i));
      budget.forget(user(i));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsGoneWhileItIsWrittenDoesNotComeBack(boolean failed) {
    claimedAndForgotten();
    giveUp(failed);
    ticker.advance(Duration.ofMinutes(1));
    assertThat(budget.grant()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsQueuedAnewAfterItWasGoneDoesNotWaitForTheOldOne(boolean failed) {
    claimedAndForgotten();
    dirty(user(1));
    giveUp(failed);
    assertThat(budget.grant()).containsExactly(user(1));
  }

  private void claimedAndForgotten() {
    dirty(user(1));
    assertThat(budget.grant()).containsExactly(user(1));
    assertThat(budget.claim(user(1))).isTrue();
    budget.forget(user(1));
  }

  private void giveUp(boolean failed) {
    if (failed) {
      budget.fail(user(1));
    } else {
      budget.postpone(user(1));
    }
  }

  @Test
  void largeObjectsLeaveHalfOfTheBytesToTheSmall() {
    learnSizes(40, key -> 100 * KIB);
    learnSizes(140, key -> large(key) ? 100 * KIB : 2 * KIB);
    long large = 0;
    long small = 0;
    for (int round = 0; round < 3000; round++) {
      IntStream.range(0, 140).forEach(i -> dirty(user(i)));
      for (SummaryKey key : write(k -> large(k) ? 100 * KIB : 2 * KIB)) {
        large += large(key) ? 100 * KIB : 0;
        small += large(key) ? 0 : 2 * KIB;
      }
      ticker.advance(STEP);
    }
    assertThat(large / 60).isBetween(96L * KIB, 132L * KIB);
    assertThat(small / 60).isBetween(60L * KIB, 100L * KIB);
  }

  @Test
  void publicRowsTakeAQuarterAndLeaveTheRestToUsers() {
    SummaryKey everybody = new SummaryKey("ns", "main.public--0");
    budget.dirty(everybody, Lane.PUBLIC, 0);
    List<SummaryKey> burst = write(key -> 3 << 20);
    assertThat(burst).containsExactly(everybody);
    learnSizes(40, key -> 100 * KIB);
    learnSizes(140, key -> large(key) ? 100 * KIB : 2 * KIB);
    long ofAll = 0;
    long large = 0;
    long small = 0;
    for (int round = 0; round < 6000; round++) {
      budget.dirty(everybody, Lane.PUBLIC, 0);
      IntStream.range(0, 140).forEach(i -> dirty(user(i)));
      dirty(PLATFORM);
      for (SummaryKey key : budget.grant()) {
        assertThat(budget.claim(key)).isTrue();
        boolean platform = key.equals(PLATFORM);
        boolean all = key.equals(everybody);
        boolean isLarge = !platform && !all && large(key);
        int size = all ? 200 * KIB : isLarge ? 100 * KIB : 2 * KIB;
        ofAll += all ? size : 0;
        large += isLarge ? size : 0;
        small += platform || all || isLarge ? 0 : size;
        budget.settle(key, size);
      }
      ticker.advance(STEP);
    }
    long seconds = 6000 * STEP.toMillis() / 1000;
    assertThat(ofAll / seconds).as("of everybody").isBetween(40L * KIB, 70L * KIB);
    assertThat((ofAll + large) / seconds).as("large ones").isLessThan(140L * KIB);
    assertThat(large / seconds).as("large users").isGreaterThan(40L * KIB);
    assertThat(small / seconds).as("small users").isGreaterThan(55L * KIB);
  }

  private static boolean large(SummaryKey key) {
    return Integer.parseInt(key.name().substring("main.u".length())) < 40;
  }

  /** After this the burst is used up, sizes are known and no debt is left. */
  private void learnSizes(int users, ToIntFunction<SummaryKey> size) {
    IntStream.range(0, users).forEach(i -> dirty(user(i)));
    while (budget.queued() > 0) {
      List<SummaryKey> unused = write(size);
      ticker.advance(STEP);
    }
    ticker.advance(Duration.ofMinutes(20));
  }

  @Property(tries = 30)
  void noWindowExceedsTheRates(
      @ForAll @Size(min = 5, max = 60) List<@IntRange(min = 200, max = 384 << 10) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 400) int stepMillis) {
    FakeTicker time = new FakeTicker();
    Budget any = new Budget(new BudgetLimits(20, 256 * KIB, 64 * KIB, 0, 0), time);
    Map<SummaryKey, Integer> bytes = new HashMap<>();
    for (int i = 0; i < sizes.size(); i++) {
      bytes.put(user(i), sizes.get(i));
    }
    // sizes are guessed at first: what counts is from when they are known and no debt is left
    Set<SummaryKey> guessed = new HashSet<>(bytes.keySet());
    guessed.forEach(key -> any.dirty(key, Lane.USER, SECOND));
    while (!guessed.isEmpty()) {
      for (SummaryKey key : any.grant()) {
        assertThat(any.claim(key)).isTrue();
        any.settle(key, bytes.get(key));
        guessed.remove(key);
      }
      time.advance(Duration.ofSeconds(1));
    }
    time.advance(Duration.ofMinutes(30));
    List<long[]> writes = new ArrayList<>();
    for (int round = 0; round < 400; round++) {
      bytes.keySet().forEach(key -> any.dirty(key, Lane.USER, SECOND));
      for (SummaryKey key : any.grant()) {
        assertThat(any.claim(key)).isTrue();
        any.settle(key, bytes.get(key));
        writes.add(new long[] {time.getAsLong(), bytes.get(key)});
      }
      time.advance(Duration.ofMillis(stepMillis));
    }
    assertThat(writes).isNotEmpty();
    long largest = sizes.stream().mapToLong(Integer::longValue).max().orElseThrow();
    for (int from = 0; from < writes.size(); from += 7) {
      long sum = 0;
      long large = 0;
      for (int to = from; to < writes.size(); to++) {
        double seconds = (writes.get(to)[0] - writes.get(from)[0]) / (double) SECOND;
        long size = writes.get(to)[1];
        sum += size;
        large += size > 16 * KIB ? size : 0;
        assertThat((double) (to - from + 1)).isLessThanOrEqualTo(20 * (1 + 0.9 * seconds) + 1);
        assertThat((double) sum).isLessThanOrEqualTo(256 * KIB * (1 + 0.9 * seconds) + largest);
        assertThat((double) large).isLessThanOrEqualTo(128 * KIB * (1 + 0.9 * seconds) + largest);
      }
    }
  }

  /** Whatever happens to a summary, a change after its last claim is granted in the end. */
  @Property(tries = 300)
  void nothingIsEverLost(
      @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 79) Integer> script) {
    FakeTicker time = new FakeTicker();
    Budget any = new Budget(new BudgetLimits(5, 32 * KIB, 8 * KIB, 0, 0), time);
    Set<SummaryKey> unpublished = new HashSet<>();
    Set<SummaryKey> claimed = new HashSet<>();
    Set<SummaryKey> forgotten = new HashSet<>();
    for (int command : script) {
      SummaryKey key = command % 8 == 0 ? PLATFORM : user(command % 8);
      switch (command / 8) {
        case 0, 1, 2 -> {
          any.dirty(key, key.equals(PLATFORM) ? Lane.PLATFORM : Lane.USER, SECOND);
          unpublished.add(key);
          forgotten.remove(key);
        }
        case 3 -> {
          assertThat(any.grant()).doesNotHaveDuplicates().noneMatch(claimed::contains);
        }
        case 4, 5 -> {
          if (any.claim(key)) {
            assertThat(claimed.add(key)).isTrue();
            unpublished.remove(key);
          }
        }
        case 6 -> settle(any, key, claimed, command * 700);
        case 7 -> {
          if (takeBack(any, key, claimed, command % 2 == 0) && !forgotten.contains(key)) {
            unpublished.add(key);
          }
        }
        case 8 -> {
          // who has claimed it will settle it all the same
          any.forget(key);
          unpublished.remove(key);
          forgotten.add(key);
        }
        default -> time.advance(Duration.ofMillis(700L * (1 + command % 8)));
      }
    }
    for (SummaryKey key : Set.copyOf(claimed)) {
      settle(any, key, claimed, KIB);
    }
    for (int second = 0; second < 120 && !unpublished.isEmpty(); second++) {
      time.advance(Duration.ofSeconds(1));
      for (SummaryKey key : any.grant()) {
        assertThat(any.claim(key)).isTrue();
        any.settle(key, KIB);
        unpublished.remove(key);
      }
    }
    assertThat(unpublished).isEmpty();
  }

  private static void settle(Budget any, SummaryKey key, Set<SummaryKey> claimed, int bytes) {
    if (claimed.remove(key)) {
      any.settle(key, bytes);
    }
  }

  private static boolean takeBack(
      Budget any, SummaryKey key, Set<SummaryKey> claimed, boolean failed) {
    if (!claimed.remove(key)) {
      return false;
    }
    if (failed) {
      any.fail(key);
    } else {
      any.postpone(key);
    }
    return true;
  }

  @Test
  void aWalkOverTenThousandIsCheap() {
    IntStream.range(0, 10_000).forEach(i -> dirty(user(i)));
    List<SummaryKey> burst = write(key -> KIB);
    assertThat(burst).hasSize(200);
    long began = System.nanoTime();
    int granted = 0;
    for (int round = 0; round < 5_000; round++) {
      ticker.advance(STEP);
      granted += write(key -> KIB).size();
    }
    long perRound = (System.nanoTime() - began) / 5_000;
    assertThat(granted).as("43 a second").isBetween(4_317, 4_319);
    assertThat(perRound).as("nanoseconds, fifty times a second").isLessThan(300_000);
  }
}
