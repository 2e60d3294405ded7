package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

/** Reads the requests and limits of one container, or of a pod as a whole. */
final class ResourcesReader {

  private final AmountsReader requests;
  private final AmountsReader limits;

  ResourcesReader(Interner interner) {
    requests = new AmountsReader(interner);
    limits = new AmountsReader(interner);
  }

  void read(JsonParser resources) throws IOException {
    LenientJson.fields(resources, this::field);
  }

  private void field(String field, JsonParser value) throws IOException {
    switch (field) {
      case "requests" -> requests.read(value);
      case "limits" -> limits.read(value);
      default -> {}
    }
  }

  VerbatimAmounts requests() {
    return requests.amounts();
  }

  VerbatimAmounts limits() {
    return limits.amounts();
  }
}
