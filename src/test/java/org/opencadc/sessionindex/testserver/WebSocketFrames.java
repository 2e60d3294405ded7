package org.opencadc.sessionindex.testserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The little of RFC 6455 that a watch needs: the handshake's answer, text frames, the answer to a
 * ping, and the close.
 */
final class WebSocketFrames {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8a;
  private static final int LENGTH = 0x7f;
  private static final int MASK_BYTES = 4;
  private static final short NORMAL = 1000;

  private WebSocketFrames() {}

  static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static void text(OutputStream out, byte[] data) throws IOException {
    out.write(TEXT);
    if (data.length < 126) {
      out.write(data.length);
    } else if (data.length < 1 << 16) {
      out.write(126);
      out.write(ByteBuffer.allocate(2).putShort((short) data.length).array());
    } else {
      out.write(127);
      out.write(ByteBuffer.allocate(8).putLong(data.length).array());
    }
    out.write(data);
  }

  /** Whether a client's frame that begins so is a ping. */
  static boolean isPing(int first) {
    return first == PING;
  }

  /** Answers a client's ping, whose first byte was read already. */
  static void pong(InputStream in, OutputStream out) throws IOException {
    // a client masks what it sends, and a control frame has 125 bytes at most
    int length = in.read() & LENGTH;
    byte[] mask = in.readNBytes(MASK_BYTES);
    byte[] data = in.readNBytes(length);
    for (int i = 0; i < data.length; i++) {
      data[i] ^= mask[i % MASK_BYTES];
    }
    out.write(PONG);
    out.write(length);
    out.write(data);
    out.flush();
  }

  static void close(OutputStream out) throws IOException {
    out.write(CLOSE);
    out.write(2);
    out.write(ByteBuffer.allocate(2).putShort(NORMAL).array());
  }
}
