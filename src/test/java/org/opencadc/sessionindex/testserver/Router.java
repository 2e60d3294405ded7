package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Sends each request where it belongs and turns failures into answers. */
final class Router implements HttpListener.Handler {
  private static final Map<String, String> TEXT = Map.of("Content-Type", "text/plain");
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/";

  private final ServerDate date;
  private final ResourceTypes types;
  private final Objects objects;
  private final Listing listing;
  private final Watches watches;
  private final Writing writing;
  private final Discovery discovery;
  private final Authorization authorization;
  private final Faults faults;
  private final RequestLog log;
  private volatile boolean webSockets = true;

  Router(
      ServerDate date,
      ResourceTypes types,
      Objects objects,
      Listing listing,
      Watches watches,
      Writing writing,
      Authorization authorization,
      Faults faults,
      RequestLog log) {
    this.date = date;
    this.types = types;
    this.objects = objects;
    this.listing = listing;
    this.watches = watches;
    this.writing = writing;
    this.discovery = new Discovery(types);
    this.authorization = authorization;
    this.faults = faults;
    this.log = log;
  }

  void webSockets(boolean on) {
    webSockets = on;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    faults.awaitThaw();
    exchange.date(date.header());
    try {
      if (exchange.path().startsWith(REVIEWS) && exchange.method().equals("POST")) {
        String resource = exchange.path().substring(REVIEWS.length());
        ObjectNode review = authorization.review(resource, Json.parse(exchange.body()));
        exchange.reply(201, Json.bytes(review));
        return;
      }
      Optional<Target> target = Target.of(exchange, types);
      if (target.isPresent()) {
        serve(target.get(), exchange);
      } else {
        other(exchange);
      }
    } catch (Failure refused) {
      boolean unknownGroup =
          refused.code() == 404 && discovery.answer(groupVersion(exchange.path())).isEmpty();
      if (unknownGroup) {
        notFound(exchange);
      } else {
        exchange.reply(refused.code(), Json.bytes(refused.status()));
      }
    }
  }

  private static String groupVersion(String path) {
    String[] parts = path.split("/", 5);
    return parts[1].equals("api") ? "/api/v1" : String.join("/", java.util.Arrays.copyOf(parts, 4));
  }

  private void other(Exchange exchange) throws IOException {
    Optional<ObjectNode> found = discovery.answer(exchange.path());
    if (found.isPresent()) {
      exchange.reply(200, Json.bytes(found.get()));
    } else if (exchange.path().matches("/(healthz|livez|readyz)")) {
      exchange.reply(200, TEXT, "ok".getBytes(StandardCharsets.UTF_8));
    } else {
      notFound(exchange);
    }
  }

  private static void notFound(Exchange exchange) throws IOException {
    exchange.reply(404, TEXT, "404 page not found\n".getBytes(StandardCharsets.UTF_8));
  }

  private void serve(Target target, Exchange exchange) throws IOException {
    boolean handshake = exchange.webSocket() && !webSockets;
    boolean loses = !handshake && faults.losesAnswer(target);
    RequestLog.Entry entry = handshake ? null : log.begin(target, exchange);
    faults.awaitRelease(target);
    faults.strike(target);
    authorization.check(target);
    if (handshake) {
      // as a proxy without WebSockets would: fabric8 then watches over plain HTTP
      exchange.reply(200, new byte[0]);
      return;
    }
    Exchange answer = loses ? exchange.unanswered() : exchange;
    switch (target.verb()) {
      case "get" -> get(target, answer, entry);
      case "list" ->
          list(
              target,
              listing.list(target.type(), selectors(target, answer), answer),
              answer,
              entry);
      case "watch" -> watches.serve(target.type(), selectors(target, answer), answer, entry);
      case "create" -> writing.create(target, answer);
      case "update" -> writing.update(target, answer);
      case "patch" -> writing.patch(target, answer);
      case "delete" -> writing.delete(target, answer);
      default -> {
        Listing.Page page = listing.list(target.type(), selectors(target, answer), answer);
        list(target, writing.deleteAll(page, answer), answer, entry);
      }
    }
    if (loses) {
      throw new IOException("the answer is lost on purpose");
    }
  }

  private static Selectors selectors(Target target, Exchange exchange) {
    return Selectors.of(
        target.type(),
        target.namespace(),
        exchange.query("labelSelector"),
        exchange.query("fieldSelector"));
  }

  private void get(Target target, Exchange exchange, RequestLog.Entry entry) throws IOException {
    if (!target.subresource().isEmpty() && !target.subresource().equals("status")) {
      throw Failure.noSuchResource();
    }
    Stored found = objects.get(target.type(), target.namespace(), target.name());
    entry.objects(1);
    exchange.reply(200, found.json());
  }

  private static void list(
      Target target, Listing.Page page, Exchange exchange, RequestLog.Entry entry)
      throws IOException {
    ResourceType type = target.type();
    ObjectNode meta = Json.object().put("resourceVersion", Long.toString(page.version()));
    if (!page.next().isEmpty()) {
      meta.put("continue", page.next());
    }
    if (page.remaining() != null) {
      meta.put("remainingItemCount", page.remaining());
    }
    String head =
        String.format(
            "{\"kind\":\"%sList\",\"apiVersion\":\"%s\",\"metadata\":%s,\"items\":[",
            type.kind(), type.apiVersion(), meta);
    int skip = type.custom() ? 1 : type.head().length;
    byte[][] parts = new byte[page.items().size() + 2][];
    parts[0] = head.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < page.items().size(); i++) {
      parts[i + 1] = item(page.items().get(i).json(), skip, i == 0);
    }
    parts[parts.length - 1] = "]}".getBytes(StandardCharsets.UTF_8);
    entry.objects(page.items().size());
    exchange.reply(200, JSON, parts);
  }

  private static byte[] item(byte[] json, int skip, boolean first) {
    byte[] opening = (first ? "{" : ",{").getBytes(StandardCharsets.UTF_8);
    byte[] item = new byte[opening.length + json.length - skip];
    System.arraycopy(opening, 0, item, 0, opening.length);
    System.arraycopy(json, skip, item, opening.length, json.length - skip);
    return item;
  }
}
