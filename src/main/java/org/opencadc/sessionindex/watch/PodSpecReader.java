package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.opencadc.sessionindex.ledger.ContainerRequests;
import org.opencadc.sessionindex.ledger.PodDemand;
import org.opencadc.sessionindex.ledger.PodRequests;
import org.opencadc.sessionindex.ledger.TemplateFacts;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

/** Reads the spec of one pod or pod template. */
final class PodSpecReader {

  private static final ContainerSpec NO_CONTAINER =
      new ContainerSpec(null, false, VerbatimAmounts.NONE, VerbatimAmounts.NONE);

  private final Interner interner;
  private final SecurityContextReader securityContext;
  private final List<ContainerSpec> containers = new ArrayList<>(1);
  private final List<ContainerSpec> initContainers = new ArrayList<>(2);
  private final AmountsReader overhead;
  private final ResourcesReader podLevel;
  private boolean bound;

  PodSpecReader(Interner interner) {
    this.interner = interner;
    this.securityContext = new SecurityContextReader(interner);
    this.overhead = new AmountsReader(interner);
    this.podLevel = new ResourcesReader(interner);
  }

  void read(JsonParser spec) throws IOException {
    LenientJson.fields(spec, this::field);
  }

  private void field(String field, JsonParser value) throws IOException {
    switch (field) {
      case "containers" -> LenientJson.elements(value, each -> add(containers, each));
      case "initContainers" -> LenientJson.elements(value, each -> add(initContainers, each));
      case "securityContext" -> securityContext.read(value);
      case "overhead" -> overhead.read(value);
      case "resources" -> podLevel.read(value);
      case "nodeName" -> bound = isName(LenientJson.text(value));
      default -> {}
    }
  }

  private void add(List<ContainerSpec> list, JsonParser container) throws IOException {
    list.add(new ContainerReader(interner).read(container));
  }

  private static boolean isName(String text) {
    return text != null && !text.isEmpty();
  }

  boolean bound() {
    return bound;
  }

  PodDemand demand() {
    var parser = new AmountsParser();
    VerbatimAmounts pod = podLevel();
    return interner.share(
        new PodRequests(
                requests(initContainers, parser),
                requests(containers, parser),
                parser.vector(overhead.amounts()),
                parser.cpuMillis(pod),
                parser.memoryBytes(pod),
                parser.invalid())
            .demand());
  }

  private static List<ContainerRequests> requests(
      List<ContainerSpec> containers, AmountsParser parser) {
    List<ContainerRequests> requests = new ArrayList<>(containers.size());
    for (ContainerSpec each : containers) {
      requests.add(container(each, parser));
    }
    return requests;
  }

  private static ContainerRequests container(ContainerSpec container, AmountsParser parser) {
    return new ContainerRequests(
        container.restartAlways(),
        parser.vector(container.defaulted()),
        parser.vector(container.limits()));
  }

  /** As the API server defaults it: a limit stands in for what neither pod nor container asks. */
  private VerbatimAmounts podLevel() {
    VerbatimAmounts limits = podLevel.limits();
    for (ContainerSpec each : containers) {
      limits = Verbatim.without(limits, each.defaulted());
    }
    for (ContainerSpec each : initContainers) {
      limits = Verbatim.without(limits, each.defaulted());
    }
    return Verbatim.orElse(podLevel.requests(), limits);
  }

  TemplateFacts template() {
    ContainerSpec first = containers.isEmpty() ? NO_CONTAINER : containers.get(0);
    return interner.share(
        new TemplateFacts(
            first.image(),
            securityContext.user(),
            securityContext.group(),
            securityContext.supplementalGroups(),
            first.requests(),
            first.limits(),
            demand()));
  }
}
