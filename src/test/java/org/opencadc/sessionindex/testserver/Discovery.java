package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What is served: /version, /api, /apis and below. */
final class Discovery {
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private final ResourceTypes types;

  Discovery(ResourceTypes types) {
    this.types = types;
  }

  Optional<ObjectNode> answer(String path) {
    String[] parts = path.substring(1).split("/", -1);
    return switch (parts.length) {
      case 1 -> top(parts[0]);
      case 2 -> parts[0].equals("api") ? resources("", parts[1]) : group(parts[0], parts[1]);
      case 3 -> parts[0].equals("apis") ? resources(parts[1], parts[2]) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<ObjectNode> top(String path) {
    ObjectNode answer = Json.object();
    switch (path) {
      case "version" -> answer.put("major", "1").put("minor", "36").put("gitVersion", "v1.36.3");
      case "api" -> answer.put("kind", "APIVersions").putArray("versions").add("v1");
      case "apis" -> {
        ArrayNode groups =
            answer.put("kind", "APIGroupList").put("apiVersion", "v1").putArray("groups");
        TreeSet<String> names = new TreeSet<>();
        types.all().forEach(t -> names.add(t.group()));
        names.add("authorization.k8s.io");
        names.remove("");
        names.forEach(name -> groups.add(group(name)));
      }
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(answer);
  }

  private Optional<ObjectNode> group(String root, String name) {
    ObjectNode group = group(name).put("kind", "APIGroup").put("apiVersion", "v1");
    return root.equals("apis") && !group.path("versions").isEmpty()
        ? Optional.of(group)
        : Optional.empty();
  }

  private ObjectNode group(String name) {
    ObjectNode group = Json.object().put("name", name);
    ArrayNode versions = group.putArray("versions");
    TreeSet<String> served = new TreeSet<>();
    types.all().stream().filter(t -> t.group().equals(name)).forEach(t -> served.add(t.version()));
    if (name.equals("authorization.k8s.io")) {
      served.add("v1");
    }
    for (String version : served) {
      versions.addObject().put("groupVersion", name + "/" + version).put("version", version);
    }
    if (!versions.isEmpty()) {
      group.set("preferredVersion", versions.get(0).deepCopy());
    }
    return group;
  }

  private Optional<ObjectNode> resources(String group, String version) {
    String groupVersion = group.isEmpty() ? version : group + "/" + version;
    ObjectNode answer =
        Json.object()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", groupVersion);
    ArrayNode resources = answer.putArray("resources");
    for (ResourceType type : types.all()) {
      if (type.apiVersion().equals(groupVersion)) {
        describe(type, type.plural(), resources);
        if (type.status()) {
          describe(type, type.plural() + "/status", resources);
        }
      }
    }
    if (groupVersion.equals("authorization.k8s.io/v1")) {
      for (String kind : List.of("SelfSubjectAccessReview", "SelfSubjectRulesReview")) {
        resources
            .addObject()
            .put("name", kind.toLowerCase(java.util.Locale.ROOT) + "s")
            .put("singularName", "")
            .put("namespaced", false)
            .put("kind", kind)
            .putArray("verbs")
            .add("create");
      }
    }
    return resources.isEmpty() ? Optional.empty() : Optional.of(answer);
  }

  private static void describe(ResourceType type, String name, ArrayNode resources) {
    ObjectNode resource =
        resources
            .addObject()
            .put("name", name)
            .put("singularName", type.singular())
            .put("namespaced", type.namespaced())
            .put("kind", type.kind());
    ArrayNode verbs = resource.putArray("verbs");
    (name.endsWith("/status") ? List.of("get", "patch", "update") : VERBS).forEach(verbs::add);
    type.shortNames().forEach(resource.withArray("shortNames")::add);
    type.categories().forEach(resource.withArray("categories")::add);
  }
}
