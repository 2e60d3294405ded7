package org.opencadc.sessionindex.protobuf;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Messages written by hand, and Kubernetes' envelope around them. */
final class Wire {

  private Wire() {}

  /** Writes fields. */
  interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  static byte[] message(Fields fields) {
    var bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] envelope(String apiVersion, String kind, byte[] object) {
    byte[] type =
        message(
            out -> {
              out.writeString(1, apiVersion);
              out.writeString(2, kind);
            });
    byte[] unknown =
        message(
            out -> {
              out.writeByteArray(1, type);
              out.writeByteArray(2, object);
              out.writeString(3, "");
              out.writeString(4, "");
            });
    var whole = new ByteArrayOutputStream();
    whole.writeBytes("k8s\0".getBytes(StandardCharsets.UTF_8));
    whole.writeBytes(unknown);
    return whole.toByteArray();
  }

  static byte[] event(String type, byte[] envelope) {
    return message(
        out -> {
          out.writeString(1, type);
          out.writeByteArray(2, message(raw -> raw.writeByteArray(1, envelope)));
        });
  }
}
