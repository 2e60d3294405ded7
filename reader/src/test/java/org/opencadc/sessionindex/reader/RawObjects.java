package org.opencadc.sessionindex.reader;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Writes objects of a namespace as they are given: a client's own types rewrite quantities. */
final class RawObjects {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final MediaType MERGE = MediaType.get("application/merge-patch+json");

  /** What is written where. */
  enum Type {
    NAMESPACES("/api/v1/namespaces"),
    SERVICE_ACCOUNTS("/api/v1/namespaces/%s/serviceaccounts"),
    NODES("/api/v1/nodes"),
    RUNTIME_CLASSES("/apis/node.k8s.io/v1/runtimeclasses"),
    PODS("/api/v1/namespaces/%s/pods"),
    JOBS("/apis/batch/v1/namespaces/%s/jobs"),
    SUMMARIES("/apis/skaha.opencadc.org/v1alpha1/namespaces/%s/sessionsummaries");

    private final String path;

    Type(String path) {
      this.path = path;
    }
  }

  private final ApiClient client;
  private final String namespace;

  RawObjects(ApiClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Creates the namespace with what pods need. */
  void createNamespace() throws IOException {
    create(Type.NAMESPACES, Index.json("{\"metadata\": {\"name\": \"%s\"}}".formatted(namespace)));
    create(Type.SERVICE_ACCOUNTS, Index.json("{\"metadata\": {\"name\": \"default\"}}"));
  }

  /** Creates an object; its status is written apart, which is how the API server takes it. */
  JsonObject create(Type type, JsonObject object) throws IOException {
    return send("POST", url(type), RequestBody.create(object.toString(), JSON));
  }

  JsonObject create(Type type, JsonObject object, JsonObject status) throws IOException {
    JsonObject stored = create(type, object);
    if (status == null) {
      return stored;
    }
    stored.add("status", status);
    return send(
        "PUT",
        url(type) + "/" + Samples.name(stored) + "/status",
        RequestBody.create(stored.toString(), JSON));
  }

  JsonObject get(Type type, String name) throws IOException {
    return send("GET", url(type) + "/" + name, null);
  }

  /** All of a type, as stored. */
  List<JsonObject> list(Type type) throws IOException {
    List<JsonObject> items = new ArrayList<>();
    send("GET", url(type), null)
        .getAsJsonArray("items")
        .forEach(item -> items.add(item.getAsJsonObject()));
    return items;
  }

  JsonObject patch(Type type, String name, String change) throws IOException {
    return send("PATCH", url(type) + "/" + name, RequestBody.create(change, MERGE));
  }

  void delete(Type type, String name) throws IOException {
    send("DELETE", url(type) + "/" + name + "?propagationPolicy=Background", null);
  }

  /** A version that reflects every write before this call: they share one counter. */
  String version() throws IOException {
    return send("GET", url(Type.JOBS) + "?fieldSelector=metadata.name%3D_", null)
        .getAsJsonObject("metadata")
        .get("resourceVersion")
        .getAsString();
  }

  private String url(Type type) {
    return client.getBasePath() + type.path.formatted(namespace);
  }

  private JsonObject send(String method, String url, RequestBody body) throws IOException {
    Request request = new Request.Builder().url(url).method(method, body).build();
    try (Response response = client.getHttpClient().newCall(request).execute()) {
      String text = response.body().string();
      if (!response.isSuccessful()) {
        throw new IOException(method + ": HTTP " + response.code() + " " + text);
      }
      return Index.json(text);
    }
  }
}
