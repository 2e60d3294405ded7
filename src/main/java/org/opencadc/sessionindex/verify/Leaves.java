package org.opencadc.sessionindex.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/**
 * A published shape as path and text of each of its values, so that no field can be forgotten in a
 * comparison. Absent, null and empty are the same.
 */
final class Leaves {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Leaves() {}

  static Map<String, String> of(Object shape) {
    Map<String, String> leaves = new TreeMap<>();
    collect("", JSON.valueToTree(shape), leaves);
    return leaves;
  }

  private static void collect(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject()) {
      String prefix = path.isEmpty() ? "" : path + ".";
      node.properties()
          .forEach(field -> collect(prefix + field.getKey(), field.getValue(), leaves));
    } else if (node.isArray()) {
      if (!node.isEmpty()) {
        leaves.put(path, node.toString());
      }
    } else if (!node.isNull() && !node.asText().isEmpty()) {
      leaves.put(path, node.asText());
    }
  }
}
