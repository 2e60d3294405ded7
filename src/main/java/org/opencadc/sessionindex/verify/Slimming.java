package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;

/** Drops what no count needs: a whole Pod keeps 50 kB of heap, and there may be 50,000. */
final class Slimming {
  private Slimming() {}

  static void slim(Job job) {
    slim(job.getMetadata());
    if (job.getSpec() != null && job.getSpec().getTemplate() != null) {
      job.getSpec().getTemplate().setMetadata(null);
      slim(job.getSpec().getTemplate().getSpec());
    }
  }

  static void slim(Pod pod) {
    slim(pod.getMetadata());
    pod.getMetadata().setLabels(null);
    slim(pod.getSpec());
    if (pod.getStatus() != null) {
      slimStatuses(pod.getStatus().getContainerStatuses());
      slimStatuses(pod.getStatus().getInitContainerStatuses());
    }
  }

  private static void slimStatuses(List<ContainerStatus> statuses) {
    for (ContainerStatus status : statuses == null ? List.<ContainerStatus>of() : statuses) {
      status.setImageID(null);
      status.setAllocatedResources(null);
      status.setResources(null);
      status.setVolumeMounts(null);
    }
  }

  static void slim(Node node) {
    slim(node.getMetadata());
    if (node.getStatus() != null) {
      node.getStatus().setImages(null);
    }
  }

  private static void slim(ObjectMeta metadata) {
    metadata.setManagedFields(null);
    metadata.setAnnotations(null);
  }

  private static void slim(PodSpec spec) {
    if (spec != null) {
      spec.setVolumes(null);
      spec.setAffinity(null);
      spec.setTolerations(null);
      slim(spec.getContainers());
      slim(spec.getInitContainers());
    }
  }

  private static void slim(List<Container> containers) {
    for (Container container : containers == null ? List.<Container>of() : containers) {
      container.setEnv(null);
      container.setVolumeMounts(null);
      container.setCommand(null);
      container.setArgs(null);
      container.setPorts(null);
      container.setLivenessProbe(null);
      container.setReadinessProbe(null);
      container.setStartupProbe(null);
      container.setSecurityContext(null);
      container.setLifecycle(null);
    }
  }
}
