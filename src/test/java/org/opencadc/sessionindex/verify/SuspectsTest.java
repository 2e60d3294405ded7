package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuspectsTest {
  private static final Difference TOTAL = total("2");
  private static final Difference OTHER_TOTAL = total("3");
  private static final Difference ROW = new Difference("user adal", "rows[a]", "absent", "present");

  private final Suspects suspects = new Suspects();

  private static Difference total(String published) {
    return new Difference("user adal", "sessions.total", "1", published);
  }

  /** Summaries that differ from both LISTs alike, between which something changed. */
  private void busy(Difference... alike) {
    suspects.judge(List.of(alike), List.of(alike), scope -> false);
  }

  /** Likewise, and nothing changed. */
  private void still(Difference... alike) {
    suspects.judge(List.of(alike), List.of(alike), scope -> true);
  }

  private void onlyTheTotalIsWrong() {
    assertThat(suspects.confirmed()).containsExactly(TOTAL);
    assertThat(suspects.settled()).isTrue();
    assertThat(suspects.unsettled()).isEmpty();
  }

  @Test
  void nothingIsSettledBeforeTheFirstRound() {
    assertThat(suspects.settled()).isFalse();
    assertThat(suspects.unsettled()).isEmpty();
  }

  @Test
  void whatIsAlikeTwiceRunningIsWrongWhereNothingChanged() {
    still(TOTAL);
    assertThat(suspects.settled()).isFalse();
    still(TOTAL);

    onlyTheTotalIsWrong();
  }

  /** A user who starts a session now and then is shown with one that is pending, as he had. */
  @Test
  void whatIsAlikeTwiceRunningMayBeRightWhereSomethingChanged() {
    busy(TOTAL);
    busy(TOTAL);
    assertThat(suspects.settled()).isFalse();
    suspects.judge(List.of(), List.of(), scope -> true);

    assertThat(suspects.confirmed()).isEmpty();
    assertThat(suspects.settled()).isTrue();
  }

  @Test
  void whatIsAlikeThreeTimesRunningFromTheFirstOnIsWrongHoweverBusyTheUserIs() {
    busy(TOTAL);
    busy(TOTAL);
    assertThat(suspects.confirmed()).isEmpty();
    busy(TOTAL);

    onlyTheTotalIsWrong();
  }

  @Test
  void oneThatBeginsLaterIsWrongWhereNothingChanged() {
    still(TOTAL);
    still(OTHER_TOTAL, ROW);
    assertThat(suspects.confirmed()).isEmpty();
    still(ROW);

    assertThat(suspects.confirmed()).containsExactly(ROW);
    assertThat(suspects.settled()).isTrue();
  }

  @Test
  void oneThatBeginsLaterIsWaitedForWhenAllElseIsSettled() {
    busy(TOTAL);
    still(ROW);

    assertThat(suspects.settled()).isFalse();
    assertThat(suspects.unsettled()).containsExactly(ROW);
    still(ROW);
    assertThat(suspects.confirmed()).containsExactly(ROW);
    assertThat(suspects.settled()).isTrue();
  }

  @Test
  void oneThatBeginsLaterMayBeAFigureThatGoesAndComesBack() {
    busy(TOTAL);
    busy(ROW);
    assertThat(suspects.settled()).isTrue();
    busy(ROW);
    busy(ROW);
    still(ROW);

    assertThat(suspects.confirmed()).isEmpty();
  }

  @Test
  void whatTheNextSummariesSayRightIsForgotten() {
    busy(TOTAL);
    still(ROW);
    suspects.judge(List.of(), List.of(ROW), scope -> true);

    assertThat(suspects.confirmed()).isEmpty();
    assertThat(suspects.unsettled()).isEmpty();
    assertThat(suspects.settled()).isTrue();
  }

  @Test
  void whatChangesEachTimeIsUnsettled() {
    still(TOTAL);
    still(OTHER_TOTAL);
    suspects.judge(List.of(TOTAL), List.of(OTHER_TOTAL), scope -> false);

    assertThat(suspects.confirmed()).isEmpty();
    assertThat(suspects.unsettled()).containsExactly(TOTAL);
    assertThat(suspects.settled()).isFalse();
  }
}
