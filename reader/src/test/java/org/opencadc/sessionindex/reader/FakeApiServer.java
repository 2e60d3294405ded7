package org.opencadc.sessionindex.reader;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import okhttp3.Response;

/** What the reader asks of an API server: summaries by name, Jobs by selector, the time. */
final class FakeApiServer implements AutoCloseable {
  private static final String SUMMARIES =
      "/apis/skaha.opencadc.org/v1alpha1/namespaces/skaha-workload/sessionsummaries/";
  private static final String JOBS = "/apis/batch/v1/namespaces/skaha-workload/jobs";

  /** A deviation from the ordinary answer; it may wait, too. */
  interface Fault {
    /** HTTP status to answer with; 200 for the ordinary answer. */
    int answer(String path) throws InterruptedException;
  }

  /** Which summary a GET is answered with. */
  interface Reads {
    /**
     * Reads.
     *
     * @param version the resourceVersion of the request; null for none
     * @return null for none
     */
    JsonObject read(String name, String version);
  }

  /** What a request with a resourceVersion is answered with, if not as usual. */
  record Refusal(int status, JsonObject body) {}

  final Map<String, JsonObject> summaries = new ConcurrentHashMap<>();
  final Map<String, JsonObject> jobs = new ConcurrentSkipListMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  volatile Supplier<Instant> time = Instant::now;
  volatile boolean tellsTime = true;
  volatile String listVersion = "1000";
  volatile Fault fault = path -> 200;
  volatile Refusal cacheFault;
  volatile Reads reads = (name, version) -> summaries.get(name);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  FakeApiServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A server that has captured summaries and tells a time at which they are alive. */
  static FakeApiServer withCaptured(String set) {
    FakeApiServer server = new FakeApiServer();
    server.summaries.putAll(Samples.byName("captured/" + set + ".json"));
    Instant written =
        Instant.parse(
            server
                .summaries
                .get("main")
                .getAsJsonObject("status")
                .getAsJsonObject("heartbeat")
                .get("time")
                .getAsString());
    server.time = () -> written.plusSeconds(5);
    return server;
  }

  /** A client that takes the server's time from here: the JDK's server sets the Date by itself. */
  ApiClient client() {
    ApiClient client = new ApiClient();
    client.setHttpClient(
        client
            .getHttpClient()
            .newBuilder()
            .addNetworkInterceptor(
                chain -> {
                  Response response = chain.proceed(chain.request());
                  return tellsTime
                      ? response.newBuilder().header("Date", date()).build()
                      : response.newBuilder().removeHeader("Date").build();
                })
            .build());
    return client.setBasePath("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private String date() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.get().atOffset(ZoneOffset.UTC));
  }

  long gets() {
    return requests.stream().filter(request -> request.startsWith(SUMMARIES)).count();
  }

  long gets(String name) {
    return requests.stream()
        .filter(request -> withoutQuery(request).equals(SUMMARIES + name))
        .count();
  }

  /** LISTs of a user's summaries. */
  long summaryLists() {
    return requests.stream()
        .filter(request -> withoutQuery(request).concat("/").equals(SUMMARIES))
        .count();
  }

  long lists() {
    return requests.stream().filter(request -> request.startsWith(JOBS)).count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestURI().toString();
    requests.add(request);
    int status;
    try {
      status = fault.answer(withoutQuery(request));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      status = 503;
    }
    String path = exchange.getRequestURI().getPath();
    String version = parameter(exchange.getRequestURI().getRawQuery(), "resourceVersion");
    Refusal refusal = version == null ? null : cacheFault;
    if (refusal != null) {
      answer(exchange, refusal.status(), refusal.body());
    } else if (status != 200) {
      answer(exchange, status, new JsonObject());
    } else if (path.startsWith(SUMMARIES)) {
      String name = path.substring(SUMMARIES.length());
      JsonObject summary = reads.read(name, version);
      answer(
          exchange, summary == null ? 404 : 200, summary == null ? Index.notFound(name) : summary);
    } else if (path.concat("/").equals(SUMMARIES)) {
      String selector = parameter(exchange.getRequestURI().getRawQuery(), "fieldSelector");
      answer(exchange, 200, summaries(selector.substring("spec.username=".length()), version));
    } else if (path.equals(JOBS)) {
      answer(exchange, 200, list(exchange.getRequestURI().getRawQuery()));
    } else {
      answer(exchange, 404, new JsonObject());
    }
  }

  private JsonObject summaries(String username, String version) {
    JsonArray items = new JsonArray();
    for (String name : summaries.keySet()) {
      JsonObject summary = reads.read(name, version);
      JsonObject spec = summary == null ? new JsonObject() : summary.getAsJsonObject("spec");
      if (spec.has("username") && spec.get("username").getAsString().equals(username)) {
        JsonObject item = summary.deepCopy();
        JsonObject metadata =
            item.has("metadata") ? item.getAsJsonObject("metadata") : new JsonObject();
        metadata.addProperty("name", name);
        item.add("metadata", metadata);
        items.add(item);
      }
    }
    JsonObject list = new JsonObject();
    list.add("items", items);
    return list;
  }

  private JsonObject list(String query) {
    String asked = parameter(query, "labelSelector");
    String selector = asked == null ? "" : asked;
    JsonArray items = new JsonArray();
    for (JsonObject job : jobs.values()) {
      if (selected(job, selector)) {
        items.add(job);
      }
    }
    JsonObject metadata = new JsonObject();
    metadata.addProperty("resourceVersion", listVersion);
    JsonObject list = new JsonObject();
    list.addProperty("apiVersion", "batch/v1");
    list.addProperty("kind", "JobList");
    list.add("metadata", metadata);
    list.add("items", items);
    return list;
  }

  private static String parameter(String query, String name) {
    for (String parameter : (query == null ? "" : query).split("&", -1)) {
      if (parameter.startsWith(name + "=")) {
        return URLDecoder.decode(parameter.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  private static String withoutQuery(String request) {
    return request.split("\\?", 2)[0];
  }

  private static boolean selected(JsonObject job, String selector) {
    JsonObject labels = job.getAsJsonObject("metadata").getAsJsonObject("labels");
    for (String part : selector.isEmpty() ? new String[0] : selector.split(",", -1)) {
      boolean negated = part.contains("!=");
      String[] sides = part.split(negated ? "!=" : "=", 2);
      String value =
          labels == null || !labels.has(sides[0]) ? null : labels.get(sides[0]).getAsString();
      if (sides[1].equals(value) == negated) {
        return false;
      }
    }
    return true;
  }

  private void answer(HttpExchange exchange, int status, JsonObject body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
