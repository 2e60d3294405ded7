package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.publish.Budget.Lane;

class WaitingSummariesTest {
  private static final SummaryKey PLATFORM = new SummaryKey("ns", "main");
  private static final SummaryKey ADAL = new SummaryKey("ns", "main.adal");
  private static final SummaryKey BCHEN = new SummaryKey("ns", "main.bchen");

  private final WaitingSummaries waiting = new WaitingSummaries();

  private List<SummaryKey> keys(Lane lane) {
    List<SummaryKey> keys = new ArrayList<>();
    waiting.of(lane).forEachRemaining(each -> keys.add(each.getKey()));
    return keys;
  }

  @Test
  void eachWaitsInItsLaneAndKeepsItsPlace() {
    Budgeted first = new Budgeted(Lane.USER, 0);
    waiting.add(BCHEN, first);
    waiting.add(ADAL, new Budgeted(Lane.USER, 0));
    waiting.add(PLATFORM, new Budgeted(Lane.PLATFORM, 0));
    waiting.add(BCHEN, new Budgeted(Lane.USER, 0));
    assertThat(keys(Lane.USER)).containsExactly(BCHEN, ADAL);
    assertThat(waiting.of(Lane.USER).next().getValue()).isSameAs(first);
    assertThat(keys(Lane.PLATFORM)).containsExactly(PLATFORM);
    assertThat(keys(Lane.PUBLIC)).isEmpty();
    assertThat(waiting.size()).isEqualTo(3);
  }

  @Test
  void whatIsTakenOutWaitsNoMoreAndQueuesAtTheEndAgain() {
    waiting.add(ADAL, new Budgeted(Lane.USER, 0));
    waiting.add(BCHEN, new Budgeted(Lane.USER, 0));
    waiting.remove(ADAL);
    assertThat(waiting.has(ADAL)).isFalse();
    assertThat(waiting.has(BCHEN)).isTrue();
    waiting.add(ADAL, new Budgeted(Lane.USER, 0));
    assertThat(keys(Lane.USER)).containsExactly(BCHEN, ADAL);
  }
}
