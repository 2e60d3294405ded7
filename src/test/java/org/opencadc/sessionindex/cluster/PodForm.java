package org.opencadc.sessionindex.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import org.opencadc.sessionindex.api.Resources.Amounts;
import org.opencadc.sessionindex.testserver.SkahaSession;

/**
 * A form of pod that asks the scheduler for something else than its app containers do, and what it
 * comes to: worked out by hand.
 *
 * @param name of the form, and of the user whose sessions have it
 * @param spec as a Job's template has it
 * @param allocated requests of the app containers
 * @param effective what the scheduler reckons with for the pod, as it is admitted
 * @param queued the same of the template, to which nobody has added an overhead
 */
record PodForm(String name, PodSpec spec, Amounts allocated, Amounts effective, Amounts queued) {
  private static final String SANDBOX = "sandbox";

  /** The runtime class that some of them name: each pod of it costs 250m and 120Mi more. */
  static final String RUNTIME_CLASS =
      """
      apiVersion: node.k8s.io/v1
      kind: RuntimeClass
      metadata: {name: %s}
      handler: %s
      overhead: {podFixed: {cpu: 250m, memory: 120Mi}}
      """
          .formatted(SANDBOX, SANDBOX);

  static final List<PodForm> ALL = List.of(sidecar(), overhead(), podLevel(), together());

  /** CPU: 200m + 1500m while it loads, later 1 + 200m. Memory: 128Mi + 256Mi, 1Gi + 128Mi. */
  private static PodForm sidecar() {
    return new PodForm(
        "sidecar",
        spec(container("app", "1", "1Gi"))
            .withInitContainers(
                restarted(container("proxy", "200m", "128Mi")), container("load", "1500m", "256Mi"))
            .build(),
        amounts("1", "1Gi"),
        amounts("1700m", "1152Mi"),
        amounts("1700m", "1152Mi"));
  }

  private static PodForm overhead() {
    return new PodForm(
        "overhead",
        spec(container("app", "500m", "512Mi")).withRuntimeClassName(SANDBOX).build(),
        amounts("500m", "512Mi"),
        amounts("750m", "632Mi"),
        amounts("500m", "512Mi"));
  }

  /** No container asks for memory, so the pod's limit is its request. */
  private static PodForm podLevel() {
    return new PodForm(
        "pod-level",
        spec(container("app", "500m", null))
            .withNewResources()
            .withRequests(Map.of("cpu", Quantity.parse("2")))
            .withLimits(Map.of("cpu", Quantity.parse("3"), "memory", Quantity.parse("3Gi")))
            .endResources()
            .build(),
        amounts("500m", "0"),
        amounts("2", "3Gi"),
        amounts("2", "3Gi"));
  }

  /** CPU: 1 of the pod + 250m. Memory: 200Mi + 64Mi of the containers + 120Mi. */
  private static PodForm together() {
    return new PodForm(
        "together",
        spec(container("app", "400m", "200Mi"))
            .withInitContainers(restarted(container("proxy", "100m", "64Mi")))
            .withRuntimeClassName(SANDBOX)
            .withNewResources()
            .withRequests(Map.of("cpu", Quantity.parse("1")))
            .endResources()
            .build(),
        amounts("400m", "200Mi"),
        amounts("1250m", "384Mi"),
        amounts("1", "264Mi"));
  }

  /** The Job of a session whose pods have this form. */
  Job job(SkahaSession session) {
    Job job = session.job();
    job.getSpec().getTemplate().setSpec(new PodSpecBuilder(spec).build());
    return job;
  }

  static Amounts amounts(String cpu, String memory) {
    return new Amounts(cpu, memory, null);
  }

  private static PodSpecBuilder spec(Container app) {
    return new PodSpecBuilder().withRestartPolicy("Never").withContainers(app);
  }

  /** Asks for that; memory null for none. */
  private static Container container(String name, String cpu, String memory) {
    ContainerBuilder container =
        new ContainerBuilder()
            .withName(name)
            .withImage("images.example.org/" + name + ":1")
            .withNewResources()
            .addToRequests("cpu", Quantity.parse(cpu))
            .endResources();
    return memory == null
        ? container.build()
        : container
            .editResources()
            .addToRequests("memory", Quantity.parse(memory))
            .endResources()
            .build();
  }

  private static Container restarted(Container init) {
    return new ContainerBuilder(init).withRestartPolicy("Always").build();
  }
}
