package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the identity that a pod runs as. */
final class SecurityContextReader {

  private final Interner interner;
  private final List<Long> groups = new ArrayList<>();
  private Long user;
  private Long group;

  SecurityContextReader(Interner interner) {
    this.interner = interner;
  }

  void read(JsonParser securityContext) throws IOException {
    LenientJson.fields(securityContext, this::field);
  }

  private void field(String field, JsonParser value) throws IOException {
    switch (field) {
      case "runAsUser" -> user = LenientJson.whole(value);
      case "runAsGroup" -> group = LenientJson.whole(value);
      case "supplementalGroups" -> LenientJson.elements(value, this::supplementalGroup);
      default -> {}
    }
  }

  private void supplementalGroup(JsonParser value) throws IOException {
    Long number = LenientJson.whole(value);
    if (number != null) {
      groups.add(number);
    }
  }

  Long user() {
    return interner.share(user);
  }

  Long group() {
    return interner.share(group);
  }

  List<Long> supplementalGroups() {
    return interner.share(List.copyOf(groups));
  }
}
