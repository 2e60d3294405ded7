package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How new a summary may be that is spread over several objects. */
class ComputedTest {
  private static final String EARLY = "2026-11-23T23:24:45Z";
  private static final String LATE = "2026-11-23T23:24:46Z";

  private static SummarySlice slice(String observed) {
    return SummarySlice.of(new Members(Index.json("{\"status\": {%s}}".formatted(observed))));
  }

  private static Computed of(SummarySlice... slices) {
    return new SliceSet(null, List.of(slices)).computed();
  }

  @Test
  void theNewestVersionAndTimeCount() {
    SummarySlice newVersion =
        slice("\"observed\": {\"jobs\": \"100\", \"time\": \"%s\"}".formatted(EARLY));
    SummarySlice newTime =
        slice("\"observed\": {\"jobs\": \"99\", \"time\": \"%s\"}".formatted(LATE));
    Computed newest = new Computed("100", Instant.parse(LATE));
    assertThat(of(newVersion, newTime)).isEqualTo(newest);
    assertThat(of(newTime, newVersion)).isEqualTo(newest);
  }

  @Test
  void oneThatDoesNotSayWhenMayBeOfAnyTime() {
    SummarySlice known =
        slice("\"observed\": {\"jobs\": \"100\", \"time\": \"%s\"}".formatted(EARLY));
    SummarySlice unknown = slice("\"observed\": {\"jobs\": \"100\"}");
    assertThat(of(known, unknown).time()).isNull();
    assertThat(of(unknown, known).time()).isNull();
    assertThat(of(slice("\"sequence\": 1"), known)).isEqualTo(new Computed("100", null));
  }
}
