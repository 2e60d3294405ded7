package org.opencadc.sessionindex.testserver;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Plain HTTP/1.1 on loopback, a thread per connection. The JDK's own server is not used: it puts
 * its own Date on every answer and cannot drop a connection in the middle of one.
 */
final class HttpListener implements AutoCloseable {
  /** Answers one request; an IOException drops the connection. */
  interface Handler {
    void handle(Exchange exchange) throws IOException;
  }

  private static final int MOST_TRIES = 100;

  private final Handler handler;
  private final ServerSocket server;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(new DaemonThreads("api"));

  HttpListener(int port, Handler handler) {
    this.handler = handler;
    try {
      this.server = bound(port);
      this.port = server.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  private static ServerSocket bound(int port) throws IOException {
    for (int tries = 1; ; tries++) {
      ServerSocket socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        return socket;
      } catch (BindException e) {
        socket.close();
        // while a server is away, a client that tries its port may get that very port as its own
        if (port == 0 || tries == MOST_TRIES) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  int port() {
    return port;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        if (server.isClosed()) {
          // accepted in the moment of closing, after the others were dropped
          socket.close();
        } else {
          threads.execute(() -> serve(socket));
        }
      } catch (IOException | RejectedExecutionException e) {
        // the listener was closed, or a client went away before it was accepted
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
        BufferedOutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16)) {
      socket.setTcpNoDelay(true);
      Exchange exchange = Exchange.read(socket, in, out);
      while (exchange != null) {
        handler.handle(exchange);
        exchange = exchange.last() ? null : Exchange.read(socket, in, out);
      }
    } catch (IOException e) {
      // the client is gone, or a fault asked for the connection to be dropped
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdown();
  }
}
