package org.opencadc.sessionindex.scale.portal;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** One LIST of full objects per view, as Skaha does it. */
final class ListAnswers implements Answers {
  private final KubernetesClient client;
  private final String namespace;

  ListAnswers(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  @Override
  public void start() {
    // nothing is kept, so there is nothing to wait for
  }

  @Override
  public int interactive(String user) {
    return cards(Card.USER + "=" + user + "," + Card.KIND + "!=headless"); // Skaha's own selector
  }

  @Override
  public int stats() {
    Load load =
        Load.of(
            client
                .pods()
                .inNamespace(namespace)
                .withField("status.phase", "Running")
                .list()
                .getItems()
                .stream(),
            client.nodes().withField("spec.unschedulable", "false").list().getItems().stream());
    return load.cores() > 0 ? Load.FIGURES : 0;
  }

  @Override
  public int all() {
    return cards("");
  }

  private int cards(String selector) {
    List<Card> cards =
        client
            .batch()
            .v1()
            .jobs()
            .inNamespace(namespace)
            .withLabelSelector(selector)
            .list()
            .getItems()
            .stream()
            .map(Card::of)
            .toList();
    return cards.size();
  }

  @Override
  public void close() {
    client.close();
  }
}
