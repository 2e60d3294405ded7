package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Everything is allowed but what was denied; a running watch is never asked again. */
final class Authorization {
  static final String USER = "system:serviceaccount:session-index:session-index";

  private record Rule(String verb, String resource, String namespace) {}

  private final Set<Rule> denied = ConcurrentHashMap.newKeySet();

  void deny(String verb, String resource, String namespace) {
    denied.add(new Rule(verb, resource, namespace));
  }

  void allow(String verb, String resource, String namespace) {
    denied.remove(new Rule(verb, resource, namespace));
  }

  private boolean allowed(String verb, String resource, String namespace) {
    return !denied.contains(new Rule(verb, resource, ""))
        && !denied.contains(new Rule(verb, resource, namespace));
  }

  void check(Target target) {
    if (!allowed(target.verb(), target.resource(), target.namespace())) {
      ResourceType type = target.type();
      String name = target.name().isEmpty() ? "" : " \"" + target.name() + "\"";
      String where =
          target.namespace().isEmpty()
              ? "at the cluster scope"
              : "in the namespace \"" + target.namespace() + "\"";
      throw new Failure(
              403,
              "Forbidden",
              String.format(
                  "%s%s is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s",
                  type.id(), name, USER, target.verb(), target.resource(), type.group(), where))
          .about(type, target.name());
    }
  }

  /** Answers the reviews by which a client asks what it may do. */
  ObjectNode review(String resource, ObjectNode review) {
    ObjectNode status = review.putObject("status");
    if (resource.equals("selfsubjectrulesreviews")) {
      ObjectNode rule = status.putArray("resourceRules").addObject();
      rule.putArray("verbs").add("*");
      rule.putArray("apiGroups").add("*");
      rule.putArray("resources").add("*");
      status.putArray("nonResourceRules");
      return status.put("incomplete", false).objectNode().setAll(review);
    }
    JsonNode asked = Json.at(review, "spec", "resourceAttributes");
    String sub = Json.text(asked, "subresource");
    String name = Json.text(asked, "resource") + (sub.isEmpty() ? "" : "/" + sub);
    status.put("allowed", allowed(Json.text(asked, "verb"), name, Json.text(asked, "namespace")));
    return review;
  }
}
