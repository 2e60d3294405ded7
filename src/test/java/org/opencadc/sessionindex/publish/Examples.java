package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;

/** The example summaries of the contract. */
final class Examples {
  private Examples() {}

  static ObjectNode summary(String name) {
    try (InputStream in =
        Examples.class.getResourceAsStream("/contract/example." + name + ".yaml")) {
      return (ObjectNode) new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  static ObjectNode status(String name) {
    return (ObjectNode) summary(name).get("status");
  }
}
