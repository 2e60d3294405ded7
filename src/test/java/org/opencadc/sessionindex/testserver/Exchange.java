package org.opencadc.sessionindex.testserver;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One HTTP/1.1 request and its answer. */
final class Exchange {
  private static final int REST_OF_FRAME_MILLIS = 1_000;
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final Socket socket;
  private final BufferedInputStream in;
  private final OutputStream out;
  private final String method;
  private final String path;
  private final Map<String, String> query;
  private final Map<String, String> headers;
  private final byte[] body;
  private String date = "";
  private int status;
  private long sent;

  /** The same request, with its answer going nowhere. */
  Exchange unanswered() {
    return new Exchange(this, OutputStream.nullOutputStream());
  }

  private Exchange(Exchange other, OutputStream out) {
    this.socket = other.socket;
    this.in = other.in;
    this.out = out;
    this.method = other.method;
    this.path = other.path;
    this.query = other.query;
    this.headers = other.headers;
    this.body = other.body;
  }

  private Exchange(
      Socket socket,
      BufferedInputStream in,
      OutputStream out,
      String[] line,
      Map<String, String> headers,
      byte[] body) {
    this.socket = socket;
    this.in = in;
    this.out = out;
    this.method = line[0];
    String[] target = line[1].split("\\?", 2);
    this.path = decode(target[0].replace("+", "%2B"));
    this.query = target.length > 1 ? parameters(target[1]) : Map.of();
    this.headers = headers;
    this.body = body;
  }

  /** Null at the end of the connection. */
  static Exchange read(Socket socket, BufferedInputStream in, OutputStream out) throws IOException {
    String first = line(in);
    if (first == null || first.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim());
    }
    if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
    return new Exchange(socket, in, out, first.split(" ", -1), headers, body(in, headers));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return null;
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (!headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line(in);
      if (size == null) {
        throw new IOException("the body ended early");
      }
      byte[] chunk = in.readNBytes(Integer.parseInt(size.trim(), 16));
      line(in);
      if (chunk.length == 0) {
        return body.toByteArray();
      }
      body.write(chunk);
    }
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  String query(String name) {
    return query.getOrDefault(name, "");
  }

  boolean flag(String name) {
    return query(name).equals("true") || query(name).equals("1");
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  byte[] body() {
    return body;
  }

  int status() {
    return status;
  }

  long sent() {
    return sent;
  }

  void date(String value) {
    date = value;
  }

  void reply(int code, byte[] json) throws IOException {
    reply(code, JSON, json);
  }

  void reply(int code, Map<String, String> more, byte[]... parts) throws IOException {
    long length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    head(code, more, "Content-Length: " + length);
    for (byte[] part : parts) {
      out.write(part);
    }
    sent += length;
    out.flush();
  }

  /** Whether the client asks for a WebSocket. */
  boolean webSocket() {
    return header("upgrade").equalsIgnoreCase("websocket");
  }

  /** Whether the connection ends with this exchange. */
  boolean last() {
    return webSocket() || header("connection").equalsIgnoreCase("close");
  }

  /** Begins an endless answer, as a WebSocket or in chunks. */
  void stream() throws IOException {
    if (webSocket()) {
      String accept = WebSocketFrames.accept(header("sec-websocket-key"));
      Map<String, String> upgrade = Map.of("Upgrade", "websocket", "Connection", "Upgrade");
      head(101, upgrade, "Sec-WebSocket-Accept: " + accept);
    } else {
      head(200, JSON, "Transfer-Encoding: chunked");
    }
    out.flush();
  }

  /** Adds a message to the endless answer; {@link #flush} sends it. */
  void message(byte[] data) throws IOException {
    if (webSocket()) {
      WebSocketFrames.text(out, data);
    } else {
      out.write((Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(data);
      out.write(new byte[] {'\r', '\n'});
    }
    sent += data.length;
  }

  void flush() throws IOException {
    out.flush();
  }

  void endStream() throws IOException {
    if (webSocket()) {
      WebSocketFrames.close(out);
    } else {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    out.flush();
  }

  private void head(int code, Map<String, String> more, String framing) throws IOException {
    status = code;
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(code).append(" .\r\n");
    head.append("Date: ").append(date).append("\r\n").append(framing).append("\r\n");
    more.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Whether the client has hung up or sent a frame, which of a watch is its farewell unless it is a
   * ping.
   */
  boolean hungUp() throws IOException {
    socket.setSoTimeout(1);
    try {
      in.mark(1);
      int first = in.read();
      if (first < 0 || (webSocket() && !WebSocketFrames.isPing(first))) {
        return true;
      }
      if (webSocket()) {
        socket.setSoTimeout(REST_OF_FRAME_MILLIS);
        WebSocketFrames.pong(in, out);
      } else {
        in.reset();
      }
      return false;
    } catch (SocketTimeoutException quiet) {
      return false;
    } finally {
      socket.setSoTimeout(0);
    }
  }
}
