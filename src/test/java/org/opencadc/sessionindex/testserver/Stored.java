package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One version of one object. Kept as bytes, as a tree of 10 kB of JSON costs five times that in
 * heap and lists and watches send the bytes as they are.
 */
final class Stored {
  private final ResourceType type;
  private final String namespace;
  private final String name;
  private final String uid;
  private final long version;
  private final Map<String, String> labels;
  private final Map<String, String> fields;
  private final List<String> owners;
  private final byte[] json;

  private Stored(ResourceType type, ObjectNode tree, long version) {
    JsonNode meta = tree.path("metadata");
    this.type = type;
    this.namespace = type.namespaced() ? Json.text(meta, "namespace") : "";
    this.name = Json.text(meta, "name");
    this.uid = Json.text(meta, "uid");
    this.version = version;
    this.labels = Json.strings(meta.path("labels"));
    this.fields = fields(type, tree, namespace, name);
    this.owners = List.copyOf(Json.each(meta.path("ownerReferences"), "uid"));
    this.json = Json.bytes(tree);
  }

  static Stored of(ResourceType type, ObjectNode object, long version) {
    ObjectNode tree = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
    tree.setAll(object);
    tree.put("kind", type.kind()).put("apiVersion", type.apiVersion());
    Json.child(tree, "metadata").put("resourceVersion", Long.toString(version));
    return new Stored(type, tree, version);
  }

  private static Map<String, String> fields(
      ResourceType type, ObjectNode tree, String namespace, String name) {
    Map<String, String> values = new TreeMap<>();
    values.put("metadata.name", name);
    values.put("metadata.namespace", namespace);
    type.selectable()
        .forEach((label, path) -> values.put(label, Json.text(tree, path.split("\\.", -1))));
    // an absent unschedulable flag is false to the selector of the real server
    values.computeIfPresent("spec.unschedulable", (k, v) -> v.isEmpty() ? "false" : v);
    values.computeIfPresent("status.successful", (k, v) -> v.isEmpty() ? "0" : v);
    return values;
  }

  Stored at(long otherVersion) {
    return of(type, tree(), otherVersion);
  }

  ResourceType type() {
    return type;
  }

  String namespace() {
    return namespace;
  }

  String name() {
    return name;
  }

  String uid() {
    return uid;
  }

  long version() {
    return version;
  }

  Map<String, String> labels() {
    return labels;
  }

  Map<String, String> fields() {
    return fields;
  }

  /** The uids of its owners. */
  List<String> owners() {
    return owners;
  }

  String key() {
    return type.key(namespace, name);
  }

  byte[] json() {
    return json;
  }

  ObjectNode tree() {
    return Json.parse(json);
  }

  @Override
  public String toString() {
    return type.id() + " " + key() + " @" + version;
  }
}
