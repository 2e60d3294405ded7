package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refused request, told the way an API server tells it: a Status object. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;
  private final transient ObjectNode details = Json.object();

  Failure(int code, String reason, String message) {
    super(message);
    this.code = code;
    this.reason = reason;
  }

  static Failure badRequest(String message) {
    return new Failure(400, "BadRequest", message);
  }

  static Failure notFound(ResourceType type, String name) {
    return new Failure(404, "NotFound", type.id() + " \"" + name + "\" not found")
        .about(type, name);
  }

  static Failure noSuchResource() {
    return new Failure(404, "NotFound", "the server could not find the requested resource");
  }

  static Failure alreadyExists(ResourceType type, String name) {
    return new Failure(409, "AlreadyExists", type.id() + " \"" + name + "\" already exists")
        .about(type, name);
  }

  static Failure conflict(ResourceType type, String name, String why) {
    return new Failure(
            409,
            "Conflict",
            "Operation cannot be fulfilled on " + type.id() + " \"" + name + "\": " + why)
        .about(type, name);
  }

  static Failure stale(ResourceType type, String name) {
    return conflict(
        type,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  static Failure expired(String message) {
    return new Failure(410, "Expired", message);
  }

  static Failure invalid(ResourceType type, String name, ArrayNode causes) {
    StringBuilder text = new StringBuilder();
    String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
    text.append(kind).append(" \"").append(name).append("\" is invalid: ");
    causes.forEach(
        c ->
            text.append(text.charAt(text.length() - 1) == ' ' ? "" : ", ")
                .append(Json.text(c, "field"))
                .append(": ")
                .append(Json.text(c, "message")));
    Failure failure = new Failure(422, "Invalid", text.toString()).about(type, name);
    failure.details.put("kind", type.kind()).set("causes", causes);
    return failure;
  }

  Failure about(ResourceType type, String name) {
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    details.put("kind", type.plural());
    return this;
  }

  int code() {
    return code;
  }

  ObjectNode status() {
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
    if (!details.isEmpty()) {
      status.set("details", details);
    }
    return status.put("code", code);
  }
}
