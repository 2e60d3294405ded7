package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One kind of object that the server stores.
 *
 * @param status whether it has a status subresource
 * @param selectable the field selectors beyond metadata, as label to dotted path
 * @param custom whether it came from a CustomResourceDefinition
 * @param schema the openAPIV3Schema of a custom type, empty for built-in ones
 */
record ResourceType(
    String group,
    String version,
    String plural,
    String singular,
    String kind,
    boolean namespaced,
    boolean status,
    Map<String, String> selectable,
    List<String> shortNames,
    List<String> categories,
    boolean custom,
    ObjectNode schema) {

  static ResourceType builtIn(
      String group, String version, String plural, String kind, boolean namespaced, boolean st) {
    return new ResourceType(
        group,
        version,
        plural,
        kind.toLowerCase(java.util.Locale.ROOT),
        kind,
        namespaced,
        st,
        Map.of(),
        List.of(),
        List.of(),
        false,
        Json.object());
  }

  ResourceType selectableBy(Map<String, String> fields) {
    return new ResourceType(
        group,
        version,
        plural,
        singular,
        kind,
        namespaced,
        status,
        fields,
        shortNames,
        categories,
        custom,
        schema);
  }

  /** As error messages and deny rules spell it: {@code pods}, {@code jobs.batch}. */
  String id() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  String key(String namespace, String name) {
    return namespaced ? namespace + "/" + name : name;
  }

  /** The bytes every stored object of this type begins with; lists of built-in types omit them. */
  byte[] head() {
    return ("{\"kind\":\"" + kind + "\",\"apiVersion\":\"" + apiVersion() + "\",")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Built-in types of the real server mostly allow an update that names no version. */
  boolean unconditionalUpdate() {
    return !custom && !plural.equals("leases") && !plural.equals("customresourcedefinitions");
  }
}
