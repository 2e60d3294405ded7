package org.opencadc.sessionindex.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A line to a server that can be frozen, slowed, lost and cut. */
public final class TcpProxy implements AutoCloseable {
  private static final int BUFFER = 16 << 10;

  /** What may be frozen. */
  public enum Direction {
    /** From the client. */
    TO_SERVER,
    /** From the server. */
    TO_CLIENT
  }

  private final InetSocketAddress server;
  private final ServerSocket listener;
  private final List<Socket> open = new ArrayList<>();
  private final Set<Socket> lost = new HashSet<>();
  private boolean toServerFrozen;
  private boolean toClientFrozen;
  private boolean cut;
  private long delayMillis;

  /** A line to a server, on a free port of this machine. */
  public TcpProxy(URI server) {
    this(server, freePort());
  }

  /**
   * A line to a server.
   *
   * @param listener where clients connect, which may want TLS of them; closed with this
   */
  public TcpProxy(URI server, ServerSocket listener) {
    this.server = new InetSocketAddress(server.getHost(), server.getPort());
    this.listener = listener;
    start("proxy-accept", this::accept);
  }

  private static ServerSocket freePort() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What clients use instead of the server's address. */
  public String url() {
    return "https://127.0.0.1:" + listener.getLocalPort();
  }

  /** Forwards nothing this way any more; connections stay open. */
  public synchronized void freeze(Direction... directions) {
    for (Direction direction : directions) {
      toServerFrozen |= direction == Direction.TO_SERVER;
      toClientFrozen |= direction == Direction.TO_CLIENT;
    }
  }

  /** Holds back everything for that long, each way. */
  public synchronized void delay(long millis) {
    delayMillis = millis;
  }

  /** From now on nothing arrives that is sent over today's connections, and nobody is told. */
  public synchronized void lose() {
    lost.addAll(open);
  }

  private synchronized boolean isLost(Socket from) {
    return lost.contains(from);
  }

  /** Ends every connection and takes no new one. */
  public void cut() {
    List<Socket> ended;
    synchronized (this) {
      cut = true;
      ended = List.copyOf(open);
      open.clear();
    }
    ended.forEach(TcpProxy::end);
  }

  /** Takes back all of the above. */
  public synchronized void restore() {
    toServerFrozen = false;
    toClientFrozen = false;
    cut = false;
    delayMillis = 0;
    notifyAll();
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      if (!connect(client)) {
        end(client);
      }
    }
  }

  private boolean connect(Socket client) {
    Socket upstream = new Socket();
    try {
      upstream.connect(server, 1000);
    } catch (IOException e) {
      end(upstream);
      return false;
    }
    synchronized (this) {
      if (cut) {
        end(upstream);
        return false;
      }
      open.add(client);
      open.add(upstream);
    }
    start("proxy-up", () -> pump(client, upstream, Direction.TO_SERVER));
    start("proxy-down", () -> pump(upstream, client, Direction.TO_CLIENT));
    return true;
  }

  private void pump(Socket from, Socket to, Direction direction) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        hold(direction);
        if (!isLost(from)) {
          out.write(buffer, 0, read);
          out.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (this) {
        List.of(from, to).forEach(lost::remove);
        open.removeAll(List.of(from, to));
      }
    }
  }

  private void hold(Direction direction) throws InterruptedException {
    long delay;
    synchronized (this) {
      delay = delayMillis;
    }
    if (delay > 0) {
      Thread.sleep(delay);
    }
    synchronized (this) {
      while (direction == Direction.TO_SERVER ? toServerFrozen : toClientFrozen) {
        wait();
      }
    }
  }

  /** What a thread of the proxy does until a connection ends. */
  private interface Work {
    void run() throws IOException;
  }

  private static void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // the connection has ended, as connections do here
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
    restore();
  }
}
