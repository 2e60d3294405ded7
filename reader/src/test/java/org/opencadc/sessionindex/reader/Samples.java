package org.opencadc.sessionindex.reader;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Job;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The test data: fixtures, contract and captured summaries. */
final class Samples {
  private Samples() {}

  static JsonElement tree(String path) {
    try (InputStream in = Samples.class.getResourceAsStream("/" + path)) {
      return JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  static List<JsonObject> items(String path) {
    List<JsonObject> items = new ArrayList<>();
    JsonElement tree = tree(path);
    JsonArray array =
        tree.isJsonArray() ? tree.getAsJsonArray() : tree.getAsJsonObject().getAsJsonArray("items");
    array.forEach(item -> items.add(item.getAsJsonObject()));
    return items;
  }

  static V1Job job(JsonObject job) {
    return JSON.getGson().fromJson(job, V1Job.class);
  }

  static String name(JsonObject object) {
    return object.getAsJsonObject("metadata").get("name").getAsString();
  }

  /** Objects by name; on a real API server the last one of a name stands. */
  static Map<String, JsonObject> byName(String path) {
    Map<String, JsonObject> byName = new LinkedHashMap<>();
    items(path).forEach(item -> byName.put(name(item), item));
    return byName;
  }
}
