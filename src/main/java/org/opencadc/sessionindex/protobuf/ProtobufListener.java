package org.opencadc.sessionindex.protobuf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** Hears the protobuf events of a watch as JSON. An event that it cannot read ends the watch. */
final class ProtobufListener implements WebSocket.Listener {
  private final WebSocket.Listener listener;
  private final KubernetesProtobuf protobuf;
  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();

  ProtobufListener(WebSocket.Listener listener, KubernetesProtobuf protobuf) {
    this.listener = listener;
    this.protobuf = protobuf;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
    var bytes = new byte[part.remaining()];
    part.get(bytes);
    frame.writeBytes(bytes);
    if (!last) {
      socket.request(1);
      return null;
    }
    String event;
    try {
      event = protobuf.event(frame.toByteArray());
    } catch (IOException e) {
      // the socket hands what its listener throws to onError, and closes
      throw new UncheckedIOException(e);
    } finally {
      frame.reset();
    }
    return listener.onText(socket, event, true);
  }

  @Override
  public void onOpen(WebSocket socket) {
    listener.onOpen(socket);
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    return listener.onText(socket, data, last);
  }

  @Override
  public CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
    return listener.onPing(socket, message);
  }

  @Override
  public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
    return listener.onPong(socket, message);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
    return listener.onClose(socket, statusCode, reason);
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    listener.onError(socket, error);
  }
}
