package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** What holds for all values. */
class PropertiesTest {
  private final Locale before = Locale.getDefault();

  @BeforeProperty
  void aLocaleWithOtherDigitsAndPoints() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
  }

  @AfterProperty
  void theLocaleAsItWas() {
    Locale.setDefault(before);
  }

  @Property
  void versionsCompareAsNumbers(
      @ForAll @BigRange(min = "1", max = "99999999999999999999999") BigInteger a,
      @ForAll @BigRange(min = "1", max = "99999999999999999999999") BigInteger b) {
    assertThat(Integer.signum(Versions.compare(a.toString(), b.toString())))
        .isEqualTo(a.compareTo(b));
    assertThat(Versions.compare(null, a.toString())).isNegative();
  }

  @Property
  void namesAreObjectNames(@ForAll @StringLength(min = 1, max = 63) String username) {
    String name = SummaryNames.ofUser("main", username);
    assertThat(name).matches("main\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?").hasSizeLessThan(70);
    assertThat(SummaryNames.ofUser("main", username + "X")).isNotEqualTo(name);
  }

  @Property
  void timesAsJavaWritesThem(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long start,
      @ForAll @IntRange(min = 0, max = 10_000_000) int deadline) {
    OffsetDateTime time = OffsetDateTime.ofInstant(Instant.ofEpochSecond(start), ZoneOffset.UTC);
    String text = SkahaFormat.startTime(time);
    assertThat(OffsetDateTime.parse(text)).isEqualTo(time);
    assertThat(text.length()).isEqualTo(start % 60 == 0 ? 17 : 20);
    assertThat(SkahaFormat.expiryTime(time, (long) deadline))
        .hasSize(20)
        .isEqualTo(Instant.ofEpochSecond(start + deadline).toString());
  }

  @Property
  void amountsInAnyLocale(@ForAll @IntRange(min = 1, max = 999) int number) {
    assertThat(SkahaFormat.sessionRam(number + "G")).isEqualTo(number + ".00");
    assertThat(SkahaFormat.sessionCores(number + "m"))
        .isEqualTo("0." + "000".substring(String.valueOf(number).length()) + number);
    assertThat(SkahaFormat.sessionCores(String.valueOf(number))).isEqualTo("" + number);
    assertThat(SkahaFormat.platformRam(number + "M")).matches("0?\\.[0-9]{1,3}G");
    assertThat(SkahaFormat.count(String.valueOf(number))).isEqualTo("" + number);
  }

  @Property
  void aFreshLoadBeginsAfterTheCall(@ForAll @IntRange(min = 0, max = 20) int seconds) {
    AtomicLong nanos = new AtomicLong();
    Flights<String, Long> flights = new Flights<>(nanos::get, Duration.ofSeconds(5));
    assertThat(flights.shared("k", any -> true, nanos::get).value()).isZero();
    nanos.set(Duration.ofSeconds(seconds).toNanos());
    assertThat(flights.shared("k", any -> true, nanos::get).value())
        .isEqualTo(seconds < 5 ? 0 : nanos.get());
    assertThat(flights.shared("k", value -> value == nanos.get(), nanos::get).value())
        .isEqualTo(nanos.get());
    nanos.incrementAndGet();
    assertThat(flights.fresh("k", nanos::get).value()).isEqualTo(nanos.get());
  }

  @Property(tries = 100)
  void theLimitIsRightAndListsOnlyNearIt(
      @ForAll @IntRange(min = 0, max = 8) int published,
      @ForAll @IntRange(min = 0, max = 8) int created,
      @ForAll @IntRange(min = 1, max = 8) int max) {
    try (Index index = new Index()) {
      String[] before = kinds(published);
      index.user("adal", "100", before);
      index.jobs("adal", kinds(published + Math.min(1, created)));
      LimitVerdict verdict = index.reader.checkLimit("adal", max);
      boolean near = published > max - 2;
      assertThat(verdict.origin()).isEqualTo(near ? Origin.LIST : Origin.SUMMARY);
      // one session that the summary does not have yet never leads past the limit
      assertThat(verdict.allowed()).isEqualTo(published + Math.min(1, created) < max);
    }
  }

  private static String[] kinds(int count) {
    String[] kinds = new String[count];
    Arrays.fill(kinds, "notebook");
    return kinds;
  }
}
