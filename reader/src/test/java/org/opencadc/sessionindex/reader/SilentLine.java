package org.opencadc.sessionindex.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/**
 * The operator's way to the API server. While it is silent, connections stay open and nothing comes
 * through, which is the harder cut: no side is told.
 */
final class SilentLine implements AutoCloseable {
  private static final int BUFFER = 16 << 10;

  private final InetSocketAddress server;
  private final ServerSocket listener;
  private final Set<Socket> open = new HashSet<>();
  private final Set<Socket> stranded = new HashSet<>();
  private boolean silent;
  private boolean closed;

  /** What a thread of the line does until a connection ends. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  SilentLine(int port) throws IOException {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  synchronized void silent(boolean now) {
    silent = now;
    notifyAll();
  }

  /** Nothing comes through the connections of now any more; later ones are not concerned. */
  synchronized void strand() {
    stranded.addAll(open);
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket upstream = new Socket();
      upstream.connect(server);
      synchronized (this) {
        open.add(client);
        open.add(upstream);
      }
      start(() -> pump(client, upstream));
      start(() -> pump(upstream, client));
    }
  }

  private void pump(Socket from, Socket to) throws IOException, InterruptedException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        hold(from);
        out.write(buffer, 0, read);
      }
    } finally {
      synchronized (this) {
        open.remove(from);
        open.remove(to);
        stranded.remove(from);
        stranded.remove(to);
      }
    }
  }

  private synchronized void hold(Socket from) throws InterruptedException {
    while ((silent || stranded.contains(from)) && !closed) {
      wait();
    }
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // the connection has ended, as connections do here
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    Set<Socket> ending;
    synchronized (this) {
      closed = true;
      ending = Set.copyOf(open);
      notifyAll();
    }
    for (Socket socket : ending) {
      socket.close();
    }
  }
}
