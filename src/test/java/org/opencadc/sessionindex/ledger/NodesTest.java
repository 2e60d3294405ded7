package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodesTest {
  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));

  @Test
  void cordonedNodesAreNoCapacity() {
    ledger.apply(ANode.of("a").capacity(Amounts.cores(4)).facts());
    ledger.apply(ANode.of("b").capacity(Amounts.cores(8)).notReady().facts());
    ledger.apply(ANode.of("c").capacity(Amounts.cores(16)).cordoned().notReady().facts());

    PlatformSnapshot.NodeTotals nodes = ledger.platform(1).nodes();
    assertThat(nodes.selected()).isEqualTo(3);
    assertThat(nodes.schedulable()).isEqualTo(2);
    assertThat(nodes.cordoned()).isEqualTo(1);
    assertThat(nodes.notReady()).isEqualTo(2);
    assertThat(nodes.capacity()).isEqualTo(Amounts.cores(12));
    assertThat(nodes.allocatable()).isEqualTo(Amounts.cores(12));
    assertThat(nodes.largestByCpu().name()).isEqualTo("b");
  }

  @Test
  void theLargestIsFirstByNameAmongEquals() {
    ledger.apply(ANode.of("1").name("b").capacity(Amounts.of(2000, 10)).facts());
    ledger.apply(ANode.of("2").name("a").capacity(Amounts.of(2000, 10)).facts());
    ledger.apply(ANode.of("3").name("c").capacity(Amounts.of(1000, 20)).facts());

    assertThat(ledger.platform(1).nodes().largestByCpu().name()).isEqualTo("a");
    assertThat(ledger.platform(1).nodes().largestByMemory().name()).isEqualTo("c");

    ledger.remove(ObjectKind.NODE, "3");
    assertThat(ledger.platform(1).nodes().largestByMemory().name()).isEqualTo("a");
  }

  @Test
  void withoutASchedulableNodeNoneIsLargest() {
    ledger.apply(ANode.of("a").cordoned().facts());

    assertThat(ledger.platform(1).nodes().largestByCpu()).isNull();
    assertThat(ledger.platform(1).nodes().largestByMemory()).isNull();
  }

  @Test
  void extendedResourcesThatAreGoneLeaveNoZero() {
    ledger.apply(ANode.of("a").capacity(Amounts.gpus(4)).facts());
    ledger.apply(ANode.of("b").facts());
    assertThat(ledger.platform(1).nodes().capacity().extended())
        .isEqualTo(Map.of("nvidia.com/gpu", 4L));

    ledger.apply(ANode.of("a").version("11").capacity(Amounts.gpus(4)).cordoned().facts());
    assertThat(ledger.platform(1).nodes().capacity()).isEqualTo(Amounts.cores(1));
  }
}
