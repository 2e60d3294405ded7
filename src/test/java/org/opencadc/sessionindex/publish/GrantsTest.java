package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.publish.Budget.Lane;

class GrantsTest {
  private static final long START = Long.MAX_VALUE - 1;
  private static final SummaryKey ADAL = new SummaryKey("ns", "main.adal");
  private static final SummaryKey BCHEN = new SummaryKey("ns", "main.bchen");
  private static final SummaryKey PLATFORM = new SummaryKey("ns", "main");

  private final Grants grants = new Grants();

  private Budgeted grant(SummaryKey key, Lane lane) {
    Budgeted entry = new Budgeted(lane, 0);
    grants.add(key, entry, START);
    return entry;
  }

  private static long after(Duration time) {
    return START + time.toNanos();
  }

  @Test
  void aUserTakesAPlaceUntilItsGrantEnds() {
    Budgeted entry = grant(ADAL, Lane.USER);
    int others = grants.room(Lane.USER, START);
    assertThat(grants.claim(ADAL)).isTrue();
    assertThat(grants.room(Lane.USER, after(Duration.ofHours(1)))).isEqualTo(others);
    assertThat(grants.end(ADAL)).isSameAs(entry);
    assertThat(grants.room(Lane.USER, START)).isEqualTo(others + 1);
    assertThat(grants.has(ADAL)).isFalse();
  }

  @Test
  void aUserWhomNobodyClaimsKeepsItsPlaceForTwoSeconds() {
    int all = grants.room(Lane.USER, START);
    Budgeted unused = grant(ADAL, Lane.USER);
    assertThat(grants.room(Lane.USER, after(Duration.ofSeconds(2).minusNanos(1))))
        .isEqualTo(all - 1);
    assertThat(grants.room(Lane.USER, after(Duration.ofSeconds(2)))).isEqualTo(all);
    assertThat(grants.has(ADAL)).as("it may still be claimed").isTrue();
  }

  @Test
  void othersTakeNoPlaceAndNeedNone() {
    int all = grants.room(Lane.USER, START);
    Budgeted unused = grant(PLATFORM, Lane.PLATFORM);
    assertThat(grants.room(Lane.USER, START)).isEqualTo(all);
    assertThat(grants.room(Lane.PLATFORM, START)).isGreaterThan(all);
    assertThat(grants.room(Lane.PUBLIC, START)).isGreaterThan(all);
  }

  @Test
  void oneClaimsAGrantAndAnotherGrantIsToBeClaimedAnew() {
    assertThat(grants.claim(ADAL)).isFalse();
    Budgeted entry = grant(ADAL, Lane.USER);
    assertThat(grants.hasUnclaimed(ADAL)).isTrue();
    assertThat(grants.claim(ADAL)).isTrue();
    assertThat(grants.claim(ADAL)).isFalse();
    assertThat(grants.hasUnclaimed(ADAL)).isFalse();
    assertThat(grants.has(ADAL)).isTrue();
    assertThat(grants.end(ADAL)).isSameAs(entry);
    grants.add(ADAL, entry, START);
    assertThat(grants.claim(ADAL)).isTrue();
  }

  @Test
  void whatNobodyHasClaimedEndsAfterTenSeconds() {
    Budgeted unclaimed = grant(ADAL, Lane.USER);
    Budgeted unused = grant(BCHEN, Lane.USER);
    assertThat(grants.claim(BCHEN)).isTrue();
    assertThat(grants.endUnclaimed(after(Duration.ofSeconds(10)))).isEmpty();
    long later = after(Duration.ofSeconds(10).plusNanos(1));
    assertThat(grants.endUnclaimed(later)).hasSize(1).containsEntry(ADAL, unclaimed);
    assertThat(grants.has(ADAL)).isFalse();
    assertThat(grants.has(BCHEN)).isTrue();
    assertThat(grants.endUnclaimed(later)).isEmpty();
  }
}
