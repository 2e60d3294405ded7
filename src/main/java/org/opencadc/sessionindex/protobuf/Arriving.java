package org.opencadc.sessionindex.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes of which more may come, read a whole field at a time. */
final class Arriving {
  private static final int LONGEST_VARINT = 10;

  private byte[] bytes = new byte[1 << 15];
  private int from;
  private int to;

  /** Takes what has come. */
  void add(ByteBuffer part) {
    int more = part.remaining();
    if (to + more > bytes.length) {
      int left = to - from;
      byte[] room = left + more > bytes.length ? new byte[2 * (left + more)] : bytes;
      System.arraycopy(bytes, from, room, 0, left);
      bytes = room;
      from = 0;
      to = left;
    }
    part.get(bytes, to, more);
    to += more;
  }

  /** How many bytes have come and were not read. */
  int size() {
    return to - from;
  }

  /** Reads some bytes, which have come. */
  byte[] take(int length) {
    from += length;
    return Arrays.copyOfRange(bytes, from - length, from);
  }

  /** The next field if all of it has come, and passes over it; else null. */
  CodedInputStream field() throws IOException {
    int start = from;
    long size = fieldSize();
    if (size < 0 || size > to - start) {
      return null;
    }
    from = start + (int) size;
    return CodedInputStream.newInstance(bytes, start, (int) size);
  }

  /** The length of the message that is next, and passes over its tag and length; -1 for not yet. */
  int enter() throws IOException {
    int tagEnd = varintEnd(from);
    int lengthEnd = tagEnd < 0 ? -1 : varintEnd(tagEnd);
    if (lengthEnd < 0) {
      return -1;
    }
    if (WireFormat.getTagWireType(varint(from)) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      throw new InvalidProtocolBufferException("an object that is no message");
    }
    int length = varint(tagEnd);
    from = lengthEnd;
    return length;
  }

  /** The number of the next field; 0 if it has not come. */
  int number() throws IOException {
    return varintEnd(from) < 0 ? 0 : WireFormat.getTagFieldNumber(varint(from));
  }

  private long fieldSize() throws IOException {
    int tagEnd = varintEnd(from);
    if (tagEnd < 0) {
      return -1;
    }
    int wireType = WireFormat.getTagWireType(varint(from));
    long end =
        switch (wireType) {
          case WireFormat.WIRETYPE_VARINT -> varintEnd(tagEnd);
          case WireFormat.WIRETYPE_FIXED64 -> tagEnd + Long.BYTES;
          case WireFormat.WIRETYPE_FIXED32 -> tagEnd + Integer.BYTES;
          case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
            int lengthEnd = varintEnd(tagEnd);
            yield lengthEnd < 0 ? -1 : (long) lengthEnd + varint(tagEnd);
          }
          default -> throw new InvalidProtocolBufferException("wire type " + wireType);
        };
    return end < 0 ? -1 : end - from;
  }

  private int varintEnd(int start) throws IOException {
    for (int at = start; at < to; at++) {
      if (bytes[at] >= 0) {
        return at + 1;
      }
      if (at - start >= LONGEST_VARINT) {
        throw new InvalidProtocolBufferException("a number of too many bytes");
      }
    }
    return -1;
  }

  private int varint(int start) throws IOException {
    int value = CodedInputStream.newInstance(bytes, start, to - start).readRawVarint32();
    if (value < 0) {
      throw new InvalidProtocolBufferException("a negative length or tag");
    }
    return value;
  }
}
