package org.opencadc.sessionindex.protobuf;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * Copies an object or a list as JSON while its bytes come: each field, and so each item of a list,
 * as soon as all of it is there. It comes in an envelope: four magic bytes and a runtime.Unknown,
 * which names the type before it holds the object.
 */
final class ObjectCopier {
  private static final byte[] MAGIC = {'k', '8', 's', 0};
  private static final int TYPE = 1;
  private static final int OBJECT = 2;

  private final Map<String, Shape> shapes;
  private final JsonGenerator json;
  private final Arriving arriving = new Arriving();
  private boolean begun;
  private String apiVersion = "";
  private String kind = "";
  private MessageCopier object;
  private long objectLeft;
  private boolean copied;

  ObjectCopier(Map<String, Shape> shapes, JsonGenerator json) {
    this.shapes = shapes;
    this.json = json;
  }

  /** Copies what is complete with these bytes. */
  void add(ByteBuffer part) throws IOException {
    arriving.add(part);
    boolean moved = true;
    while (moved) {
      moved = step();
    }
  }

  /** Says that nothing more comes. */
  void end() throws IOException {
    if (!copied || object != null || arriving.size() > 0) {
      throw new InvalidProtocolBufferException("an object that ends before its length");
    }
  }

  /** Whether anything was complete. */
  private boolean step() throws IOException {
    if (!begun) {
      return begin();
    }
    return object == null ? envelope() : objectField();
  }

  private boolean begin() throws IOException {
    if (arriving.size() < MAGIC.length) {
      return false;
    }
    if (!Arrays.equals(arriving.take(MAGIC.length), MAGIC)) {
      throw new InvalidProtocolBufferException("no Kubernetes object: it begins with other bytes");
    }
    begun = true;
    return true;
  }

  private boolean envelope() throws IOException {
    if (arriving.number() == OBJECT) {
      return enterObject();
    }
    CodedInputStream field = arriving.field();
    if (field == null) {
      return false;
    }
    Messages.fields(
        field,
        (number, tag) -> {
          if (number == TYPE) {
            Messages.nestedFields(field, (inner, innerTag) -> type(field, inner, innerTag));
          } else {
            field.skipField(tag);
          }
        });
    return true;
  }

  private void type(CodedInputStream in, int number, int tag) throws IOException {
    switch (number) {
      case 1 -> apiVersion = in.readString();
      case 2 -> kind = in.readString();
      default -> in.skipField(tag);
    }
  }

  private boolean enterObject() throws IOException {
    int length = arriving.enter();
    if (length < 0) {
      return false;
    }
    Shape shape = shapes.get(apiVersion + " " + kind);
    if (shape == null || copied) {
      throw new InvalidProtocolBufferException(
          "an object of apiVersion '" + apiVersion + "' and kind '" + kind + "' is not read");
    }
    json.writeStartObject();
    json.writeStringField("apiVersion", apiVersion);
    json.writeStringField("kind", kind);
    object = new MessageCopier(shape, json);
    objectLeft = length;
    return true;
  }

  private boolean objectField() throws IOException {
    if (objectLeft == 0) {
      object.close();
      json.writeEndObject();
      object = null;
      copied = true;
      return true;
    }
    int before = arriving.size();
    CodedInputStream field = arriving.field();
    if (field == null) {
      return false;
    }
    objectLeft -= before - arriving.size();
    if (objectLeft < 0) {
      throw new InvalidProtocolBufferException("a field that ends after its object");
    }
    object.copy(field);
    return true;
  }
}
