package org.opencadc.sessionindex.protobuf;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Opens WebSockets that may answer in protobuf. */
final class ProtobufWebSocketBuilder implements WebSocket.Builder {
  private final WebSocket.Builder builder;
  private final KubernetesProtobuf protobuf;

  ProtobufWebSocketBuilder(WebSocket.Builder builder, String accept, KubernetesProtobuf protobuf) {
    this.builder = builder.header("Accept", accept);
    this.protobuf = protobuf;
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
    return builder.buildAsync(uri, new ProtobufListener(listener, protobuf));
  }
}
