package org.opencadc.sessionindex.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** Reading of messages that lie within others. */
final class Messages {

  private Messages() {}

  /** Reads one field of a message, or skips it. */
  interface FieldReader {
    void read(int number, int tag) throws IOException;
  }

  /** Reads what is within a message. */
  interface Content {
    void read() throws IOException;
  }

  /** Reads the message that begins here with its length, to its end and no further. */
  static void nested(CodedInputStream in, Content content) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    content.read();
    if (in.getBytesUntilLimit() > 0) {
      throw new InvalidProtocolBufferException("a message ends before its length");
    }
    in.popLimit(outer);
  }

  /** Reads the fields of the message that begins here with its length. */
  static void nestedFields(CodedInputStream in, FieldReader reader) throws IOException {
    nested(in, () -> fields(in, reader));
  }

  /** Reads the fields up to the end of the message. */
  static void fields(CodedInputStream in, FieldReader reader) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      reader.read(WireFormat.getTagFieldNumber(tag), tag);
    }
  }

  /** The value of field 1 of a message; null if it is not there. */
  static Object onlyField(CodedInputStream in, Form form) throws IOException {
    var value = new Object[1];
    nestedFields(
        in,
        (number, tag) -> {
          if (number == 1) {
            value[0] = form.read(in);
          } else {
            in.skipField(tag);
          }
        });
    return value[0];
  }
}
