package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opencadc.sessionindex.crd.CrdFiles;

/**
 * Checks a summary against its schema as the API server does, and that nothing is pruned; rows too,
 * of which the API server is not told the schema.
 */
final class SummarySchema {
  private static final String RFC_3339 =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})";

  private static final JsonNode PROPERTIES = properties();

  private final List<String> objections = new ArrayList<>();

  private static JsonNode properties() {
    try {
      CustomResourceDefinition definition = CrdFiles.ofSummariesWithRows();
      return new ObjectMapper()
          .valueToTree(definition)
          .at("/spec/versions/0/schema/openAPIV3Schema/properties");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What the schema has against a status; empty when it is fine. */
  static List<String> objectionsTo(JsonNode status) {
    SummarySchema schema = new SummarySchema();
    schema.visit("status", status, PROPERTIES.path("status"));
    return schema.objections;
  }

  private void visit(String path, JsonNode value, JsonNode schema) {
    String type = schema.path("type").asText("no such field");
    boolean fits =
        switch (type) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isTextual();
          case "integer" -> value.isIntegralNumber();
          case "boolean" -> value.isBoolean();
          default -> false;
        };
    if (!fits) {
      objections.add(path + ": " + value.getNodeType() + " for " + type);
    } else if (value.isObject()) {
      object(path, value, schema);
    } else if (value.isArray()) {
      atMost(path, value.size(), schema, "maxItems");
      value.forEach(item -> visit(path + "[]", item, schema.path("items")));
    } else if (value.isTextual()) {
      text(path, value.asText(), schema);
    }
  }

  private void object(String path, JsonNode value, JsonNode schema) {
    atMost(path, value.size(), schema, "maxProperties");
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        objections.add(path + "." + required.asText() + ": required");
      }
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode known = schema.path("properties").path(field.getKey());
      visit(
          path + "." + field.getKey(),
          field.getValue(),
          known.isMissingNode() ? schema.path("additionalProperties") : known);
    }
  }

  private void text(String path, String value, JsonNode schema) {
    atMost(path, value.codePointCount(0, value.length()), schema, "maxLength");
    if (schema.path("format").asText().equals("date-time") && !value.matches(RFC_3339)) {
      objections.add(path + ": no time");
    }
    if (schema.has("enum")
        && schema.get("enum").valueStream().noneMatch(v -> v.asText().equals(value))) {
      objections.add(path + ": not in the enum");
    }
  }

  private void atMost(String path, int actual, JsonNode schema, String limit) {
    if (schema.has(limit) && actual > schema.get(limit).asInt()) {
      objections.add(path + ": " + limit + " " + schema.get(limit) + ", not " + actual);
    }
  }
}
