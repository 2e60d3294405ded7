package org.opencadc.sessionindex.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.publish.SummaryWriter;

class ControllersTest {
  private final ReconcileBench bench = new ReconcileBench();
  private final KubernetesClient client = bench.server.client();
  private final List<String> closed = new ArrayList<>();
  private Indexes indexes;

  private final Controllers controllers =
      new Controllers(SomeParts.of(client, bench.sources), this::unstoppable);

  private NamespaceControllers unstoppable(
      String namespace,
      Controllers.Parts parts,
      Indexes indexes,
      IndexStatusWriter statusWriter,
      SummaryWriter writer) {
    this.indexes = indexes;
    return new NamespaceControllers(namespace, parts, indexes, statusWriter, writer) {
      @Override
      void start() {
        // there is nothing to list
      }

      @Override
      public void close() {
        closed.add(namespace);
        throw new IllegalStateException(namespace);
      }
    };
  }

  @AfterEach
  void stop() {
    client.close();
    bench.close();
  }

  @Test
  void thatOneCannotBeClosedKeepsNeitherAnotherNorTheIndexes() {
    controllers.serve("first");
    controllers.serve("second");
    assertThat(indexes.present(SomeIndex.created("main", "2026-01-01T00:00:00Z"))).hasSize(1);
    assertThat(bench.sources.states()).as("Jobs, Pods and Nodes").hasSize(3);

    assertThatThrownBy(controllers::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("first|second");

    assertThat(closed).containsExactlyInAnyOrder("first", "second");
    assertThat(bench.sources.states()).as("let go by the index").isEmpty();
  }
}
