package org.opencadc.sessionindex.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.opencadc.sessionindex.protobuf.Wire.envelope;
import static org.opencadc.sessionindex.protobuf.Wire.message;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.http.AskedSocket;
import org.opencadc.sessionindex.http.LoopbackServer;

class ProtobufHttpClientTest {
  private static final String JSON = "{\"apiVersion\":\"v1\",\"kind\":\"Thing\",\"name\":\"t\"}";

  private final KubernetesProtobuf protobuf =
      new KubernetesProtobuf(Map.of("v1 Thing", Shape.of(Shape.one(1, "name", Form.TEXT))));
  private final LoopbackServer server = new LoopbackServer(this::answer);
  private final HttpClient client = new ProtobufHttpClient(HttpClient.newHttpClient(), protobuf);

  private volatile String accepted;
  private volatile String contentType = KubernetesProtobuf.MEDIA_TYPE;
  private volatile byte[] body = thing();

  private static byte[] thing() {
    byte[] skipped = new byte[200_000];
    return envelope(
        "v1",
        "Thing",
        message(
            out -> {
              out.writeByteArray(2, skipped);
              out.writeString(1, "t");
            }));
  }

  private void answer(HttpExchange exchange) throws IOException {
    accepted = exchange.getRequestHeaders().getFirst("Accept");
    exchange.getResponseHeaders().add("Content-Type", contentType);
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.address().resolve(path)).header("Accept", "text/x").build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  @Test
  void protobufIsAskedForAndReadAsJson() throws Exception {
    assertThat(get("/things")).isEqualTo(JSON);
    assertThat(accepted).isEqualTo("application/vnd.kubernetes.protobuf, application/json");
  }

  @Test
  void aServerWithoutProtobufIsReadAsItAnswers() throws Exception {
    contentType = "application/json";
    body = "{\"any\":1}".getBytes(UTF_8);
    assertThat(get("/things")).isEqualTo("{\"any\":1}");
  }

  @Test
  void aWatchOverHttpStaysJson() throws Exception {
    contentType = "application/json";
    get("/things?watch=true");
    assertThat(accepted).isEqualTo("text/x");
  }

  @Test
  void aBodyThatCannotBeReadIsAnError() {
    body = "no protobuf".getBytes(UTF_8);
    assertThatThrownBy(() -> get("/things")).isInstanceOf(IOException.class);
  }

  // What follows is a watch's WebSocket.

  /** Keeps the texts that it hears. */
  private static final class Texts implements WebSocket.Listener {
    private final List<String> heard = new ArrayList<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      assertThat(last).isTrue();
      heard.add(data.toString());
      return null;
    }
  }

  @Test
  void aWatchHearsWholeEventsAsText() {
    var texts = new Texts();
    var socket = new AskedSocket();
    var listener = new ProtobufListener(texts, protobuf);
    byte[] frame = Wire.event("ADDED", thing());
    listener.onBinary(socket, ByteBuffer.wrap(frame, 0, 10).slice(), false);
    assertThat(socket.asked()).as("asked for the rest").isEqualTo(1);
    listener.onBinary(socket, ByteBuffer.wrap(frame, 10, frame.length - 10).slice(), true);
    listener.onBinary(socket, ByteBuffer.wrap(Wire.event("DELETED", thing())), true);

    assertThat(socket.asked()).as("the reader asks for the next event itself").isEqualTo(1);
    assertThat(texts.heard)
        .containsExactly(
            "{\"type\":\"ADDED\",\"object\":" + JSON + "}",
            "{\"type\":\"DELETED\",\"object\":" + JSON + "}");
  }

  @Test
  void anEventThatCannotBeReadEndsTheWatch() {
    var texts = new Texts();
    var listener = new ProtobufListener(texts, protobuf);
    assertThatThrownBy(
            () -> listener.onBinary(new AskedSocket(), ByteBuffer.wrap("\n".getBytes(UTF_8)), true))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(texts.heard).isEmpty();
  }
}
