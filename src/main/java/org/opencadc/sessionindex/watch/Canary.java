package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.opencadc.sessionindex.http.ApiRefused;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.ledger.ResourceVersions;

/**
 * A short second watch from the applied version. After a consistent LIST the server's watch cache
 * catches up, and this watch shows what the main one should have shown, then a bookmark.
 */
final class Canary {
  private static final int SECONDS = 3;
  private static final int OK = 200;
  private static final int GONE = 410;

  private final ApiRequests requests;
  private final JsonFactory json = new JsonFactory();

  Canary(ApiRequests requests) {
    this.requests = requests;
  }

  /**
   * What a canary saw.
   *
   * @param reached whether it showed an event or a bookmark at or above the wanted version
   * @param lastEvent version of the last event at or below the wanted one; null when there was none
   * @param gone whether the server said 410: the applied version is too old for its window
   */
  record Sighting(boolean reached, String lastEvent, boolean gone) {}

  /** Watches a collection from one version until another, three seconds at most. */
  Sighting watch(WatchedCollection collection, String from, String until) throws IOException {
    Reading reading = new Reading(until);
    CompletableFuture<HttpResponse<AsyncBody>> opened =
        requests
            .http()
            .consumeBytes(
                requests
                    .http()
                    .newHttpRequestBuilder()
                    .uri(requests.url(collection.watchPath(from, SECONDS)))
                    .forStreaming()
                    .build(),
                (buffers, body) -> {
                  if (reading.take(buffers)) {
                    body.cancel();
                  } else {
                    body.consume();
                  }
                });
    try {
      HttpResponse<AsyncBody> response = opened.get(SECONDS + 2, TimeUnit.SECONDS);
      try {
        return sighting(collection, response, reading);
      } finally {
        // what nobody reads to its end would keep its connection
        response.body().cancel();
      }
    } catch (TimeoutException | ExecutionException e) {
      opened.cancel(true);
      throw new ApiRefused("watch " + collection.resource(), ApiRefused.NO_ANSWER, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiRefused("watch " + collection.resource(), ApiRefused.NO_ANSWER, "");
    }
  }

  private static Sighting sighting(
      WatchedCollection collection, HttpResponse<AsyncBody> response, Reading reading)
      throws ApiRefused, InterruptedException, ExecutionException {
    if (response.code() == GONE) {
      return new Sighting(false, null, true);
    }
    if (response.code() != OK) {
      throw new ApiRefused("watch " + collection.resource(), response.code(), "");
    }
    AsyncBody body = response.body();
    CompletableFuture<Void> unused = body.done().whenComplete((done, failure) -> reading.finish());
    body.consume();
    return reading.await();
  }

  /** Reads the stream line by line; nothing but types and versions is kept. */
  private final class Reading {
    private final String until;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CompletableFuture<Sighting> sighting = new CompletableFuture<>();
    private volatile String lastEvent;
    private int code;

    Reading(String until) {
      this.until = until;
    }

    synchronized boolean take(List<ByteBuffer> buffers) throws IOException {
      for (ByteBuffer buffer : buffers) {
        while (buffer.hasRemaining() && !sighting.isDone()) {
          byte next = buffer.get();
          if (next == '\n') {
            event(line.toByteArray());
            line.reset();
          } else {
            line.write(next);
          }
        }
      }
      return sighting.isDone();
    }

    void finish() {
      sighting.complete(new Sighting(false, lastEvent, false));
    }

    Sighting await() throws InterruptedException, ExecutionException {
      try {
        return sighting.get(SECONDS + 2, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        return new Sighting(false, lastEvent, false);
      }
    }

    private void event(byte[] text) throws IOException {
      String type = null;
      String version = null;
      try (JsonParser parser = json.createParser(text)) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean object = parser.currentName().equals("object");
          JsonToken value = parser.nextToken();
          if (object && value == JsonToken.START_OBJECT) {
            version = version(parser);
          } else if (value.isScalarValue()) {
            type = parser.getText();
          } else {
            parser.skipChildren();
          }
        }
      }
      seen(type, version);
    }

    private String version(JsonParser parser) throws IOException {
      String version = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("metadata") && value == JsonToken.START_OBJECT) {
          version = resourceVersion(parser);
        } else if (name.equals("code") && value == JsonToken.VALUE_NUMBER_INT) {
          code = parser.getIntValue();
        } else {
          parser.skipChildren();
        }
      }
      return version;
    }

    private String resourceVersion(JsonParser parser) throws IOException {
      String version = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals("resourceVersion");
        JsonToken value = parser.nextToken();
        if (wanted && value == JsonToken.VALUE_STRING) {
          version = parser.getText();
        } else {
          parser.skipChildren();
        }
      }
      return version;
    }

    private void seen(String type, String version) {
      if ("ERROR".equals(type)) {
        // an overloaded server ends watches too, and says nothing of the version by that
        sighting.complete(new Sighting(false, lastEvent, code == GONE));
        return;
      }
      int beside = ResourceVersions.compare(version, until);
      if (!"BOOKMARK".equals(type) && beside <= 0) {
        lastEvent = version;
      }
      if (beside >= 0) {
        sighting.complete(new Sighting(true, lastEvent, false));
      }
    }
  }
}
