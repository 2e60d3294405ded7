package org.opencadc.sessionindex.testserver;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The little of RFC 6455 that a watch needs: the handshake's answer, text frames and the close. */
final class WebSocketFrames {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;
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

  static void close(OutputStream out) throws IOException {
    out.write(CLOSE);
    out.write(2);
    out.write(ByteBuffer.allocate(2).putShort(NORMAL).array());
  }
}
