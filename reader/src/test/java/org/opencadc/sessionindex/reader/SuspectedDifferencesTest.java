package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.reader.ShadowDifference.MISSING;
import static org.opencadc.sessionindex.reader.ShadowDifference.STATUS;
import static org.opencadc.sessionindex.reader.ShadowDifference.TIMES;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What differs twice. */
class SuspectedDifferencesTest {
  private final SuspectedDifferences suspected = new SuspectedDifferences(2);

  private Set<ShadowDifference> confirmed(String user, ShadowDifference... found) {
    return suspected.confirmed(new JobQuery(user, null, false), Set.of(found));
  }

  @Test
  void onlyWhatTheListBeforeDifferedInIsConfirmed() {
    assertThat(confirmed("adal", MISSING, TIMES)).isEmpty();
    assertThat(confirmed("adal", STATUS, TIMES)).containsExactly(TIMES);
    assertThat(confirmed("adal", MISSING)).isEmpty();
    assertThat(confirmed("adal")).isEmpty();
    assertThat(confirmed("adal", MISSING)).isEmpty();
  }

  @Test
  void usersAndViewsAreApart() {
    assertThat(confirmed("adal", MISSING)).isEmpty();
    assertThat(confirmed("bchen", MISSING)).isEmpty();
    assertThat(suspected.confirmed(new JobQuery("adal", null, true), Set.of(MISSING))).isEmpty();
  }

  @Test
  void theOldestIsForgotten() {
    confirmed("first", MISSING);
    confirmed("adal", MISSING);
    confirmed("first", MISSING);
    confirmed("last", MISSING);
    assertThat(confirmed("first", MISSING)).containsExactly(MISSING);
    assertThat(confirmed("adal", MISSING)).isEmpty();
  }
}
