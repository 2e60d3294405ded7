package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.publish.Budget.Lane;

class PacerTest {
  private static final int USERS = 4000;

  private final Budget budget = new Budget(BudgetLimits.DEFAULT, System::nanoTime);
  private final CountDownLatch compared = new CountDownLatch(USERS);

  /** As comparisons do that find everything equal. */
  private void compare(List<SummaryKey> granted) {
    for (SummaryKey key : granted) {
      assertThat(budget.claim(key)).isTrue();
      budget.settle(key, 0);
      compared.countDown();
    }
  }

  @Test
  void whatWaitsForAPlaceFollowsAsSoonAsThereIsOne() throws InterruptedException {
    for (int i = 0; i < USERS; i++) {
      budget.dirty(new SummaryKey("ns", "main.u" + i), Lane.USER, Duration.ofSeconds(1).toNanos());
    }
    try (Pacer pacer = new Pacer(budget, this::compare, () -> {}, System::nanoTime)) {
      pacer.start();

      assertThat(compared.await(5, TimeUnit.SECONDS))
          .as("eight at a time, each time after twenty milliseconds, would be ten seconds")
          .isTrue();
    }
  }
}
