package org.opencadc.sessionindex.protobuf;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * What every object is stored and sent in: four magic bytes and a runtime.Unknown, which names the
 * type before it holds the object.
 */
final class Envelope {
  private static final byte[] MAGIC = {'k', '8', 's', 0};

  private final Map<String, Shape> shapes;
  private final CodedInputStream in;
  private final JsonGenerator json;
  private String apiVersion = "";
  private String kind = "";
  private boolean empty = true;

  Envelope(Map<String, Shape> shapes, CodedInputStream in, JsonGenerator json) {
    this.shapes = shapes;
    this.in = in;
    this.json = json;
  }

  /** Copies the object in it, up to the end of the input or of the message around it. */
  void copy() throws IOException {
    if (!Arrays.equals(in.readRawBytes(MAGIC.length), MAGIC)) {
      throw new InvalidProtocolBufferException("no Kubernetes object: it begins with other bytes");
    }
    Messages.fields(in, this::field);
    if (empty) {
      throw new InvalidProtocolBufferException("an envelope without an object");
    }
  }

  private void field(int number, int tag) throws IOException {
    switch (number) {
      case 1 -> Messages.nestedFields(in, this::type);
      case 2 -> object();
      default -> in.skipField(tag);
    }
  }

  private void type(int number, int tag) throws IOException {
    switch (number) {
      case 1 -> apiVersion = in.readString();
      case 2 -> kind = in.readString();
      default -> in.skipField(tag);
    }
  }

  private void object() throws IOException {
    Shape shape = shapes.get(apiVersion + " " + kind);
    if (shape == null) {
      throw new InvalidProtocolBufferException(
          "an object of apiVersion '" + apiVersion + "' and kind '" + kind + "' is not read");
    }
    json.writeStartObject();
    json.writeStringField("apiVersion", apiVersion);
    json.writeStringField("kind", kind);
    Messages.nested(in, () -> new MessageCopier(in, json).fields(shape));
    json.writeEndObject();
    empty = false;
  }
}
