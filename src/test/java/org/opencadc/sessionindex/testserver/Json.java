package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reading and writing of JSON trees. */
final class Json {
  // fabric8's plain HTTP watch corrupts the line after one with characters beyond ASCII
  static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode parse(byte[] json) {
    return tree(MAPPER, json);
  }

  static ObjectNode parseYaml(byte[] text) {
    return tree(YAML, text);
  }

  private static ObjectNode tree(ObjectMapper mapper, byte[] text) {
    try {
      if (mapper.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw Failure.badRequest("the object provided is unrecognized: " + e.getMessage());
    }
    throw Failure.badRequest("the object provided is not a JSON object");
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode at(JsonNode node, String... path) {
    JsonNode here = node;
    for (String step : path) {
      here = here.path(step);
    }
    return here;
  }

  static String text(JsonNode node, String... path) {
    return at(node, path).asText("");
  }

  /** The child object of that name, made when it is missing or null. */
  static ObjectNode child(ObjectNode node, String name) {
    return node.get(name) instanceof ObjectNode object ? object : node.putObject(name);
  }

  static Map<String, String> strings(JsonNode object) {
    Map<String, String> result = new LinkedHashMap<>();
    object.properties().forEach(e -> result.put(e.getKey(), e.getValue().asText("")));
    return result;
  }

  static List<String> each(JsonNode array, String field) {
    List<String> result = new ArrayList<>();
    array.forEach(item -> result.add(item.path(field).asText("")));
    return result;
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }
}
