package org.opencadc.sessionindex.testserver;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a request is about. */
record Target(ResourceType type, String verb, String namespace, String name, String subresource) {

  /** Empty when the path names no resource, a failure when it names an unknown one. */
  static Optional<Target> of(Exchange exchange, ResourceTypes types) {
    List<String> path = List.of(exchange.path().substring(1).split("/", -1));
    int prefix = path.get(0).equals("api") ? 2 : 3;
    if (path.size() <= prefix || !Set.of("api", "apis").contains(path.get(0))) {
      return Optional.empty();
    }
    String group = prefix == 2 ? "" : path.get(1);
    String version = path.get(prefix - 1);
    String[] rest = path.subList(prefix, path.size()).toArray(String[]::new);
    boolean inNamespace =
        rest.length > 2
            && rest[0].equals("namespaces")
            && !(group.isEmpty() && Set.of("status", "finalize").contains(rest[2]));
    String namespace = inNamespace ? rest[1] : "";
    if (inNamespace) {
      rest = Arrays.copyOfRange(rest, 2, rest.length);
    }
    String name = rest.length > 1 ? rest[1] : "";
    String subresource = rest.length > 2 ? rest[2] : "";
    ResourceType type = types.find(group, version, rest[0]).orElseThrow(Failure::noSuchResource);
    return Optional.of(new Target(type, verb(exchange, name), namespace, name, subresource));
  }

  private static String verb(Exchange exchange, String name) {
    return switch (exchange.method()) {
      case "GET" -> !name.isEmpty() ? "get" : exchange.flag("watch") ? "watch" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
      default ->
          throw new Failure(405, "MethodNotAllowed", "the server does not allow this method");
    };
  }

  /** The resource as rules name it: {@code pods}, {@code jobs/status}. */
  String resource() {
    return subresource.isEmpty() ? type.plural() : type.plural() + "/" + subresource;
  }
}
