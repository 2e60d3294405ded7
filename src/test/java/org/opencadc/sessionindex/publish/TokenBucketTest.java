package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void refillsUpToOneSecondsWorth() {
    TokenBucket bucket = TokenBucket.steady(10, 0, 0);
    assertThat(taken(bucket, 0)).isEqualTo(10);
    assertThat(taken(bucket, SECOND / 2)).isEqualTo(5);
    assertThat(taken(bucket, 60 * SECOND)).isEqualTo(10);
  }

  @Test
  void inElevenSecondsTenTimesTheRateWhenItIsBounded() {
    TokenBucket bucket = TokenBucket.bounded(22, 0, 0);
    assertThat(taken(bucket, 0)).as("saved").isEqualTo(11);
    int later = 0;
    for (long nanos = 0; nanos <= 11 * SECOND; nanos += SECOND / 50) {
      later += taken(bucket, nanos);
    }
    assertThat(later).as("in eleven seconds more").isBetween(209, 210);
    assertThat(taken(bucket, 60 * SECOND)).as("saved again").isEqualTo(11);
  }

  @Test
  void theBurstIsGivenOnce() {
    TokenBucket bucket = TokenBucket.steady(10, 100, 0);
    assertThat(taken(bucket, SECOND)).isEqualTo(100);
    assertThat(taken(bucket, 60 * SECOND)).isEqualTo(10);
  }

  @Test
  void debtIsPaidFirst() {
    TokenBucket bucket = TokenBucket.steady(10, 0, 0);
    bucket.charge(35);
    assertThat(bucket.open(2 * SECOND)).isFalse();
    assertThat(bucket.open(3 * SECOND)).isTrue();
    assertThat(taken(bucket, 3 * SECOND)).isEqualTo(5);
  }

  @Test
  void whatIsGivenBackDoesNotComeOnTopOfTheRefill() {
    TokenBucket bucket = TokenBucket.steady(10, 0, 0);
    bucket.charge(10);
    assertThat(bucket.open(SECOND)).isTrue();
    bucket.charge(-10);
    assertThat(taken(bucket, SECOND)).isEqualTo(10);
  }

  @Test
  void whatIsGivenBackOfTheBurstIsThereAgain() {
    TokenBucket bucket = TokenBucket.steady(10, 100, 0);
    bucket.charge(90);
    bucket.charge(-90);
    assertThat(taken(bucket, SECOND)).isEqualTo(100);
  }

  private static int taken(TokenBucket bucket, long nanos) {
    int taken = 0;
    while (bucket.open(nanos)) {
      bucket.charge(1);
      taken++;
    }
    return taken;
  }
}
