package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Checks an object against the openAPIV3Schema of its CustomResourceDefinition, without CEL. */
final class Validation {
  private final ArrayNode causes = Json.array();

  private Validation() {}

  static void check(ResourceType type, ObjectNode object) {
    Validation validation = new Validation();
    JsonNode properties = type.schema().path("properties");
    for (String root : new String[] {"spec", "status"}) {
      if (object.has(root)) {
        validation.visit(root, object.get(root), properties.path(root));
      }
    }
    for (JsonNode required : type.schema().path("required")) {
      if (!object.has(required.asText())) {
        validation.refuse(required.asText(), "FieldValueRequired", "Required value");
      }
    }
    if (!validation.causes.isEmpty()) {
      throw Failure.invalid(type, Json.text(object, "metadata", "name"), validation.causes);
    }
  }

  private void refuse(String field, String reason, String message) {
    causes.addObject().put("reason", reason).put("message", message).put("field", field);
  }

  private void visit(String path, JsonNode value, JsonNode schema) {
    if (value.isNull() && schema.path("nullable").asBoolean()) {
      return;
    }
    if (!typed(value, schema)) {
      refuse(
          path,
          "FieldValueTypeInvalid",
          "Invalid value: \"" + value.getNodeType() + "\": must be of type " + wanted(schema));
      return;
    }
    scalar(path, value, schema);
    if (value.isObject()) {
      object(path, value, schema);
    } else if (value.isArray()) {
      if (schema.has("maxItems") && value.size() > schema.path("maxItems").asInt()) {
        tooMany(path, value.size(), schema.path("maxItems").asInt());
      }
      if (value.size() < schema.path("minItems").asInt()) {
        invalid(path, value.size(), "should have at least " + schema.get("minItems") + " items");
      }
      for (int i = 0; i < value.size(); i++) {
        visit(path + "[" + i + "]", value.get(i), schema.path("items"));
      }
    }
  }

  private void object(String path, JsonNode value, JsonNode schema) {
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        refuse(path + "." + required.asText(), "FieldValueRequired", "Required value");
      }
    }
    if (schema.has("maxProperties") && value.size() > schema.path("maxProperties").asInt()) {
      tooMany(path, value.size(), schema.path("maxProperties").asInt());
    }
    JsonNode others = schema.path("additionalProperties");
    value
        .properties()
        .forEach(
            field -> {
              JsonNode known = Json.at(schema, "properties", field.getKey());
              visit(
                  path + "." + field.getKey(),
                  field.getValue(),
                  known.isMissingNode() ? others : known);
            });
  }

  private void scalar(String path, JsonNode value, JsonNode schema) {
    JsonNode choices = schema.path("enum");
    if (choices.isArray() && choices.valueStream().noneMatch(value::equals)) {
      refuse(
          path,
          "FieldValueNotSupported",
          "Unsupported value: " + value + ": supported values: " + choices);
    }
    if (value.isNumber()) {
      if (schema.has("minimum") && value.asDouble() < schema.path("minimum").asDouble()) {
        invalid(path, value, "should be greater than or equal to " + schema.get("minimum"));
      }
      if (schema.has("maximum") && value.asDouble() > schema.path("maximum").asDouble()) {
        invalid(path, value, "should be less than or equal to " + schema.get("maximum"));
      }
    }
    if (value.isTextual()) {
      string(path, value.asText(), schema);
    }
  }

  private void string(String path, String value, JsonNode schema) {
    int length = value.codePointCount(0, value.length());
    if (schema.has("maxLength") && length > schema.path("maxLength").asInt()) {
      refuse(
          path,
          "FieldValueTooLong",
          "Too long: may not be more than " + schema.get("maxLength") + " bytes");
    }
    if (length < schema.path("minLength").asInt()) {
      invalid(path, "\"\"", "should be at least " + schema.get("minLength") + " chars long");
    }
    if (schema.has("pattern")
        && !Pattern.compile(Json.text(schema, "pattern")).matcher(value).find()) {
      invalid(path, value, "should match '" + Json.text(schema, "pattern") + "'");
    }
    if (Json.text(schema, "format").equals("date-time") && !isTime(value)) {
      invalid(path, value, "must be of type date-time");
    }
  }

  private static boolean isTime(String value) {
    try {
      OffsetDateTime unused = OffsetDateTime.parse(value);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private void invalid(String path, Object value, String message) {
    refuse(
        path, "FieldValueInvalid", "Invalid value: " + value + ": " + path + " in body " + message);
  }

  private void tooMany(String path, int actual, int most) {
    refuse(
        path,
        "FieldValueTooMany",
        "Too many: " + actual + ": must have at most " + most + " items");
  }

  private static boolean typed(JsonNode value, JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return value.isIntegralNumber() || value.isTextual();
    }
    return switch (wanted(schema)) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber() || (value.isNumber() && value.asDouble() % 1 == 0);
      case "number" -> value.isNumber();
      default -> true;
    };
  }

  private static String wanted(JsonNode schema) {
    return Json.text(schema, "type");
  }
}
