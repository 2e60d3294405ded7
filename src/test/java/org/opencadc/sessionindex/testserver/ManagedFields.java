package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The record of who set what, about as long as on a real server, where it is a third of a Job. */
final class ManagedFields {
  private ManagedFields() {}

  static void record(ObjectNode object, String apiVersion, String now) {
    ObjectNode entry =
        Json.object()
            .put("manager", "api-client")
            .put("operation", "Update")
            .put("apiVersion", apiVersion)
            .put("time", now)
            .put("fieldsType", "FieldsV1");
    ObjectNode fields = entry.putObject("fieldsV1");
    ObjectNode meta = Json.child(fields, "f:metadata");
    for (String part : new String[] {"labels", "annotations", "ownerReferences"}) {
      copy(part, Json.at(object, "metadata", part), meta);
    }
    copy("spec", object.path("spec"), fields);
    copy("data", object.path("data"), fields);
    Json.child(object, "metadata").putArray("managedFields").add(entry);
  }

  /** Whether a client asks to forget the record, by a list of one empty entry. */
  static boolean isReset(ObjectNode metadata) {
    JsonNode fields = metadata.path("managedFields");
    return fields.size() == 1 && fields.get(0).isEmpty();
  }

  private static void copy(String name, JsonNode from, ObjectNode into) {
    if (!from.isMissingNode()) {
      ObjectNode field = into.putObject("f:" + name);
      if (from.isObject()) {
        from.properties().forEach(e -> copy(e.getKey(), e.getValue(), field));
      }
    }
  }
}
