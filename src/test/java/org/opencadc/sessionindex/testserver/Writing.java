package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** The requests that change objects. */
final class Writing {
  private final Storage storage;
  private final Objects objects;
  private final Patches patches = new Patches();

  Writing(Storage storage, Objects objects) {
    this.storage = storage;
    this.objects = objects;
  }

  void create(Target target, Exchange exchange) throws IOException {
    if (!target.subresource().isEmpty()) {
      throw Failure.noSuchResource();
    }
    ObjectNode body = Json.parse(exchange.body());
    checkKind(target.type(), body);
    Stored made = objects.create(target.type(), target.namespace(), body, strict(exchange));
    exchange.reply(201, made.json());
  }

  void update(Target target, Exchange exchange) throws IOException {
    ObjectNode body = Json.parse(exchange.body());
    checkKind(target.type(), body);
    Stored existing = objects.get(target.type(), target.namespace(), target.name());
    String version = Json.text(body, "metadata", "resourceVersion");
    if (version.isEmpty() && !target.type().unconditionalUpdate()) {
      ArrayNode causes = Json.array();
      causes
          .addObject()
          .put("reason", "FieldValueInvalid")
          .put("message", "Invalid value: 0x0: must be specified for an update")
          .put("field", "metadata.resourceVersion");
      throw Failure.invalid(target.type(), target.name(), causes);
    }
    Stored now = objects.update(existing, body, status(target), strict(exchange));
    exchange.reply(200, now.json());
  }

  void patch(Target target, Exchange exchange) throws IOException {
    String format = exchange.header("content-type");
    String manager = exchange.query("fieldManager") + "/" + target.subresource();
    synchronized (storage) {
      Optional<Stored> existing = storage.find(target.type(), target.namespace(), target.name());
      if (existing.isEmpty() && Patches.isApply(format) && !status(target)) {
        ObjectNode wanted = Json.parseYaml(exchange.body());
        wanted.remove("status");
        Json.child(wanted, "metadata").put("name", target.name());
        Stored made = objects.create(target.type(), target.namespace(), wanted, strict(exchange));
        // remembered as applied, so that a later apply can take fields away
        ObjectNode unused = patches.patch(made.tree(), exchange.body(), format, manager);
        exchange.reply(201, made.json());
        return;
      }
      Stored before = existing.orElseThrow(() -> Failure.notFound(target.type(), target.name()));
      ObjectNode next = patches.patch(before.tree(), exchange.body(), format, manager);
      Stored now = objects.update(before, next, status(target), strict(exchange));
      exchange.reply(200, now.json());
    }
  }

  void delete(Target target, Exchange exchange) throws IOException {
    Stored existing = objects.get(target.type(), target.namespace(), target.name());
    Stored last = objects.delete(existing, options(exchange));
    boolean terminating =
        storage.find(existing.type(), existing.namespace(), existing.name()).isPresent();
    if (terminating || existing.type().id().equals("pods")) {
      exchange.reply(200, last.json());
      return;
    }
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Success");
    status
        .putObject("details")
        .put("name", existing.name())
        .put("group", existing.type().group())
        .put("kind", existing.type().plural())
        .put("uid", existing.uid());
    exchange.reply(200, Json.bytes(status));
  }

  Listing.Page deleteAll(Listing.Page page, Exchange exchange) {
    ObjectNode options = options(exchange);
    for (Stored object : page.items()) {
      synchronized (storage) {
        storage
            .find(object.type(), object.namespace(), object.name())
            .filter(now -> now.uid().equals(object.uid()))
            .ifPresent(now -> objects.delete(now, options));
      }
    }
    return page;
  }

  private static ObjectNode options(Exchange exchange) {
    ObjectNode options = exchange.body().length == 0 ? Json.object() : Json.parse(exchange.body());
    if (!exchange.query("gracePeriodSeconds").isEmpty()) {
      options.put("gracePeriodSeconds", Long.parseLong(exchange.query("gracePeriodSeconds")));
    }
    return options;
  }

  private static boolean strict(Exchange exchange) {
    return exchange.query("fieldValidation").equals("Strict");
  }

  private static boolean status(Target target) {
    if (!target.subresource().isEmpty()
        && !(target.subresource().equals("status") && target.type().status())) {
      throw Failure.noSuchResource();
    }
    return target.subresource().equals("status");
  }

  private static void checkKind(ResourceType type, ObjectNode body) {
    String kind = Json.text(body, "kind");
    String apiVersion = Json.text(body, "apiVersion");
    if ((!kind.isEmpty() && !kind.equals(type.kind()))
        || (!apiVersion.isEmpty() && !apiVersion.equals(type.apiVersion()))) {
      throw Failure.badRequest(
          apiVersion + "/" + kind + " is not what this address serves: " + type.kind());
    }
  }
}
