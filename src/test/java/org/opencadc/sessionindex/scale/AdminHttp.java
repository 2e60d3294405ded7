package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;

/** Plain requests of the administrator, one connection per request under way, nothing retried. */
final class AdminHttp {
  /** The content type of an RFC 7386 merge patch. */
  static final String MERGE = "application/merge-patch+json";

  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final HttpClient http;
  private final String base;

  AdminHttp(Config admin) {
    try {
      http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .sslContext(SSLUtils.sslContext(admin))
              .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    base = admin.getMasterUrl().replaceFirst("/+$", "");
  }

  /** An answer that is complete. */
  record Answer(int code, String body) {

    /** This, unless the server refused; bodies are not in the message, as they hold secrets. */
    Answer orThrow() {
      if (code >= 300) {
        throw new IllegalStateException("the API server answered HTTP " + code);
      }
      return this;
    }
  }

  /** Sends a GET. */
  Answer get(String path) throws IOException, InterruptedException {
    return answer(request(path).GET());
  }

  /** How many objects a LIST would return; costs the LIST of one. */
  long count(String path) throws IOException, InterruptedException {
    JsonNode list = new ObjectMapper().readTree(get(path + "?limit=1").orThrow().body());
    return list.path("items").size() + list.at("/metadata/remainingItemCount").asLong(0);
  }

  /** Sends a request with a JSON body. */
  Answer send(String method, String path, String contentType, String body)
      throws IOException, InterruptedException {
    return answer(
        request(path)
            .header("Content-Type", contentType)
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Changes an object by a merge patch. */
  Answer merge(String path, String patch) throws IOException, InterruptedException {
    return send("PATCH", path, MERGE, patch);
  }

  private Answer answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  /** Opens a stream, such as a watch; the caller closes it. */
  InputStream stream(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      response.body().close();
      throw new IOException("the API server answered HTTP " + response.statusCode());
    }
    return response.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json");
  }
}
