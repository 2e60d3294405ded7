package org.opencadc.sessionindex.http;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks the other side of a WebSocket for a sign of life again and again, and gives it up as failed
 * when there is none: a connection whose end was lost looks like one on which nothing happens. So
 * does one that ended while messages came in, of which the JDK's WebSocket does not always tell.
 * Its listener is told of one end alone.
 */
final class PingedListener implements WebSocket.Listener {
  /** What was received may wait for a listener that is busy, and the pong behind it. */
  private static final int MOST_SILENT = 2;

  private final WebSocket.Listener listener;
  private final Duration period;
  private final Executor later;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean heard;
  private volatile int silent;

  /**
   * A listener around another.
   *
   * @param period between two questions; what is silent for three of them has failed
   */
  PingedListener(WebSocket.Listener listener, Duration period) {
    this.listener = listener;
    this.period = period;
    this.later =
        CompletableFuture.delayedExecutor(period.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
  }

  @Override
  public void onOpen(WebSocket socket) {
    heard = true;
    listener.onOpen(socket);
    later.execute(() -> look(socket));
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    heard = true;
    return listener.onText(socket, data, last);
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    heard = true;
    return listener.onBinary(socket, data, last);
  }

  @Override
  public CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
    heard = true;
    return listener.onPing(socket, message);
  }

  @Override
  public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
    heard = true;
    return listener.onPong(socket, message);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    return ended.compareAndSet(false, true) ? listener.onClose(socket, code, reason) : null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    if (ended.compareAndSet(false, true)) {
      listener.onError(socket, failure);
    }
  }

  private void look(WebSocket socket) {
    if (ended.get()) {
      return;
    }
    silent = heard ? 0 : silent + 1;
    heard = false;
    if (silent > MOST_SILENT) {
      long seconds = period.multipliedBy(silent).toSeconds();
      fail(socket, new IOException("no sign of life in " + seconds + " s"));
      return;
    }
    var unused =
        socket
            .sendPing(ByteBuffer.allocate(0))
            .whenComplete(
                (sent, failure) -> {
                  // one that is not written yet is a sign of nothing
                  if (failure instanceof IOException) {
                    fail(socket, failure);
                  }
                });
    later.execute(() -> look(socket));
  }

  private void fail(WebSocket socket, Throwable failure) {
    socket.abort();
    onError(socket, failure);
  }
}
