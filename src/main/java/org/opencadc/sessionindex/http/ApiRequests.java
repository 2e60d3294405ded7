package org.opencadc.sessionindex.http;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plain requests on a fabric8 client's connection and credentials. */
public final class ApiRequests {
  private static final String METADATA_ALONE =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1, application/json";

  private static final String METADATA_OF_ITEMS =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1, application/json";

  private final HttpClient http;
  private final String base;
  private final Duration timeout;
  private final WriteFence fence;

  /**
   * Requests on a client.
   *
   * @param client should not retry by itself
   * @param timeout for one answer
   */
  public ApiRequests(KubernetesClient client, Duration timeout) {
    this(client, timeout, WriteFence.OPEN);
  }

  /**
   * Requests on a client, of which those with a body are fenced.
   *
   * @param client should not retry by itself
   * @param timeout for one answer
   */
  public ApiRequests(KubernetesClient client, Duration timeout, WriteFence fence) {
    this.fence = fence;
    this.http = client.getHttpClient();
    this.base = client.getMasterUrl().toString().replaceFirst("/+$", "");
    this.timeout = timeout;
  }

  /**
   * An answer.
   *
   * @param date the Date header, a whole second; null when absent
   */
  public record Answer(int code, String body, Instant date) {}

  /** Sends a GET. */
  public Answer get(String path) throws IOException {
    return send(http.newHttpRequestBuilder(), path);
  }

  /** Sends a GET of a list, and is answered the metadata of its items instead of all of them. */
  public Answer listMetadata(String path) throws IOException {
    return send(http.newHttpRequestBuilder().header("Accept", METADATA_OF_ITEMS), path);
  }

  /** Sends a request with a body, if the fence lets it pass. */
  public Answer send(String method, String path, String contentType, String body)
      throws IOException {
    return fenced(http.newHttpRequestBuilder().method(method, contentType, body), path);
  }

  /**
   * Sends a change, if the fence lets it pass, and is answered the metadata of the changed object
   * instead of all of it; errors are answered as ever.
   */
  public Answer change(String method, String path, String contentType, String body)
      throws IOException {
    return fenced(
        http.newHttpRequestBuilder()
            .header("Accept", METADATA_ALONE)
            .method(method, contentType, body),
        path);
  }

  private Answer fenced(HttpRequest.Builder request, String path) throws IOException {
    fence.check();
    return send(request, path);
  }

  /** The client under the requests, for a stream. */
  public HttpClient http() {
    return http;
  }

  /** The absolute URL of a path. */
  public String url(String path) {
    return base + path;
  }

  private Answer send(HttpRequest.Builder request, String path) throws IOException {
    CompletableFuture<HttpResponse<String>> sent =
        http.sendAsync(
            request.uri(url(path)).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS).build(),
            String.class);
    try {
      HttpResponse<String> response = sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.code(), response.body(), date(response.header("Date")));
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new ApiRefused("request", ApiRefused.NO_ANSWER, " in " + timeout.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new ApiRefused(
          "request", ApiRefused.NO_ANSWER, ", " + e.getCause().getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiRefused("request", ApiRefused.NO_ANSWER, ", interrupted");
    }
  }

  private static Instant date(String header) {
    try {
      return header == null
          ? null
          : ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
