package org.opencadc.sessionindex.scale.portal;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Informers of full Jobs, Pods and Nodes in the reader itself; Jobs are found by user. */
final class CacheAnswers implements Answers {
  private static final String BY_USER = "user";

  private final KubernetesClient client;
  private final SharedIndexInformer<Job> jobs;
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<Node> nodes;

  CacheAnswers(KubernetesClient client, String namespace) {
    this.client = client;
    this.jobs = client.batch().v1().jobs().inNamespace(namespace).runnableInformer(0);
    this.pods = client.pods().inNamespace(namespace).runnableInformer(0);
    this.nodes = client.nodes().runnableInformer(0);
    jobs.addIndexers(Map.of(BY_USER, job -> List.of(user(job))));
  }

  private static String user(Job job) {
    Map<String, String> labels = job.getMetadata().getLabels();
    return labels == null ? "" : Objects.requireNonNullElse(labels.get(Card.USER), "");
  }

  @Override
  public void start() {
    List.of(jobs, pods, nodes).forEach(one -> one.start().toCompletableFuture().join());
  }

  @Override
  public int interactive(String user) {
    List<Card> cards =
        jobs.getIndexer().byIndex(BY_USER, user).stream()
            .map(Card::of)
            .filter(Card::interactive)
            .toList();
    return cards.size();
  }

  @Override
  public int stats() {
    Load load =
        Load.of(
            pods.getStore().list().stream()
                .filter(pod -> "Running".equals(pod.getStatus().getPhase())),
            nodes.getStore().list().stream()
                .filter(node -> !Boolean.TRUE.equals(node.getSpec().getUnschedulable())));
    return load.cores() > 0 ? Load.FIGURES : 0;
  }

  @Override
  public int all() {
    List<Card> cards = jobs.getStore().list().stream().map(Card::of).toList();
    return cards.size();
  }

  @Override
  public void close() {
    client.close();
  }
}
