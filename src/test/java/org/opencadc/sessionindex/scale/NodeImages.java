package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;

/** The images that a kubelet reports: nearly all of what a real Node weighs. */
final class NodeImages {
  private static final int IMAGES = 50;

  private NodeImages() {}

  /** Writes them into the status of a node. */
  static void report(AdminHttp http, String node) throws IOException, InterruptedException {
    ObjectNode patch = new ObjectMapper().createObjectNode();
    ArrayNode images = patch.putObject("status").putArray("images");
    for (int i = 0; i < IMAGES; i++) {
      ObjectNode image = images.addObject().put("sizeBytes", 4_000_000_000L - i);
      image
          .putArray("names")
          .add(String.format(Locale.ROOT, "images.canfar.net/skaha/image-%d@sha256:%064x", i, i))
          .add(String.format(Locale.ROOT, "images.canfar.net/skaha/image-%d:25.%02d", i, i));
    }
    http.merge("/api/v1/nodes/" + node + "/status", patch.toString()).orThrow();
  }
}
