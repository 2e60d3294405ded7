package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.opencadc.sessionindex.ledger.PodDemand;
import org.opencadc.sessionindex.ledger.TemplateFacts;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

/** Reads the spec of one pod or pod template. */
final class PodSpecReader {

  private final Interner interner;
  private final SecurityContextReader securityContext;
  private final List<ContainerReader> containers = new ArrayList<>(1);
  private final List<ContainerReader> initContainers = new ArrayList<>(2);
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

  private void add(List<ContainerReader> list, JsonParser container) throws IOException {
    list.add(new ContainerReader(interner).read(container));
  }

  private static boolean isName(String text) {
    return text != null && !text.isEmpty();
  }

  boolean bound() {
    return bound;
  }

  PodDemand demand() {
    var sum = new DemandSum();
    containers.forEach(each -> sum.add(each.resources()));
    initContainers.forEach(each -> sum.addInit(each.resources(), each.restarts()));
    sum.podLevel(podLevel);
    sum.overhead(overhead);
    return interner.share(sum.demand());
  }

  TemplateFacts template() {
    ContainerReader first = containers.isEmpty() ? null : containers.get(0);
    return interner.share(
        new TemplateFacts(
            first == null ? null : first.image(),
            securityContext.user(),
            securityContext.group(),
            securityContext.supplementalGroups(),
            first == null ? VerbatimAmounts.NONE : first.resources().requests(),
            first == null ? VerbatimAmounts.NONE : first.resources().limits(),
            demand()));
  }
}
