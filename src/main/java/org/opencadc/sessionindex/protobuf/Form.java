package org.opencadc.sessionindex.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.time.Instant;

/** A value that JSON writes as one token. What it reads is null where Go's JSON has null. */
public enum Form {
  /** A string. */
  TEXT(WireFormat.WIRETYPE_LENGTH_DELIMITED) {
    @Override
    Object read(CodedInputStream in) throws IOException {
      return in.readString();
    }
  },
  /** Bytes, which JSON writes in base64. */
  BYTES(WireFormat.WIRETYPE_LENGTH_DELIMITED) {
    @Override
    Object read(CodedInputStream in) throws IOException {
      return in.readByteArray();
    }
  },
  /** An int32 or int64: both are written as 64 bits. */
  WHOLE(WireFormat.WIRETYPE_VARINT) {
    @Override
    Object read(CodedInputStream in) throws IOException {
      return in.readInt64();
    }
  },
  /** A boolean. */
  TRUTH(WireFormat.WIRETYPE_VARINT) {
    @Override
    Object read(CodedInputStream in) throws IOException {
      return in.readBool();
    }
  },
  /**
   * A metav1.Time: a message of seconds, empty for none; its nanoseconds are not in JSON either.
   */
  TIME(WireFormat.WIRETYPE_LENGTH_DELIMITED) {
    @Override
    Object read(CodedInputStream in) throws IOException {
      Object seconds = Messages.onlyField(in, WHOLE);
      return seconds == null ? null : Instant.ofEpochSecond((Long) seconds).toString();
    }
  },
  /** A resource.Quantity: a message of the text that JSON has, too. */
  QUANTITY(WireFormat.WIRETYPE_LENGTH_DELIMITED) {
    @Override
    Object read(CodedInputStream in) throws IOException {
      return Messages.onlyField(in, TEXT);
    }
  };

  private final int wireType;

  Form(int wireType) {
    this.wireType = wireType;
  }

  int wireType() {
    return wireType;
  }

  abstract Object read(CodedInputStream in) throws IOException;
}
