package org.opencadc.sessionindex.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web server on this machine that answers every request as it is told, each on its own thread.
 */
public final class LoopbackServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Starts it on any free port. */
  public LoopbackServer(HttpHandler answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Its address, without a slash at the end. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Stops at once, whatever is being answered. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
