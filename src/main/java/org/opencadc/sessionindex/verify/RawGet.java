package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** One GET with the client's own credentials; the body stays as it came. */
final class RawGet {
  /** For a page of 500 objects, and for a server that is tried again. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http;
  private final Duration patience;
  private final String server;

  RawGet(KubernetesClient client) {
    this(client, PATIENCE);
  }

  /**
   * With a patience of its own.
   *
   * @param patience how long to wait for a whole answer, tries included
   */
  RawGet(KubernetesClient client, Duration patience) {
    this.http = client.getHttpClient();
    this.patience = patience;
    this.server = client.getMasterUrl().toString().replaceAll("/+$", "");
  }

  /** Status, body and Date of a response; 200, 404 and 410 are answers, others are thrown. */
  record Response(int code, InputStream body, long bytes, Instant serverTime, long millis) {
    boolean found() {
      return code == 200;
    }
  }

  Response get(String verb, Target target) {
    HttpRequest request = http.newHttpRequestBuilder().uri(server + target.path()).build();
    long start = System.nanoTime();
    HttpResponse<byte[]> response;
    try {
      // the client itself waits for ever once it is connected
      response =
          http.sendAsync(request, byte[].class)
              .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
              .join();
    } catch (CompletionException unreachable) {
      throw target.failed(verb, String.valueOf(unreachable.getCause()));
    }
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    return switch (response.code()) {
      case 200, 404, 410 ->
          new Response(
              response.code(),
              new ByteArrayInputStream(response.body()),
              response.body().length,
              date(response.headers("Date")),
              millis);
      case 403 -> throw target.refused(verb);
      case 401 -> throw target.failed(verb, "the API server does not accept the credentials (401)");
      default -> throw target.failed(verb, "HTTP status " + response.code());
    };
  }

  private static Instant date(List<String> header) {
    try {
      return header.isEmpty()
          ? null
          : ZonedDateTime.parse(header.get(0), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException unreadable) {
      return null;
    }
  }
}
