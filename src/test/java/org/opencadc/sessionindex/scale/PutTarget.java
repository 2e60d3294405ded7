package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** A summary that is written again and again, as the operator writes it. */
final class PutTarget {
  private static final int WARM_UP = 10;
  private static final String JSON = "application/json";

  private final AdminHttp http;
  private final String collection;
  private final ObjectNode object;
  private final ObjectMapper json = new ObjectMapper();
  private int written;

  /**
   * A summary that is not there yet.
   *
   * @param collection path of the summaries of its namespace
   * @param object with its status
   */
  PutTarget(AdminHttp http, String collection, ObjectNode object) {
    this.http = http;
    this.collection = collection;
    this.object = object;
  }

  /**
   * Makes it.
   *
   * @param tracked whether the API server shall record who set which field
   */
  void create(boolean tracked) throws IOException, InterruptedException {
    take(http.send("POST", collection, JSON, object.toString()));
    if (!tracked) {
      String forget = "{\"metadata\":{\"managedFields\":[{}]}}";
      take(http.merge(path(), forget));
    }
  }

  /** Writes it so often, each time with a row changed. */
  ReadCost measure(MeasuredServer server, int times) throws IOException, InterruptedException {
    ReadCost.Taken one = ReadCost.warmUp(this::write, WARM_UP, 0);
    return ReadCost.of(this::write, times, one, server);
  }

  private long write() throws IOException, InterruptedException {
    JsonNode rows = object.at("/status/rows");
    ((ObjectNode) rows.get(written % rows.size())).put("image", "images.example.org/i:" + written);
    written++;
    String body = object.toString();
    take(http.send("PUT", path() + "/status", JSON, body));
    return body.length();
  }

  private String path() {
    return collection + "/" + object.at("/metadata/name").asText();
  }

  private void take(AdminHttp.Answer answer) throws IOException {
    JsonNode metadata = json.readTree(answer.orThrow().body()).get("metadata");
    ((ObjectNode) object.get("metadata"))
        .put("resourceVersion", metadata.get("resourceVersion").asText());
  }
}
