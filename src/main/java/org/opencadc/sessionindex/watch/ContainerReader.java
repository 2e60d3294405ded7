package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads one container or init container. */
final class ContainerReader {

  private final Interner interner;
  private final ResourcesReader resources;
  private String image;
  private boolean restartAlways;

  ContainerReader(Interner interner) {
    this.interner = interner;
    this.resources = new ResourcesReader(interner);
  }

  ContainerSpec read(JsonParser container) throws IOException {
    LenientJson.fields(container, this::field);
    return new ContainerSpec(image, restartAlways, resources.requests(), resources.limits());
  }

  private void field(String field, JsonParser value) throws IOException {
    switch (field) {
      case "image" -> image = interner.share(LenientJson.text(value));
      case "restartPolicy" -> restartAlways = "Always".equals(LenientJson.text(value));
      case "resources" -> resources.read(value);
      default -> {}
    }
  }
}
