package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Stores objects in etcd past the API server, many per transaction: nothing is validated or
 * completed, and watchers get the events.
 */
final class EtcdWriter {
  /** Below etcd's limits of 128 operations and 1.5 MiB, for objects of up to 15 kB. */
  private static final int PER_TRANSACTION = 100;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI transactions;
  private final List<Entry> waiting = new ArrayList<>();

  private record Entry(String key, String object) {}

  EtcdWriter(URI etcd) {
    transactions = etcd.resolve("/v3/kv/txn");
  }

  /**
   * Stores an object, at the latest with {@link #flush}.
   *
   * @param key such as {@code /registry/jobs/NAMESPACE/NAME}
   * @param object JSON as the API server stores it
   */
  void put(String key, String object) throws IOException, InterruptedException {
    waiting.add(new Entry(key, object));
    if (waiting.size() == PER_TRANSACTION) {
      flush();
    }
  }

  /** Stores what waits. */
  void flush() throws IOException, InterruptedException {
    if (waiting.isEmpty()) {
      return;
    }
    ObjectNode transaction = json.createObjectNode();
    ArrayNode operations = transaction.putArray("success");
    for (Entry entry : waiting) {
      operations
          .addObject()
          .putObject("requestPut")
          .put("key", base64(entry.key()))
          .put("value", base64(entry.object()));
    }
    waiting.clear();
    HttpRequest request =
        HttpRequest.newBuilder(transactions)
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(transaction)))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("etcd answered HTTP " + response.statusCode());
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
