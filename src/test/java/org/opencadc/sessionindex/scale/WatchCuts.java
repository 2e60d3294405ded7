package org.opencadc.sessionindex.scale;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.opencadc.sessionindex.cluster.TcpProxy;

/** A line to the API server on which all connections are cut again and again, for a moment each. */
final class WatchCuts implements AutoCloseable {
  private static final Duration AWAY = Duration.ofSeconds(1);

  private final TcpProxy proxy;
  private final AtomicInteger cuts = new AtomicInteger();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  WatchCuts(URI server) {
    proxy = new TcpProxy(server);
  }

  /** What clients use instead of the server's address. */
  URI url() {
    return URI.create(proxy.url());
  }

  /** Begins to cut. */
  void every(Duration period) {
    var unused =
        thread.scheduleAtFixedRate(
            this::cut, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void cut() {
    proxy.cut();
    cuts.incrementAndGet();
    var unused = thread.schedule(proxy::restore, AWAY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How often was cut. */
  int cuts() {
    return cuts.get();
  }

  /** Ends the cuts; the line stays open. */
  void end() {
    Waiting.forEnd(thread, AWAY.multipliedBy(5));
    proxy.restore();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    proxy.close();
  }
}
