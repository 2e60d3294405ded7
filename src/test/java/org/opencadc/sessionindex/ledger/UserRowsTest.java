package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UserRowsTest {
  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));

  @Test
  void rowsAreOrderedByTheBytesOfTheirNames() {
    List<String> ordered =
        List.of("", "Z", "a", "a-1", "a1", "aa", "\u00e9", "\uFFFD", "\uD83D\uDE00");
    for (int i = 0; i < ordered.size(); i++) {
      int mixed = (i * 4 + 2) % ordered.size();
      ledger.apply(AJob.of("u" + mixed).name(ordered.get(mixed)).facts());
    }

    assertThat(ledger.user("adal").sessions())
        .extracting(row -> row.job().name())
        .isEqualTo(ordered);
  }

  @Test
  void aSnapshotDoesNotChangeAnyMore() {
    ledger.apply(AJob.of("a").facts());
    UserSnapshot user = ledger.user("adal");
    PlatformSnapshot platform = ledger.platform(1);
    ledger.apply(AJob.of("b").facts());
    ledger.remove(ObjectKind.JOB, "a");

    assertThat(user.sessions()).extracting(row -> row.job().uid()).containsExactly("a");
    assertThat(user.counts().total()).isEqualTo(1);
    assertThat(platform.counts()).isEqualTo(user.counts());
    assertThat(platform.table()).hasSize(1);
  }

  @Test
  void anUnknownUserHasNothing() {
    UserSnapshot nobody = ledger.user("nobody");

    assertThat(nobody.sessions()).isEmpty();
    assertThat(nobody.counts().total()).isZero();
    assertThat(nobody.counts().interactive()).isEqualTo(new SessionCounts.Active(0, 0));
    assertThat(nobody.allocated()).isEqualTo(ResourceVector.ZERO);
  }
}
