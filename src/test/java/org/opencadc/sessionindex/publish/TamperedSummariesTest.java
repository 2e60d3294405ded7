package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.ledger.LabelGeneration;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.publish.SummaryWriter.Owner;

/** What follows when a summary is shown changed, or goes; nothing is sent anywhere. */
class TamperedSummariesTest {
  private static final PublishedSummary PLATFORM =
      summary("main", SessionSummarySpec.platform("main"));
  private static final PublishedSummary ADAL =
      summary("main.adal", SessionSummarySpec.user("main", "adal"));

  private final FakeTicker ticker = new FakeTicker();
  private final FakeCurrency currency = new FakeCurrency();
  private final Budget budget = new Budget(BudgetLimits.DEFAULT, ticker);
  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));
  private final DirtyUsers dirty = new DirtyUsers();
  private final SessionIndexSpec.Publish spec = SessionIndexSpec.orDefaults(null).publish();
  private final SummaryQueue queue = new SummaryQueue("ns", "main", budget, spec);
  private final SummaryObjects objects =
      new SummaryObjects(null, new Owner("main", "uid-of-main"), () -> {});
  private final StatusUpdate status =
      new StatusUpdate(
          spec,
          ledger,
          dirty,
          new WrittenUsers(),
          currency,
          objects,
          queue,
          new ObjectMapper(),
          ticker);
  private final TamperedSummaries tampered =
      new TamperedSummaries(ledger, currency, dirty, queue, objects, status);

  private static PublishedSummary summary(String name, SessionSummarySpec identity) {
    return new PublishedSummary(
        new ObjectMetaBuilder()
            .withNamespace("ns")
            .withName(name)
            .withUid("uid-of-" + name)
            .withResourceVersion("7")
            .build(),
        identity,
        PublishedSummary.Content.NONE);
  }

  @Test
  void aPlatformThatIsGoneIsMadeAgainWithoutWaitingForAHeartbeat() {
    int before = status.heartbeat().haste();
    tampered.gone(PLATFORM, true);
    assertThat(status.heartbeat().haste()).isGreaterThan(before);
    assertThat(budget.grant()).containsExactly(PLATFORM.key());
    assertThat(dirty.size()).isZero();
  }

  @Test
  void aUserWhoseSummaryIsGoneIsDirtyAsOfTheLastProof() {
    tampered.gone(ADAL, true);
    assertThat(dirty.contains("adal")).isTrue();
    assertThat(dirty.oldest().time()).isEqualTo(currency.proven);
    assertThat(budget.grant()).containsExactly(ADAL.key());
  }

  @Test
  void aSliceThatWeDeletedOurselvesIsNotMissed() {
    tampered.gone(summary("main.adal.s1", SessionSummarySpec.slice("main", "adal", 1)), true);
    assertThat(dirty.size()).isZero();
    assertThat(budget.queued()).isZero();
  }

  @Test
  void beforePublishingBeginsWhatIsGoneIsOnlyForgotten() {
    queue.addUser("adal");
    tampered.gone(ADAL, false);
    tampered.gone(PLATFORM, false);
    assertThat(dirty.size()).isZero();
    assertThat(budget.queued()).isZero();
    assertThat(queue.identityOf(ADAL.key())).isNull();
  }

  @Test
  void whatIsShownOtherwiseThanWeWroteItIsCompared() throws IOException {
    tampered.shown(ADAL);
    assertThat(budget.grant()).containsExactly(ADAL.key());
    tampered.shown(PLATFORM);
    assertThat(budget.grant()).containsExactly(PLATFORM.key());
    assertThat(dirty.size()).as("it is not known to be wrong").isZero();
  }
}
