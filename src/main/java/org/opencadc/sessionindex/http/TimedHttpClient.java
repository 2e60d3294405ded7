package org.opencadc.sessionindex.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.WebSocket;
import java.time.Duration;

/** A client each of whose requests has a time within which its answer must begin. */
final class TimedHttpClient extends ForwardingHttpClient {
  private final Duration answer;

  /**
   * A timed client.
   *
   * @param answer for requests that say nothing of their own
   */
  TimedHttpClient(HttpClient client, Duration answer) {
    super(client);
    this.answer = answer;
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return super.newWebSocketBuilder().connectTimeout(answer);
  }

  @Override
  protected HttpRequest request(HttpRequest request) {
    return request.timeout().isPresent()
        ? request
        : HttpRequest.newBuilder(request, (name, value) -> true).timeout(answer).build();
  }
}
