package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionIndexSpec;

/** A summary that turns out not to be needed while its grant is spent. */
class SummaryQueueTest {
  private static final SummaryKey ADAL = new SummaryKey("ns", "main.adal");

  private final FakeTicker ticker = new FakeTicker();
  private final Budget budget = new Budget(BudgetLimits.DEFAULT, ticker);
  private final SummaryQueue queue = queue();

  private SummaryQueue queue() {
    return new SummaryQueue("ns", "main", budget, SessionIndexSpec.orDefaults(null).publish());
  }

  @BeforeEach
  void claim() {
    queue.addUser("adal");
    assertThat(budget.grant()).containsExactly(ADAL);
    assertThat(budget.claim(ADAL)).isTrue();
    assertThat(queue.identityOf(ADAL)).isNotNull();
  }

  @Test
  void isForgotten() {
    queue.dismiss(ADAL);
    assertThat(queue.identityOf(ADAL)).isNull();
    assertThat(budget.known()).isZero();
    assertThat(budget.grant()).isEmpty();
  }

  @Test
  void isNotForgottenIfItsUserComesBackMeanwhile() {
    queue.addUser("adal");
    queue.dismiss(ADAL);
    assertThat(queue.identityOf(ADAL)).isNotNull();
    assertThat(budget.known()).isOne();
    assertThat(budget.grant()).containsExactly(ADAL);
  }

  @Test
  void isAnothersWhenTheIndexHasEnded() {
    SummaryQueue next = queue();
    queue.end();
    budget.settle(ADAL, 0);
    next.addUser("adal");
    assertThat(budget.grant()).containsExactly(ADAL);
    assertThat(budget.claim(ADAL)).isTrue();

    queue.dismiss(ADAL);
    ticker.advance(Duration.ofSeconds(1));
    assertThat(budget.grant()).containsExactly(ADAL);
  }
}
