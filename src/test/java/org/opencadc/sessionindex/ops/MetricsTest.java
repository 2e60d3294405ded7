package org.opencadc.sessionindex.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.ObjectKind;
import org.opencadc.sessionindex.reconcile.IndexFigures;
import org.opencadc.sessionindex.watch.Proof;
import org.opencadc.sessionindex.watch.ServerClock;
import org.opencadc.sessionindex.watch.SourceState;
import org.opencadc.sessionindex.watch.WatchedCollection;

class MetricsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:24Z");

  private final List<SourceState> sources = new ArrayList<>();
  private final List<IndexFigures> indexes = new ArrayList<>();
  private final Metrics metrics =
      new Metrics(
          () -> sources,
          () -> indexes,
          Map::of,
          () -> true,
          () -> 0,
          new ServerClock(Clock.fixed(NOW, ZoneOffset.UTC)),
          "1.0");

  @AfterEach
  void close() {
    metrics.close();
  }

  private List<String> lines(String prefix) {
    return metrics.scrape().lines().filter(line -> line.startsWith(prefix)).toList();
  }

  @Test
  void sourcesWithTheSameLabelsShowTheWorst() {
    SourceState well = nodes("gpu", 2, 5, null);
    SourceState.Problem problem = new SourceState.Problem("NotProven", "get nodes: 504", NOW);
    SourceState hindered = nodes("cpu", 3, 90, problem);
    for (List<SourceState> order : List.of(List.of(well, hindered), List.of(hindered, well))) {
      sources.clear();
      sources.addAll(order);

      assertThat(lines("session_index_source_"))
          .containsExactlyInAnyOrder(
              "session_index_source_live{namespace=\"\",resource=\"nodes\"} 0.0",
              "session_index_source_proof_age_seconds{namespace=\"\",resource=\"nodes\"} 90.0",
              "session_index_source_lists{namespace=\"\",resource=\"nodes\"} 5.0");
    }
  }

  @Test
  void theAgeOfUsersSummariesIsInfiniteWhereItIsNotKnown() {
    indexes.add(index("late", true, NOW.minusMillis(61_500)));
    indexes.add(index("starting", true, null));
    indexes.add(index("standby", false, NOW.minusSeconds(5)));

    assertThat(lines("session_index_published_age_seconds"))
        .containsExactlyInAnyOrder(
            "session_index_published_age_seconds{namespace=\"late\"} 61.5",
            "session_index_published_age_seconds{namespace=\"starting\"} +Inf");
  }

  private static IndexFigures index(String namespace, boolean publishing, Instant through) {
    return new IndexFigures(namespace, Map.of(), Map.of(), 0, publishing, through, null);
  }

  private static SourceState nodes(
      String selector, long lists, int age, SourceState.Problem problem) {
    return new SourceState(
        new WatchedCollection(ObjectKind.NODE, null, selector),
        true,
        lists,
        new Proof("7", NOW.minusSeconds(age)),
        problem);
  }
}
