package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A wrong answer is found wrong, and no right one is. In state 1, of version 11, adal has a pending
 * notebook; in 2, of 12, a headless session besides; in 3, of 13, the notebook runs; in 4, of 14,
 * it is gone.
 */
class HistoryCheckTest {
  private static final String USER = "adal";
  private static final int END = 5;

  private final JobHistory history = new JobHistory("10");
  private final Findings findings = new Findings();
  private final HistoryCheck check = new HistoryCheck(history, findings);
  private int found;

  @BeforeEach
  void happens() {
    is("a", new JobState("notebook", "Pending", null), "11");
    is("b", new JobState("headless", "Pending", null), "12");
    is("a", new JobState("notebook", "Running", RealCluster.STARTED), "13");
    is("a", null, "14");
  }

  private void is(String name, JobState job, String version) {
    history.begin();
    history.done(USER, name, job, version);
  }

  @Test
  void rowsAreThoseOfOneStateSinceTheVersion() {
    check.rows(USER, job -> true, summary("12", pending("a"), headless()), END);
    check.rows(USER, job -> true, summary("12", running("a"), headless()), END);
    check.rows(USER, JobState::interactive, summary("12", running("a")), END);
    check.rows(USER, job -> true, summary(Origin.STALE_SUMMARY, "14", running("a")), END);
    right();
    check.rows(USER, job -> true, summary("13", pending("a"), headless()), END);
    wrong();
    check.rows(USER, job -> true, summary("12", running("a"), headless()), 3);
    wrong();
    check.rows(USER, job -> true, summary("11", running("a")), END);
    wrong();
    check.rows(USER, JobState::interactive, summary("12", running("a"), headless()), END);
    wrong();
    check.rows("bchen", job -> true, summary("12", running("a")), END);
    wrong();
  }

  @Test
  void eachRowWasRightSinceTheVersionAndNoneIsMissing() {
    check.eachRow(USER, job -> true, summary("11", running("a")), END);
    check.eachRow(USER, job -> true, summary("12", running("a"), headless()), END);
    check.eachRow(USER, job -> true, summary("12", headless()), END);
    check.eachRow(USER, job -> true, summary(Origin.STALE_SUMMARY, "14", running("a")), END);
    right();
    check.eachRow(USER, job -> true, summary("13", pending("a"), headless()), END);
    wrong();
    check.eachRow(USER, job -> true, summary("12", running("a")), END);
    wrong();
  }

  @Test
  void oneIsFoundWhileItIsThereAndNotAfterwards() {
    check.one(USER, "a", 2, one("12", running("a")), END);
    check.one(USER, "a", 2, one("14", null), END);
    check.one(USER, "a", 4, one("10", null), END);
    right();
    check.one(USER, "a", 2, one("10", null), 4);
    wrong();
    check.one(USER, "a", 4, one("14", running("a")), END);
    wrong();
    check.one(USER, "a", 2, one("13", pending("a")), END);
    wrong();
    check.one(USER, "a", 2, one("12", headless()), END);
    wrong();
  }

  @Test
  void figuresAreThoseOfOneStateSinceTheVersion() {
    check.figures(USER, summaryOf("12", figures(2, 0, 1)), END);
    check.figures(USER, summaryOf("12", figures(2, 1, 1)), END);
    check.figures(USER, summaryOf("12", figures(1, 0, 0)), END);
    check.figures("bchen", summaryOf("14", UserFigures.NO_SESSIONS), END);
    right();
    check.figures(USER, summaryOf("13", figures(2, 0, 1)), END);
    wrong();
    check.figures(USER, summaryOf("12", figures(1, 0, 1)), END);
    wrong();
    check.figures(USER, summaryOf("12", figures(2, 1, 0)), END);
    wrong();
    check.figures(USER, summaryOf("14", UserFigures.NO_SESSIONS), END);
    wrong();
  }

  private static UserFigures figures(int total, int running, int interactive) {
    return UserFigures.of(
        new Members(
            Index.json(
                "{\"sessions\": {\"total\": %d, \"running\": %d, \"interactive\": {\"active\": %d}}}"
                    .formatted(total, running, interactive))));
  }

  @Test
  void everybodyIsOneStateSinceTheVersion() {
    PublicSession notebook = new PublicSession(USER, "notebook", "Running", RealCluster.STARTED);
    PublicSession headless = new PublicSession(USER, "headless", "Pending", null);
    check.everybody(summaryOf("12", List.of(notebook, headless)), END);
    check.everybody(summaryOf("13", List.of(headless)), END);
    right();
    check.everybody(summaryOf("12", List.of(headless, notebook)), END);
    wrong();
    check.everybody(summaryOf("14", List.of(notebook, headless)), END);
    wrong();
    check.everybody(summaryOf("12", List.of(notebook)), END);
    wrong();
  }

  @Test
  void theTotalIsThatOfAStateSinceTheVersion() {
    check.total(summaryOf("12", 2L), END);
    check.total(summaryOf("12", 1L), END);
    right();
    check.total(summaryOf("14", 2L), END);
    wrong();
  }

  @Test
  void theLastSlotAndARefusalAreOfAMomentDuringTheCheck() {
    check.limit(verdict(0, 3), "11", 4, END);
    check.limit(verdict(1, 3), "11", 4, END);
    check.limit(verdict(1, 2), "11", 3, END);
    check.limit(verdict(0, 1), "11", 3, END);
    right();
    check.limit(verdict(1, 2), "11", 4, END);
    wrong();
    check.limit(verdict(1, 1), "11", 4, END);
    wrong();
    check.limit(verdict(0, 1), "11", 2, 4);
    wrong();
  }

  @Test
  void aVerdictHasWhatItsReaderWasTold() {
    check.limit(verdict(1, 5), "11", 4, END);
    right();
    check.limit(verdict(1, 5), "14", 4, END);
    wrong();
    check.limit(verdict(0, 5), "11", 4, 4);
    wrong();
  }

  @Test
  void aChangeThatIsMissingForLongerThanTheValidityIsWrong() {
    MissingChanges missing = new MissingChanges(history, findings, Duration.ofSeconds(1));
    Answer<List<Session>> before = summary("13", running("a"), headless());
    missing.in(USER, before.value(), System.nanoTime() + Duration.ofMillis(900).toNanos(), END);
    right();
    assertThat(missing.oldest()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    missing.in(USER, before.value(), System.nanoTime() + Duration.ofSeconds(3).toNanos(), END);
    wrong();
  }

  private void right() {
    assertThat(findings.wrong()).hasSize(found);
  }

  /** What was checked last is wrong. */
  private void wrong() {
    found++;
    assertThat(findings.wrong()).hasSize(found);
  }

  private static LimitVerdict verdict(long active, int max) {
    return new LimitVerdict(USER, active, max, Origin.SUMMARY);
  }

  private static Answer<Optional<Session>> one(String version, Session session) {
    return summaryOf(version, Optional.ofNullable(session));
  }

  private static Answer<List<Session>> summary(String version, Session... rows) {
    return summary(Origin.SUMMARY, version, rows);
  }

  private static Answer<List<Session>> summary(Origin origin, String version, Session... rows) {
    return new Answer<>(Arrays.asList(rows), origin, new Versions(version, null), Duration.ZERO);
  }

  private static <T> Answer<T> summaryOf(String version, T value) {
    return new Answer<>(value, Origin.SUMMARY, new Versions(version, null), Duration.ZERO);
  }

  private static Session pending(String name) {
    return SummaryRows.session(USER, new Members(Index.row(name, "notebook", "Pending")));
  }

  private static Session running(String name) {
    JsonObject row = Index.row(name, "notebook", "Running");
    row.addProperty("startTime", RealCluster.STARTED.toString());
    return SummaryRows.session(USER, new Members(row));
  }

  private static Session headless() {
    return SummaryRows.session(USER, new Members(Index.row("b", "headless", "Pending")));
  }
}
