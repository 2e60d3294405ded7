package org.opencadc.sessionindex.protobuf;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.WebSocket;
import org.opencadc.sessionindex.http.ForwardingHttpClient;
import org.opencadc.sessionindex.http.ForwardingWebSocketBuilder;

/**
 * A client that asks for protobuf wherever JSON will do, and gives JSON to whoever asked. A server
 * that knows no protobuf answers JSON, which goes through as it is.
 */
public final class ProtobufHttpClient extends ForwardingHttpClient {
  private static final String ACCEPT = KubernetesProtobuf.MEDIA_TYPE + ", application/json";

  private final KubernetesProtobuf protobuf;

  /** A client for GETs and watches of the types that are known. */
  public ProtobufHttpClient(HttpClient client, KubernetesProtobuf protobuf) {
    super(client);
    this.protobuf = protobuf;
  }

  /** A watch without a WebSocket stays JSON: its events are lines, which protobuf has not. */
  private static boolean suits(HttpRequest request) {
    String query = String.valueOf(request.uri().getQuery());
    return request.method().equals("GET") && !query.contains("watch=true");
  }

  @Override
  protected HttpRequest request(HttpRequest request) {
    return suits(request)
        ? HttpRequest.newBuilder(request, (name, value) -> !name.equalsIgnoreCase("Accept"))
            .header("Accept", ACCEPT)
            .build()
        : request;
  }

  @Override
  protected <T> BodyHandler<T> handler(BodyHandler<T> handler) {
    return response -> {
      String type = response.headers().firstValue("Content-Type").orElse("");
      return type.startsWith(KubernetesProtobuf.MEDIA_TYPE)
          ? new ProtobufBody<>(handler.apply(response), protobuf.body())
          : handler.apply(response);
    };
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return new ForwardingWebSocketBuilder(
        super.newWebSocketBuilder().header("Accept", ACCEPT),
        listener -> new ProtobufListener(listener, protobuf));
  }
}
