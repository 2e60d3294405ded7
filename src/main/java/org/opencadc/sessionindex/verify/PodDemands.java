package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What a pod asks for, by the two ways of counting. */
final class PodDemands {
  private PodDemands() {}

  /** The sum of the app containers' requests, as Skaha's old stats count. */
  static Amount allocated(PodSpec spec) {
    return Amount.sum(containers(spec.getContainers()).map(PodDemands::requests));
  }

  /** The sum of the app containers' limits. */
  static Amount limits(PodSpec spec) {
    return Amount.sum(
        containers(spec.getContainers())
            .map(Container::getResources)
            .filter(Objects::nonNull)
            .map(resources -> Amount.of(resources.getLimits())));
  }

  /** The scheduler's figure: init peak, sidecars (KEP-753), pod level (KEP-2837), overhead. */
  static Amount scheduled(PodSpec spec) {
    Amount running = allocated(spec);
    Amount sidecars = Amount.NOTHING;
    Amount initPeak = Amount.NOTHING;
    for (Container init : containers(spec.getInitContainers()).toList()) {
      Amount own = requests(init);
      if ("Always".equals(init.getRestartPolicy())) {
        running = running.plus(own);
        sidecars = sidecars.plus(own);
        initPeak = initPeak.max(sidecars);
      } else {
        initPeak = initPeak.max(sidecars.plus(own));
      }
    }
    Amount containers = running.max(initPeak);
    return atPodLevel(spec, containers).plus(Amount.of(spec.getOverhead()));
  }

  private static Amount atPodLevel(PodSpec spec, Amount containers) {
    ResourceRequirements resources = spec.getResources();
    if (resources == null) {
      return containers;
    }
    Map<String, Quantity> given = new HashMap<>();
    if (resources.getLimits() != null) {
      given.putAll(resources.getLimits());
      // the API server defaults a pod's request to what its containers ask for, then to its limit
      given.keySet().removeIf(name -> anyContainerAsks(spec, name));
    }
    if (resources.getRequests() != null) {
      given.putAll(resources.getRequests());
    }
    given.entrySet().removeIf(request -> !Amount.isReadable(request.getKey(), request.getValue()));
    Amount pod = Amount.of(given);
    return new Amount(
        given.containsKey("cpu") ? pod.cpu() : containers.cpu(),
        given.containsKey("memory") ? pod.memory() : containers.memory(),
        containers.extended());
  }

  private static boolean anyContainerAsks(PodSpec spec, String resource) {
    return Stream.concat(containers(spec.getContainers()), containers(spec.getInitContainers()))
        .anyMatch(container -> defaulted(container).containsKey(resource));
  }

  private static Amount requests(Container container) {
    return Amount.of(defaulted(container));
  }

  private static Map<String, Quantity> defaulted(Container container) {
    ResourceRequirements resources = container.getResources();
    Map<String, Quantity> requests = new HashMap<>();
    if (resources == null) {
      return requests;
    }
    if (resources.getLimits() != null) {
      requests.putAll(resources.getLimits());
    }
    if (resources.getRequests() != null) {
      requests.putAll(resources.getRequests());
    }
    return requests;
  }

  private static Stream<Container> containers(List<Container> containers) {
    return containers == null ? Stream.empty() : containers.stream();
  }
}
