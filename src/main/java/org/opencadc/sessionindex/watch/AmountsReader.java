package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

/** Reads one map of resource names to quantities, verbatim. */
final class AmountsReader {

  private final Interner interner;
  private String cpu;
  private String memory;
  private Map<String, String> extended = Map.of();

  AmountsReader(Interner interner) {
    this.interner = interner;
  }

  void read(JsonParser quantities) throws IOException {
    LenientJson.fields(quantities, this::field);
  }

  private void field(String resource, JsonParser value) throws IOException {
    switch (resource) {
      case "cpu" -> cpu = quantity(value);
      case "memory" -> memory = quantity(value);
      default -> {
        if (isExtended(resource)) {
          extended(resource, quantity(value));
        }
      }
    }
  }

  /** An object or array is kept as the bracket it begins with, to be found unreadable later on. */
  private String quantity(JsonParser value) throws IOException {
    return interner.share(
        value.currentToken().isScalarValue() ? LenientJson.text(value) : value.getText());
  }

  private void extended(String resource, String quantity) {
    if (quantity == null) {
      return;
    }
    if (extended.isEmpty()) {
      extended = new HashMap<>();
    }
    extended.put(interner.share(resource), quantity);
  }

  /** As Kubernetes tells them from its own; ephemeral-storage and hugepages have no domain. */
  private static boolean isExtended(String resource) {
    return resource.indexOf('/') >= 0 && !resource.contains("kubernetes.io/");
  }

  VerbatimAmounts amounts() {
    return cpu == null && memory == null && extended.isEmpty()
        ? VerbatimAmounts.NONE
        : interner.share(new VerbatimAmounts(cpu, memory, Map.copyOf(extended)));
  }
}
