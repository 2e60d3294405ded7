package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.http.ApiRefused;
import org.opencadc.sessionindex.http.ApiRequests;

/**
 * Writes summaries: one request each, fenced by version and uid, never retried here. Failures name
 * the verb, the code and the fields that were refused, never their values.
 */
public final class SummaryWriter {
  private static final String JSON = "application/json";

  private final ApiRequests requests;
  private final ObjectMapper mapper;
  private final WriteMeter meter;

  /**
   * Writes by these requests.
   *
   * @param requests must not retry: an unknown outcome is settled by the informer
   */
  public SummaryWriter(ApiRequests requests, ObjectMapper mapper, WriteMeter meter) {
    this.requests = requests;
    this.mapper = mapper;
    this.meter = meter;
  }

  /** Counts what was sent. */
  public interface WriteMeter {
    /** A request with that many bytes was answered with that code. */
    void wrote(String verb, int code, int bytes);
  }

  /** An object as the API server answered it, and how many bytes were sent. */
  public record Written(String uid, String resourceVersion, int bytes) {}

  /** The owner of summaries. */
  public record Owner(String name, String uid) {}

  /** Creates a summary without status. */
  Written create(SummaryKey key, SessionSummarySpec spec, Owner owner) throws IOException {
    ObjectNode body = object(key);
    metadata((ObjectNode) body.get("metadata"), spec, owner);
    body.set("spec", mapper.valueToTree(spec));
    return send("create", "POST", collection(key.namespace()), JSON, body);
  }

  /** Replaces the status of the very object that has this uid and version. */
  Written putStatus(
      SummaryKey key, String uid, String version, SessionSummarySpec spec, JsonNode status)
      throws IOException {
    ObjectNode body = object(key);
    ((ObjectNode) body.get("metadata")).put("uid", uid).put("resourceVersion", version);
    body.set("spec", mapper.valueToTree(spec));
    body.set("status", status);
    return send("update", "PUT", path(key) + "/status", JSON, body);
  }

  /**
   * Puts labels and owner right, and has the API server forget who set which field: where there is
   * no such record it begins none, which would be a good part of the cost of each write.
   */
  Written patchMetadata(SummaryKey key, String version, SessionSummarySpec spec, Owner owner)
      throws IOException {
    ObjectNode body = mapper.createObjectNode();
    ObjectNode metadata = body.putObject("metadata").put("resourceVersion", version);
    metadata(metadata, spec, owner);
    metadata.putArray("managedFields").addObject();
    return send("patch", "PATCH", path(key), "application/merge-patch+json", body);
  }

  /**
   * Deletes the very object that has this uid and version; one that is not there is fine.
   *
   * @throws IOException if the API server refused or did not answer
   */
  public void delete(SummaryKey key, String uid, String version) throws IOException {
    ObjectNode body = mapper.createObjectNode();
    body.put("apiVersion", "v1").put("kind", "DeleteOptions");
    body.putObject("preconditions").put("uid", uid).put("resourceVersion", version);
    ApiRequests.Answer answer = requests.send("DELETE", path(key), JSON, body.toString());
    meter.wrote("delete", answer.code(), body.toString().length());
    if (answer.code() >= 300 && answer.code() != 404 && answer.code() != 409) {
      throw refused("delete", answer);
    }
  }

  /** What is known of an object at the API server now; null when there is none. */
  Written find(SummaryKey key) throws IOException {
    ApiRequests.Answer answer = requests.get(path(key));
    if (answer.code() == 404) {
      return null;
    }
    if (answer.code() >= 300) {
      throw refused("get", answer);
    }
    return written(answer, 0);
  }

  private ObjectNode object(SummaryKey key) {
    ObjectNode body = mapper.createObjectNode();
    body.put("apiVersion", SessionIndex.GROUP + "/" + SessionIndex.VERSION);
    body.put("kind", "SessionSummary");
    body.putObject("metadata").put("name", key.name()).put("namespace", key.namespace());
    return body;
  }

  private static void metadata(ObjectNode metadata, SessionSummarySpec spec, Owner owner) {
    ObjectNode labels = metadata.putObject("labels");
    SummaryLabels.of(spec).forEach(labels::put);
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", SessionIndex.GROUP + "/" + SessionIndex.VERSION)
        .put("kind", "SessionIndex")
        .put("name", owner.name())
        .put("uid", owner.uid())
        .put("controller", true)
        .put("blockOwnerDeletion", false);
  }

  private Written send(String verb, String method, String path, String type, ObjectNode body)
      throws IOException {
    String text = mapper.writeValueAsString(body);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    ApiRequests.Answer answer = requests.change(method, path, type, text);
    meter.wrote(verb, answer.code(), bytes);
    if (answer.code() >= 300) {
      throw refused(verb, answer);
    }
    return written(answer, bytes);
  }

  private Written written(ApiRequests.Answer answer, int bytes) throws IOException {
    JsonNode metadata = metadata(answer.body());
    return new Written(
        metadata.path("uid").asText(), metadata.path("resourceVersion").asText(), bytes);
  }

  /** Of the object that was written; a server that knows no metadata alone answers the rows too. */
  private JsonNode metadata(String object) throws IOException {
    try (JsonParser parser = mapper.createParser(object)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals("metadata");
        parser.nextToken();
        if (wanted) {
          return parser.readValueAsTree();
        }
        parser.skipChildren();
      }
    }
    return MissingNode.getInstance();
  }

  private ApiRefused refused(String verb, ApiRequests.Answer answer) {
    StringBuilder fields = new StringBuilder();
    try {
      JsonNode status = mapper.readTree(answer.body());
      fields.append(' ').append(status.path("reason").asText());
      for (JsonNode cause : status.at("/details/causes")) {
        fields.append(' ').append(cause.path("field").asText());
      }
    } catch (IOException e) {
      fields.append(" with a body that is no Status");
    }
    return new ApiRefused(verb + " sessionsummaries", answer.code(), fields.toString());
  }

  static String collection(String namespace) {
    return "/apis/"
        + SessionIndex.GROUP
        + "/"
        + SessionIndex.VERSION
        + "/namespaces/"
        + namespace
        + "/sessionsummaries";
  }

  private static String path(SummaryKey key) {
    return collection(key.namespace()) + "/" + key.name();
  }
}
