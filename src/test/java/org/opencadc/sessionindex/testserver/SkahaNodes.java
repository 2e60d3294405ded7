package org.opencadc.sessionindex.testserver;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;

/** Nodes as a Skaha platform has them. */
public final class SkahaNodes {
  private SkahaNodes() {}

  /** A ready worker of 64 cores and 252 GiB. */
  public static Node worker(int number) {
    return node(String.format("worker-%03d", number), 64, "263856728Ki", 0);
  }

  /** A ready worker with 4 GPUs. */
  public static Node gpu(int number) {
    return node(String.format("gpu-%03d", number), 48, "395785092Ki", 4);
  }

  /** A ready worker of a given size. */
  public static Node node(String name, int cores, String memory, int gpus) {
    Map<String, Quantity> capacity = new LinkedHashMap<>();
    capacity.put("cpu", Quantity.parse(Integer.toString(cores)));
    capacity.put("memory", Quantity.parse(memory));
    capacity.put("ephemeral-storage", Quantity.parse("1843218412Ki"));
    capacity.put("pods", Quantity.parse("250"));
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("kubernetes.io/hostname", name);
    labels.put("kubernetes.io/os", "linux");
    labels.put("skaha.opencadc.org/node-type", "worker-node");
    if (gpus > 0) {
      capacity.put("nvidia.com/gpu", Quantity.parse(Integer.toString(gpus)));
      labels.put("nvidia.com/gpu.count", Integer.toString(gpus));
    }
    NodeBuilder node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(name)
            .withLabels(labels)
            .endMetadata()
            .withNewSpec()
            .withPodCIDR("10.244.7.0/24")
            .endSpec()
            .withNewStatus()
            .withCapacity(capacity)
            .withAllocatable(capacity)
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .withReason("KubeletReady")
            .endCondition()
            .withNewNodeInfo()
            .withArchitecture("amd64")
            .withKubeletVersion("v1.36.3")
            .withOperatingSystem("linux")
            .endNodeInfo()
            .endStatus();
    for (int i = 0; i < 30; i++) {
      // images are the bulk of a real node
      node.editStatus()
          .addNewImage()
          .withNames("images.canfar.net/skaha/img" + i + ":25.0" + i % 10)
          .withSizeBytes(4_000_000_000L)
          .endImage()
          .endStatus();
    }
    return node.build();
  }
}
