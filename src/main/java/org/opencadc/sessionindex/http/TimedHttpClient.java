package org.opencadc.sessionindex.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.WebSocket;
import java.time.Duration;

/**
 * A client each of whose requests has a time within which its answer must begin, and whose
 * WebSockets end when there is no sign of life.
 */
final class TimedHttpClient extends ForwardingHttpClient {
  private final Duration answer;
  private final Duration ping;

  /**
   * A timed client.
   *
   * @param answer for requests that say nothing of their own
   * @param ping after which a WebSocket is asked for a sign of life, again and again
   */
  TimedHttpClient(HttpClient client, Duration answer, Duration ping) {
    super(client);
    this.answer = answer;
    this.ping = ping;
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return new ForwardingWebSocketBuilder(
        super.newWebSocketBuilder().connectTimeout(answer),
        listener -> new PingedListener(listener, ping));
  }

  @Override
  protected HttpRequest request(HttpRequest request) {
    return request.timeout().isPresent()
        ? request
        : HttpRequest.newBuilder(request, (name, value) -> true).timeout(answer).build();
  }
}
