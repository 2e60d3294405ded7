package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublicThrough;
import org.opencadc.sessionindex.publish.PlatformHeartbeat.Said;

class PlatformHeartbeatTest {
  private static final Duration EVERY = Duration.ofSeconds(15);

  private final FakeTicker ticker = new FakeTicker();
  private final FakeCurrency currency = new FakeCurrency();
  private final WrittenUsers written = new WrittenUsers();
  private PublicThrough publicThrough;
  private final PlatformHeartbeat heartbeat =
      new PlatformHeartbeat(EVERY, currency, written, () -> publicThrough, ticker);

  /** The summary says all there is to say. */
  private void write(boolean claimed) {
    heartbeat.wrote(
        new Said(
            heartbeat.haste(),
            written.count(),
            claimed ? currency.proven : null,
            currency.nodesProven != null,
            publicThrough != null));
    assertThat(heartbeat.due()).isFalse();
  }

  private void userWritten() {
    written.touched("adal");
    written.finished("adal");
  }

  @Test
  void isDueAtOnceAndThenAfterAWhile() {
    assertThat(heartbeat.due()).isTrue();
    write(true);
    ticker.advance(EVERY.minusNanos(1));
    assertThat(heartbeat.due()).isFalse();
    ticker.advance(Duration.ofNanos(1));
    assertThat(heartbeat.due()).isTrue();
    write(true);
  }

  @Test
  void hasteThatComesWhileItIsWrittenIsServedByTheNextOne() {
    write(true);
    int before = heartbeat.haste();
    heartbeat.hasten();
    assertThat(heartbeat.due()).isTrue();
    heartbeat.wrote(new Said(before, written.count(), currency.proven, true, false));
    assertThat(heartbeat.due()).isTrue();
    write(true);
  }

  @Test
  void nodesThatComeOrGoAreTold() {
    write(true);
    Instant proven = currency.nodesProven;
    currency.nodesProven = null;
    assertThat(heartbeat.due()).isTrue();
    write(true);
    currency.nodesProven = proven;
    assertThat(heartbeat.due()).isTrue();
    write(true);
    currency.nodesProven = proven.plusSeconds(10);
    assertThat(heartbeat.due()).as("a later proof").isFalse();
  }

  @Test
  void publicRowsThatComeOrGoAreTold() {
    write(true);
    publicThrough = new PublicThrough("2026-11-23T08:00:00Z", "100");
    assertThat(heartbeat.due()).isTrue();
    write(true);
    publicThrough = new PublicThrough("2026-11-23T08:00:30Z", "110");
    assertThat(heartbeat.due()).as("they reflect more").isFalse();
    publicThrough = null;
    assertThat(heartbeat.due()).isTrue();
    write(true);
  }

  @Test
  void usersWritesAreToldAsSoonAsReadersMayKeepSummaries() {
    write(false);
    userWritten();
    assertThat(heartbeat.due()).isFalse();
    write(true);
    userWritten();
    assertThat(heartbeat.due()).isTrue();
    write(true);
  }
}
