package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.api.Sessions;
import org.opencadc.sessionindex.ledger.LabelGeneration;
import org.opencadc.sessionindex.ledger.Ledger;

class CountsDocumentTest {
  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));

  private void apply(SomeJob job) {
    assertThat(ledger.apply(job.facts()).none()).isFalse();
  }

  @Test
  void everyFigure() {
    apply(SomeJob.of("a", "adal").queue("batch"));
    apply(SomeJob.of("b", "adal").kind("headless"));
    apply(SomeJob.of("c", "bchen").kind("desktop-app"));
    apply(SomeJob.of("d", "bchen").kind("carta").ended());

    Sessions platform = CountsDocument.of(ledger.platform(10));

    assertThat(platform.total()).isEqualTo(4);
    assertThat(platform.running()).isEqualTo(3);
    assertThat(platform.completed()).isEqualTo(1);
    assertThat(platform.pending()).isZero();
    assertThat(platform.interactive()).isEqualTo(new Sessions.ActiveCounts(1L, 1L, 0L));
    assertThat(platform.headless()).isEqualTo(new Sessions.ActiveCounts(1L, 1L, 0L));
    assertThat(platform.desktopApps()).isEqualTo(new Sessions.ActiveCounts(1L, 1L, 0L));
    assertThat(platform.byKind())
        .isEqualTo(Map.of("notebook", 1L, "headless", 1L, "desktop-app", 1L, "carta", 1L));
    assertThat(platform.byQueue()).isEqualTo(Map.of("batch", 1L));
    assertThat(platform.users()).isEqualTo(2);
    assertThat(platform.activeUsers()).isEqualTo(2);

    Sessions user = CountsDocument.of(ledger.user("adal"));
    assertThat(user.total()).isEqualTo(2);
    assertThat(user.byCommunity()).isNull();
    assertThat(user.byProject()).isNull();
    assertThat(user.users()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 64})
  void upTo64KeysAreAllThere(int keys) {
    LongStream.range(0, keys).forEach(i -> apply(SomeJob.of("a" + i, "adal").queue("q" + i)));
    assertThat(CountsDocument.of(ledger.platform(10)).byQueue())
        .hasSize(keys)
        .doesNotContainKey("_other");
  }

  @Test
  void beyond64TheLargestStayAndTheRestIsSummedUp() {
    for (int queue = 100; queue < 170; queue++) {
      int jobs = queue < 165 ? 1 : 3;
      for (int i = 0; i < jobs; i++) {
        apply(SomeJob.of("a" + queue + "-" + i, "adal").queue("q" + queue));
      }
    }
    Map<String, Long> byQueue = CountsDocument.of(ledger.platform(10)).byQueue();

    assertThat(byQueue).hasSize(65).containsEntry("_other", 6L).containsEntry("q169", 3L);
    assertThat(byQueue).as("the first by name among equals").containsKey("q158");
    assertThat(byQueue).doesNotContainKey("q159");
    assertThat(byQueue.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(65 + 15);
  }
}
