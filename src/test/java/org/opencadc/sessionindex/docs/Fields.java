package org.opencadc.sessionindex.docs;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rows for the fields of a schema, each by its path. */
final class Fields {
  private final MarkdownTable table;
  private final Shapes shapes;

  Fields(MarkdownTable table, Shapes shapes) {
    this.table = table;
    this.shapes = shapes;
  }

  /** Adds a row for every field below an object; the path is empty or ends with a full stop. */
  void add(String path, JSONSchemaProps object) {
    object
        .getProperties()
        .forEach(
            (name, field) -> {
              boolean required =
                  object.getRequired() != null && object.getRequired().contains(name);
              add(path, name, field, required);
            });
  }

  private void add(String path, String name, JSONSchemaProps field, boolean required) {
    JSONSchemaProps items = field.getItems() == null ? null : field.getItems().getSchema();
    String list = items == null ? "" : "[]";
    JSONSchemaProps content = items == null ? field : items;
    table.row(
        "`" + path + name + list + "`",
        (items == null ? "" : "list of ") + type(content),
        limits(field, items, required),
        Objects.requireNonNullElse(field.getDescription(), ""));
    if (hasFields(content) && shapes.nameOf(content) == null) {
      add(path + name + list + ".", content);
    }
  }

  private String type(JSONSchemaProps schema) {
    if (hasFields(schema)) {
      String shape = shapes.nameOf(schema);
      return shape == null ? "object" : "[" + shape + "](#" + Slugs.of(shape) + ")";
    }
    if (schema.getAdditionalProperties() != null) {
      return "map of " + type(schema.getAdditionalProperties().getSchema());
    }
    return "date-time".equals(schema.getFormat()) ? "time" : schema.getType();
  }

  private static boolean hasFields(JSONSchemaProps schema) {
    return schema.getProperties() != null && !schema.getProperties().isEmpty();
  }

  private static String limits(JSONSchemaProps field, JSONSchemaProps items, boolean required) {
    List<String> limits = new ArrayList<>();
    if (required) {
      limits.add("required");
    }
    if (field.getDefault() != null) {
      limits.add("default " + text(field.getDefault()));
    }
    if (field.getMinimum() != null && field.getMaximum() != null) {
      limits.add(field.getMinimum().longValue() + " to " + field.getMaximum().longValue());
    }
    JSONSchemaProps content = items == null ? field : items;
    if (content.getEnum() != null && !content.getEnum().isEmpty()) {
      limits.add(
          "one of " + String.join(", ", content.getEnum().stream().map(Fields::text).toList()));
    }
    if (content.getMaxLength() != null) {
      limits.add("at most " + content.getMaxLength() + " characters");
    }
    if (field.getMaxItems() != null) {
      limits.add("at most " + field.getMaxItems() + " items");
    }
    if (field.getMaxProperties() != null) {
      limits.add("at most " + field.getMaxProperties() + " keys");
    }
    return String.join("; ", limits);
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      List<String> texts = new ArrayList<>();
      value.forEach(item -> texts.add(text(item)));
      return String.join(", ", texts);
    }
    return "`" + value.asText() + "`";
  }
}
