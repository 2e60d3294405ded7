package org.opencadc.sessionindex.reader;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A JSON object read leniently: what is absent or null is null. What has another type than expected
 * throws a RuntimeException; the caller takes the whole summary for malformed then.
 */
record Members(JsonObject object) {

  boolean has(String name) {
    return object.has(name) && !object.get(name).isJsonNull();
  }

  String text(String name) {
    return has(name) ? object.get(name).getAsString() : null;
  }

  Long number(String name) {
    return has(name) ? Long.valueOf(object.get(name).getAsLong()) : null;
  }

  boolean flag(String name) {
    return has(name) && object.get(name).getAsBoolean();
  }

  OffsetDateTime time(String name) {
    return has(name) ? OffsetDateTime.parse(text(name)) : null;
  }

  Instant instant(String name) {
    return has(name) ? OffsetDateTime.parse(text(name)).toInstant() : null;
  }

  /** The object of that name; null when absent. */
  Members object(String name) {
    return has(name) ? new Members(object.getAsJsonObject(name)) : null;
  }

  /** The objects of a list; empty when absent. */
  List<Members> objects(String name) {
    return list(name, e -> new Members(e.getAsJsonObject()));
  }

  /** The numbers of a list; empty when absent. */
  List<Long> numbers(String name) {
    return list(name, JsonElement::getAsLong);
  }

  /** The texts of a list; empty when absent. */
  List<String> list(String name) {
    return list(name, JsonElement::getAsString);
  }

  private <T> List<T> list(String name, Function<JsonElement, T> read) {
    List<T> values = new ArrayList<>();
    if (has(name)) {
      object.getAsJsonArray(name).forEach(e -> values.add(read.apply(e)));
    }
    return values;
  }

  /** A map of texts; empty when absent. */
  Map<String, String> texts(String name) {
    Map<String, String> texts = new TreeMap<>();
    if (has(name)) {
      for (Map.Entry<String, JsonElement> entry : object.getAsJsonObject(name).entrySet()) {
        texts.put(entry.getKey(), entry.getValue().getAsString());
      }
    }
    return texts;
  }

  /** A map of counts; empty when absent. */
  Map<String, Long> counts(String name) {
    Map<String, Long> counts = new TreeMap<>();
    if (has(name)) {
      for (Map.Entry<String, JsonElement> entry : object.getAsJsonObject(name).entrySet()) {
        counts.put(entry.getKey(), entry.getValue().getAsLong());
      }
    }
    return counts;
  }
}
