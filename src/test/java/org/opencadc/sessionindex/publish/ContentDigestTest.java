package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"user", "platform"})
  void theOrderOfFieldsDoesNotMatter(String example) {
    ObjectNode status = Examples.status(example);

    JsonNode reversed = reversed(status);

    assertThat(reversed.toString()).isNotEqualTo(status.toString());
    assertThat(ContentDigest.of(reversed)).isEqualTo(ContentDigest.of(status));
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "platform"})
  void freshnessDoesNotMatter(String example) {
    ObjectNode status = Examples.status(example);
    String digest = ContentDigest.of(status);

    for (String part : List.of("observed", "heartbeat", "publishedThrough", "sequence")) {
      status.putObject(part).put("time", "later");
      assertThat(ContentDigest.of(status)).isEqualTo(digest);
      status.remove(part);
      assertThat(ContentDigest.of(status)).isEqualTo(digest);
    }
    if (status.get("nodes") instanceof ObjectNode nodes) {
      nodes.put("validUntil", "later");
      assertThat(ContentDigest.of(status)).isEqualTo(digest);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "platform"})
  void everyOtherChangeMatters(String example) {
    ObjectNode original = Examples.status(example);
    original.remove(List.of("observed", "heartbeat", "publishedThrough", "sequence"));
    if (original.get("nodes") instanceof ObjectNode nodes) {
      nodes.remove("validUntil");
    }
    String digest = ContentDigest.of(original);
    int leaves = leaves(original);
    assertThat(leaves).isGreaterThan(40);
    for (int i = 0; i < leaves; i++) {
      ObjectNode changed = original.deepCopy();
      change(changed, new int[] {i}, "other");
      ObjectNode removed = original.deepCopy();
      change(removed, new int[] {i}, null);
      assertThat(Stream.of(changed, removed).map(ContentDigest::of))
          .as("leaf %d", i)
          .doesNotContain(digest)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void textIsNotNumberAndPartsDoNotRunTogether() {
    assertThat(
            Stream.of(
                    "{\"a\":1}",
                    "{\"a\":\"1\"}",
                    "{\"a\":true}",
                    "{\"a\":\"true\"}",
                    "{\"a\":[1]}",
                    "{\"a\":[1,[]]}",
                    "{\"a\":[]}",
                    "{\"a\":{}}",
                    "{\"a\":\"\"}",
                    "{}",
                    "{\"a\":\"bc\"}",
                    "{\"ab\":\"c\"}",
                    "{\"a\":[\"b\",\"c\"]}",
                    "{\"a\":[\"bc\"]}",
                    "{\"a\":{\"validUntil\":1}}")
                .map(ContentDigestTest::digest))
        .doesNotHaveDuplicates();
  }

  @Test
  void noStatusHasNoDigest() {
    assertThat(ContentDigest.of(null)).isNull();
    assertThat(ContentDigest.of(JSON.nullNode())).isNull();
    assertThat(PublishedSummaryReader.content(null, false))
        .isEqualTo(PublishedSummary.Content.NONE);
  }

  /** Sorted keys and numbers read and written anew, as the API server's Go does it. */
  @ParameterizedTest
  @ValueSource(strings = {"user", "platform"})
  void theApiServersFormHasTheSameDigest(String example) throws IOException {
    ObjectNode status = Examples.status(example);
    ObjectMapper sorted = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    String text = sorted.writeValueAsString(sorted.convertValue(status, Map.class));

    assertThat(ContentDigest.of(JSON.readTree(text))).isEqualTo(ContentDigest.of(status));
  }

  private static String digest(String text) {
    try {
      return ContentDigest.of(JSON.readTree(text));
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static JsonNode reversed(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      Collections.reverse(names);
      ObjectNode copy = JSON.createObjectNode();
      names.forEach(name -> copy.set(name, reversed(object.get(name))));
      return copy;
    }
    ArrayNode copy = JSON.createArrayNode();
    if (node.isArray()) {
      node.forEach(item -> copy.add(reversed(item)));
    }
    return node.isArray() ? copy : node;
  }

  private static int leaves(JsonNode node) {
    if (!node.isContainerNode()) {
      return 1;
    }
    int leaves = 0;
    for (JsonNode child : node) {
      leaves += leaves(child);
    }
    return leaves;
  }

  /** Replaces the leaf that the counter reaches zero at, or removes it. */
  private static void change(JsonNode node, int[] left, String value) {
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        visit(
            object.get(name),
            left,
            value,
            v -> {
              if (v == null) {
                object.remove(name);
              } else {
                object.put(name, v);
              }
            });
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        int at = i;
        visit(
            array.get(i),
            left,
            value,
            v -> {
              if (v == null) {
                array.remove(at);
              } else {
                array.set(at, v);
              }
            });
      }
    }
  }

  private static void visit(JsonNode child, int[] left, String value, Consumer<String> replace) {
    if (child.isContainerNode()) {
      change(child, left, value);
    } else if (left[0]-- == 0) {
      replace.accept(value);
    }
  }
}
