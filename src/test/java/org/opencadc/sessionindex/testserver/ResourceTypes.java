package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The types served now: the built-in ones and those of the stored CustomResourceDefinitions. */
final class ResourceTypes {
  static final ResourceType NAMESPACES =
      ResourceType.builtIn("", "v1", "namespaces", "Namespace", false, true)
          .selectableBy(Map.of("status.phase", "status.phase"));
  static final ResourceType PODS =
      ResourceType.builtIn("", "v1", "pods", "Pod", true, true)
          .selectableBy(
              Map.of(
                  "spec.nodeName", "spec.nodeName",
                  "spec.restartPolicy", "spec.restartPolicy",
                  "status.phase", "status.phase"));
  static final ResourceType NODES =
      ResourceType.builtIn("", "v1", "nodes", "Node", false, true)
          .selectableBy(Map.of("spec.unschedulable", "spec.unschedulable"));
  static final ResourceType JOBS =
      ResourceType.builtIn("batch", "v1", "jobs", "Job", true, true)
          .selectableBy(Map.of("status.successful", "status.succeeded"));
  static final ResourceType CRDS =
      ResourceType.builtIn(
          "apiextensions.k8s.io",
          "v1",
          "customresourcedefinitions",
          "CustomResourceDefinition",
          false,
          true);

  private final Map<String, ResourceType> byPath = new ConcurrentSkipListMap<>();

  ResourceTypes() {
    List.of(
            NAMESPACES,
            PODS,
            NODES,
            JOBS,
            CRDS,
            ResourceType.builtIn("", "v1", "serviceaccounts", "ServiceAccount", true, false),
            ResourceType.builtIn("", "v1", "configmaps", "ConfigMap", true, false),
            ResourceType.builtIn("", "v1", "secrets", "Secret", true, false),
            ResourceType.builtIn("", "v1", "services", "Service", true, true),
            ResourceType.builtIn("", "v1", "events", "Event", true, false)
                .selectableBy(
                    Map.of(
                        "involvedObject.name", "involvedObject.name",
                        "involvedObject.uid", "involvedObject.uid",
                        "reason", "reason",
                        "type", "type")),
            ResourceType.builtIn("events.k8s.io", "v1", "events", "Event", true, false)
                .selectableBy(Map.of("reason", "reason", "type", "type")),
            ResourceType.builtIn("coordination.k8s.io", "v1", "leases", "Lease", true, false),
            ResourceType.builtIn("apps", "v1", "deployments", "Deployment", true, true),
            ResourceType.builtIn("rbac.authorization.k8s.io", "v1", "roles", "Role", true, false),
            ResourceType.builtIn(
                "rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding", true, false),
            ResourceType.builtIn(
                "rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", false, false),
            ResourceType.builtIn(
                "rbac.authorization.k8s.io",
                "v1",
                "clusterrolebindings",
                "ClusterRoleBinding",
                false,
                false))
        .forEach(this::add);
  }

  private void add(ResourceType type) {
    byPath.put(path(type.group(), type.version(), type.plural()), type);
  }

  private static String path(String group, String version, String plural) {
    return group + "/" + version + "/" + plural;
  }

  Optional<ResourceType> find(String group, String version, String plural) {
    return Optional.ofNullable(byPath.get(path(group, version, plural)));
  }

  Optional<ResourceType> ofKind(String apiVersion, String kind) {
    return all().stream()
        .filter(t -> t.apiVersion().equals(apiVersion) && t.kind().equals(kind))
        .findFirst();
  }

  Collection<ResourceType> all() {
    return byPath.values();
  }

  void forgetCustom() {
    byPath.values().removeIf(ResourceType::custom);
  }

  void forget(ObjectNode crd) {
    of(crd).forEach(t -> byPath.remove(path(t.group(), t.version(), t.plural())));
  }

  void serve(ObjectNode crd) {
    of(crd).forEach(this::add);
  }

  static List<ResourceType> of(ObjectNode crd) {
    JsonNode spec = crd.path("spec");
    JsonNode names = spec.path("names");
    return spec.path("versions")
        .valueStream()
        .filter(v -> v.path("served").asBoolean())
        .map(
            v -> {
              Map<String, String> fields = new LinkedHashMap<>();
              for (String path : Json.each(v.path("selectableFields"), "jsonPath")) {
                fields.put(path.substring(1), path.substring(1));
              }
              return new ResourceType(
                  Json.text(spec, "group"),
                  Json.text(v, "name"),
                  Json.text(names, "plural"),
                  names.path("singular").asText(Json.text(names, "kind")),
                  Json.text(names, "kind"),
                  Json.text(spec, "scope").equals("Namespaced"),
                  v.path("subresources").has("status"),
                  fields,
                  names.path("shortNames").valueStream().map(JsonNode::asText).toList(),
                  names.path("categories").valueStream().map(JsonNode::asText).toList(),
                  true,
                  Json.at(v, "schema", "openAPIV3Schema") instanceof ObjectNode schema
                      ? schema
                      : Json.object());
            })
        .toList();
  }
}
