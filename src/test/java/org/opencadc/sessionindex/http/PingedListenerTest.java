package org.opencadc.sessionindex.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PingedListenerTest {
  private static final Duration PERIOD = Duration.ofMillis(50);

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final PingedListener listener = new PingedListener(new Diary(), PERIOD);
  private final Line line = new Line();

  /** What the listener inside was told. */
  private final class Diary implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      heard.add("text " + data);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      heard.add("close " + code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      heard.add("error " + failure.getMessage());
    }
  }

  /** A WebSocket whose other side answers pings or not. */
  private final class Line extends AskedSocket {
    private final AtomicInteger pings = new AtomicInteger();
    private volatile boolean answers = true;
    private volatile Throwable refusal;
    private volatile boolean aborted;

    @Override
    public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
      pings.incrementAndGet();
      if (refusal != null) {
        return CompletableFuture.failedFuture(refusal);
      }
      if (answers) {
        var unused = listener.onPong(this, message);
      }
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public void abort() {
      aborted = true;
    }
  }

  private void awaitPings(int count) {
    Awaitility.await().until(() -> line.pings.get() >= count);
  }

  @Test
  void whatAnswersStaysOpen() {
    listener.onOpen(line);
    awaitPings(8);

    assertThat(heard).isEmpty();
    assertThat(line.aborted).isFalse();
  }

  @Test
  void whatIsSilentFails() {
    line.answers = false;
    listener.onOpen(line);

    Awaitility.await().until(() -> !heard.isEmpty());
    assertThat(heard).singleElement().asString().startsWith("error no sign of life");
    assertThat(line.aborted).isTrue();
    assertThat(line.pings).hasValue(3);
  }

  @Test
  void whatIsReceivedIsASignOfLife() throws InterruptedException {
    line.answers = false;
    listener.onOpen(line);
    for (int i = 0; i < 20; i++) {
      TimeUnit.MILLISECONDS.sleep(PERIOD.toMillis() / 2);
      var unused = listener.onText(line, "event", true);
    }

    assertThat(heard).hasSize(20).containsOnly("text event");
  }

  @Test
  void aLineThatTakesNoPingHasFailed() {
    line.refusal = new IOException("broken pipe");
    listener.onOpen(line);

    Awaitility.await().until(() -> !heard.isEmpty());
    assertThat(heard).containsExactly("error broken pipe");
    assertThat(line.pings).hasValue(1);
  }

  @Test
  void aPingThatWaitsBehindAnotherSaysNothing() {
    line.refusal = new IllegalStateException("send pending");
    listener.onOpen(line);
    awaitPings(2);

    assertThat(heard).isEmpty();
  }

  @Test
  void anEndIsToldOnce() throws InterruptedException {
    listener.onOpen(line);
    var unused = listener.onClose(line, 1006, "");
    listener.onError(line, new IOException("late"));
    line.answers = false;
    TimeUnit.MILLISECONDS.sleep(6 * PERIOD.toMillis());

    assertThat(heard).containsExactly("close 1006");
    assertThat(line.pings).hasValue(0);
  }
}
