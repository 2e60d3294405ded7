package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The patch formats: merge patch, JSON patch and a plain form of server-side apply. */
final class Patches {
  private static final String APPLY = "application/apply-patch+yaml";

  // what a manager applied last, so that a field it no longer names goes away
  private final Map<String, ObjectNode> applied = new ConcurrentHashMap<>();

  static boolean isApply(String contentType) {
    return contentType.startsWith(APPLY) || contentType.startsWith("application/apply-patch");
  }

  ObjectNode patch(ObjectNode current, byte[] body, String contentType, String manager) {
    ObjectNode next = current.deepCopy();
    if (contentType.startsWith("application/json-patch+json")) {
      return jsonPatch(next, body);
    }
    if (isApply(contentType)) {
      ObjectNode wanted = Json.parseYaml(body);
      String owner = Json.text(current, "metadata", "uid") + " " + manager;
      ObjectNode before = applied.put(owner, wanted);
      if (before != null) {
        withdraw(next, before, wanted);
      }
      merge(next, wanted, false);
      return next;
    }
    if (contentType.startsWith("application/merge-patch+json")
        || contentType.startsWith("application/strategic-merge-patch+json")) {
      merge(next, Json.parse(body), true);
      return next;
    }
    throw new Failure(
        415, "UnsupportedMediaType", "the body of the request was in an unknown format");
  }

  private static ObjectNode jsonPatch(ObjectNode target, byte[] body) {
    try {
      JsonNode result = JsonPatch.apply(Json.MAPPER.readTree(body), target);
      if (result instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw Failure.badRequest(e.getMessage());
    } catch (JsonPatchException e) {
      throw new Failure(422, "Invalid", "the server rejected our request: " + e.getMessage());
    }
    throw Failure.badRequest("the patch leaves no object");
  }

  private static void merge(ObjectNode target, ObjectNode patch, boolean nullsDelete) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      JsonNode value = field.getValue();
      if (value.isNull()) {
        if (nullsDelete) {
          target.remove(field.getKey());
        }
      } else if (value instanceof ObjectNode object) {
        merge(Json.child(target, field.getKey()), object, nullsDelete);
      } else {
        target.set(field.getKey(), value);
      }
    }
  }

  private static void withdraw(ObjectNode target, ObjectNode before, ObjectNode wanted) {
    Set<String> names = new HashSet<>();
    before.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (!wanted.has(name)) {
        target.remove(name);
      } else if (before.get(name) instanceof ObjectNode old
          && wanted.get(name) instanceof ObjectNode now
          && target.get(name) instanceof ObjectNode here) {
        withdraw(here, old, now);
      }
    }
  }
}
