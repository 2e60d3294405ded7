package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
  private int unreadable;

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

  private String quantity(JsonParser value) throws IOException {
    String text = LenientJson.text(value);
    if (text == null && value.currentToken() != JsonToken.VALUE_NULL) {
      unreadable++;
    }
    return interner.share(text);
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

  /** How many quantities were neither text nor number. */
  int unreadable() {
    return unreadable;
  }
}
