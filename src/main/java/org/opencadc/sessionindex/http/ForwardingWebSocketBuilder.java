package org.opencadc.sessionindex.http;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Builds WebSockets by another builder, with a listener around each listener. */
public final class ForwardingWebSocketBuilder implements WebSocket.Builder {
  private final WebSocket.Builder builder;
  private final UnaryOperator<WebSocket.Listener> around;

  /**
   * Forwards to a builder.
   *
   * @param around given the listener that is asked for, gives the one that hears
   */
  public ForwardingWebSocketBuilder(
      WebSocket.Builder builder, UnaryOperator<WebSocket.Listener> around) {
    this.builder = builder;
    this.around = around;
  }

  @Override
  public WebSocket.Builder header(String name, String value) {
    builder.header(name, value);
    return this;
  }

  @Override
  public WebSocket.Builder connectTimeout(Duration timeout) {
    builder.connectTimeout(timeout);
    return this;
  }

  @Override
  public WebSocket.Builder subprotocols(String mostPreferred, String... lesserPreferred) {
    builder.subprotocols(mostPreferred, lesserPreferred);
    return this;
  }

  @Override
  public CompletableFuture<WebSocket> buildAsync(URI uri, WebSocket.Listener listener) {
    return builder.buildAsync(uri, around.apply(listener));
  }
}
