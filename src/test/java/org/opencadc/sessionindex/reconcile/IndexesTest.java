package org.opencadc.sessionindex.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionIndex;

class IndexesTest {
  private final ReconcileBench bench = new ReconcileBench();
  private final Indexes indexes = bench.indexes;

  private final SessionIndex old = SomeIndex.created("old", "2026-01-01T00:00:00Z");
  private final SessionIndex young = SomeIndex.created("young", "2026-02-01T00:00:00Z");

  @AfterEach
  void close() {
    bench.close();
  }

  private String served() {
    return indexes.active(SomeIndex.NAMESPACE).map(ActiveIndex::name).orElse(null);
  }

  @Test
  void theOldestWins() {
    assertThat(indexes.present(young)).containsExactly("young");
    assertThat(served()).isEqualTo("young");
    assertThat(indexes.present(old)).containsExactlyInAnyOrder("old", "young");

    assertThat(served()).isEqualTo("old");
    assertThat(indexes.verdict(old)).isInstanceOf(Indexes.Verdict.Served.class);
    assertThat(indexes.verdict(young)).isEqualTo(new Indexes.Verdict.Duplicate("old"));
    assertThat(bench.sources.states()).as("one per kind, not one per index").hasSize(3);
  }

  @Test
  void amongEquallyOldTheFirstUid() {
    SessionIndex first = SomeIndex.created("z", "uid-1", "2026-01-01T00:00:00Z");
    SessionIndex second = SomeIndex.created("a", "uid-2", "2026-01-01T00:00:00Z");
    assertThat(indexes.present(second)).hasSize(1);
    assertThat(indexes.present(first)).hasSize(2);
    assertThat(served()).isEqualTo("z");
  }

  @Test
  void deletionHandsOver() {
    assertThat(indexes.present(old)).hasSize(1);
    assertThat(indexes.present(young)).hasSize(2);

    SessionIndex leaving = SomeIndex.deleting(old);
    assertThat(indexes.present(leaving)).as("both are looked at").hasSize(2);
    assertThat(served()).isEqualTo("young");
    assertThat(indexes.gone(leaving)).containsExactly("young");
    assertThat(served()).isEqualTo("young");
    assertThat(indexes.gone(young)).isEmpty();
    assertThat(served()).isNull();
    assertThat(indexes.verdict(young)).isEqualTo(new Indexes.Verdict.Unknown());
    assertThat(bench.sources.states()).as("nobody needs them").isEmpty();
  }

  @Test
  void thatNothingChangedChangesNothing() {
    assertThat(indexes.present(old)).hasSize(1);
    ActiveIndex before = indexes.active(SomeIndex.NAMESPACE).orElseThrow();
    assertThat(indexes.present(SomeIndex.created("old", "2026-01-01T00:00:00Z"))).hasSize(1);
    assertThat(indexes.active(SomeIndex.NAMESPACE)).containsSame(before);
    assertThat(indexes.present(SomeIndex.selecting(old, "In"))).hasSize(1);
    assertThat(indexes.active(SomeIndex.NAMESPACE).orElseThrow()).isNotSameAs(before);
  }

  @Test
  void anInvalidSpecKeepsTheLastGoodOne() {
    assertThat(indexes.present(SomeIndex.selecting(old, "In"))).hasSize(1);
    ActiveIndex before = indexes.active(SomeIndex.NAMESPACE).orElseThrow();

    SessionIndex broken = SomeIndex.selecting(old, "Like");
    assertThat(indexes.present(broken)).hasSize(1);
    assertThat(indexes.active(SomeIndex.NAMESPACE)).containsSame(before);
    assertThat(indexes.verdict(broken))
        .isInstanceOfSatisfying(
            Indexes.Verdict.Served.class,
            served -> assertThat(served.rejected()).contains("Like on key app is unknown"));

    assertThat(indexes.present(SomeIndex.selecting(old, "In"))).hasSize(1);
    assertThat(indexes.active(SomeIndex.NAMESPACE)).containsSame(before);
    assertThat(indexes.verdict(old)).isEqualTo(new Indexes.Verdict.Served(before, null));
  }

  @Test
  void anInvalidSpecFromTheBeginningIsNotServed() {
    SessionIndex broken = SomeIndex.selecting(old, "Like");
    assertThat(indexes.present(broken)).hasSize(1);
    assertThat(indexes.present(young)).hasSize(2);

    assertThat(served()).as("the oldest wins, and cannot be served").isNull();
    assertThat(indexes.verdict(broken)).isInstanceOf(Indexes.Verdict.Rejected.class);
    assertThat(indexes.verdict(young)).isEqualTo(new Indexes.Verdict.Duplicate("old"));
    assertThat(indexes.gone(broken)).containsExactly("young");
    assertThat(served()).isEqualTo("young");
  }
}
