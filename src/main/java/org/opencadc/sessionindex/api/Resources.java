package org.opencadc.sessionindex.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** Capacity and demand, each as CPU, memory and extended resources. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Resources(
    @JsonPropertyDescription("Platform only: status.capacity of the selected schedulable nodes.")
        Amounts capacity,
    @JsonPropertyDescription("Platform only: status.allocatable of the selected schedulable nodes.")
        Amounts allocatable,
    @JsonPropertyDescription(
            "Requests of the app containers of Running pods, as Skaha sums them; on the platform"
                + " of every pod in the namespace, for a user of the pods of the user's Jobs.")
        Amounts allocated,
    @JsonPropertyDescription(
            "Platform only: what the scheduler reckons with for bound pods that have not ended:"
                + " init peak, sidecars, overhead, pod-level requests (KEP-753, KEP-2837), by their"
                + " specs also while a resize is under way (KEP-1287).")
        Amounts effective,
    @JsonPropertyDescription(
            "What the scheduler reckons with for pods that are not bound to a node yet.")
        Amounts pending,
    @JsonPropertyDescription(
            "What the scheduler would reckon with for suspended Jobs, whose pods do not exist yet:"
                + " the template's requests times parallelism.")
        Amounts queued) {

  /** Amounts of resources, Quantities as text. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Amounts(
      @JsonPropertyDescription("CPU in cores, a Quantity such as 20750m.") @Size(max = 64)
          String cpu,
      @JsonPropertyDescription("Memory in bytes, a Quantity such as 96Gi.") @Size(max = 64)
          String memory,
      @JsonPropertyDescription(
              "Extended resources by name, Quantities as found, for instance nvidia.com/gpu: 2; at"
                  + " most 16.")
          Map<String, String> extended) {}
}
