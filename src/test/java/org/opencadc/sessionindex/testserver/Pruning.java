package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Drops what a structural schema does not know and adds what it defaults. */
final class Pruning {
  private Pruning() {}

  /** Prunes in place and returns the paths dropped. */
  static List<String> prune(ObjectNode object, ObjectNode schema) {
    List<String> dropped = new ArrayList<>();
    for (String root : List.of("spec", "status")) {
      JsonNode rootSchema = Json.at(schema, "properties", root);
      if (object.has(root) && rootSchema.isMissingNode() && schema.has("properties")) {
        object.remove(root);
        dropped.add(root);
      } else {
        prune(object.path(root), rootSchema, root, dropped);
      }
    }
    return dropped;
  }

  private static void prune(JsonNode node, JsonNode schema, String path, List<String> dropped) {
    if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      return;
    }
    if (node instanceof ObjectNode object) {
      JsonNode properties = schema.path("properties");
      JsonNode others = schema.path("additionalProperties");
      for (String name : names(object)) {
        if (properties.has(name)) {
          prune(object.get(name), properties.get(name), path + "." + name, dropped);
        } else if (others.isObject()) {
          prune(object.get(name), others, path + "." + name, dropped);
        } else if (!others.asBoolean()) {
          object.remove(name);
          dropped.add(path + "." + name);
        }
      }
    } else if (node.isArray()) {
      node.forEach(item -> prune(item, schema.path("items"), path + "[]", dropped));
    }
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  static void defaults(JsonNode node, JsonNode schema) {
    if (node instanceof ObjectNode object) {
      schema
          .path("properties")
          .properties()
          .forEach(
              p -> {
                JsonNode value = object.path(p.getKey());
                boolean absent =
                    value.isMissingNode()
                        || (value.isNull() && !p.getValue().path("nullable").asBoolean());
                if (absent && p.getValue().has("default")) {
                  object.set(p.getKey(), p.getValue().get("default").deepCopy());
                }
                defaults(object.path(p.getKey()), p.getValue());
              });
      JsonNode others = schema.path("additionalProperties");
      if (others.isObject()) {
        object.forEach(value -> defaults(value, others));
      }
    } else if (node.isArray()) {
      node.forEach(item -> defaults(item, schema.path("items")));
    }
  }
}
