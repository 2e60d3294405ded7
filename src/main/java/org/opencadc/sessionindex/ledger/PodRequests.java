package org.opencadc.sessionindex.ledger;

import java.util.List;

/**
 * The requests of a pod spec, and what they come to by the scheduler's formula (KEP-753 for
 * sidecars, KEP-2837 for the pod level, KEP-688 for the overhead).
 *
 * @param initContainers in the order of the spec, which decides what runs beside what
 * @param containers the app containers
 * @param overhead spec.overhead; ZERO when absent
 * @param podCpuMillis spec.resources.requests.cpu in thousandths of a core; null when absent
 * @param podMemoryBytes spec.resources.requests.memory in bytes; null when absent
 * @param invalidQuantities how many quantities could not be read and are left out of all this
 */
public record PodRequests(
    List<ContainerRequests> initContainers,
    List<ContainerRequests> containers,
    ResourceVector overhead,
    Long podCpuMillis,
    Long podMemoryBytes,
    int invalidQuantities) {

  /** What such a pod asks for. */
  public PodDemand demand() {
    ResourceVector allocated = ResourceVector.ZERO;
    ResourceVector limits = ResourceVector.ZERO;
    for (ContainerRequests container : containers) {
      allocated = allocated.plus(container.requests());
      limits = limits.plus(container.limits());
    }
    ResourceVector effective = atPodLevel(ofContainers(allocated)).plus(overhead);
    return new PodDemand(allocated, effective, limits, invalidQuantities);
  }

  private ResourceVector ofContainers(ResourceVector apps) {
    ResourceVector sidecars = ResourceVector.ZERO;
    ResourceVector peak = ResourceVector.ZERO;
    for (ContainerRequests init : initContainers) {
      if (init.restartAlways()) {
        sidecars = sidecars.plus(init.requests());
      } else {
        peak = peak.max(sidecars.plus(init.requests()));
      }
    }
    // what the sidecars need while they start is never more than beside the app containers
    return peak.max(apps.plus(sidecars));
  }

  private ResourceVector atPodLevel(ResourceVector ofContainers) {
    return new ResourceVector(
        podCpuMillis == null ? ofContainers.cpuMillis() : podCpuMillis,
        podMemoryBytes == null ? ofContainers.memoryBytes() : podMemoryBytes,
        ofContainers.extended());
  }
}
