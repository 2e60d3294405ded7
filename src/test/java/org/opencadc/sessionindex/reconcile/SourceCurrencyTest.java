package org.opencadc.sessionindex.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.ObjectKind;
import org.opencadc.sessionindex.watch.Proof;
import org.opencadc.sessionindex.watch.ServerClock;
import org.opencadc.sessionindex.watch.SourceState;
import org.opencadc.sessionindex.watch.Sources.Subscription;
import org.opencadc.sessionindex.watch.WatchedCollection;

class SourceCurrencyTest {
  private static final Instant EARLIER = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant LATER = Instant.parse("2026-11-23T08:00:05Z");

  private final SourceCurrency currency = new SourceCurrency(new ServerClock(Clock.systemUTC()));
  private int closed;

  /** Of a source that goes on, as another index shares it. */
  private Subscription proven(ObjectKind kind, Instant time) {
    return new Subscription() {
      @Override
      public SourceState state() {
        WatchedCollection collection = new WatchedCollection(kind, SomeIndex.NAMESPACE, "");
        return new SourceState(collection, true, 1, new Proof("1", time), null);
      }

      @Override
      public long retell() {
        return 0;
      }

      @Override
      public void close() {
        closed++;
      }
    };
  }

  @BeforeEach
  void follow() {
    currency.follow(
        proven(ObjectKind.JOB, LATER),
        proven(ObjectKind.POD, EARLIER),
        proven(ObjectKind.NODE, LATER));
  }

  @Test
  void isAsOldAsTheOlderProofOfJobsAndPods() {
    assertThat(currency.provenAt()).isEqualTo(EARLIER);
    assertThat(currency.nodesProvenAt()).isEqualTo(LATER);
    assertThat(currency.live()).isTrue();
  }

  @Test
  void ofAReplacedIndexNothingIsProvenByWhatItsSourcesProveLater() {
    currency.close();
    assertThat(closed).isEqualTo(3);
    assertThat(currency.provenAt()).isNull();
    assertThat(currency.nodesProvenAt()).isNull();
    assertThat(currency.live()).isFalse();
  }
}
