package org.opencadc.sessionindex.protobuf;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.opencadc.sessionindex.protobuf.Shape.Arity;
import org.opencadc.sessionindex.protobuf.Shape.Field;

/**
 * Copies the fields of one message of a known shape as JSON, as it reads them. Elements of an array
 * or a map follow each other, as Kubernetes writes them.
 */
final class MessageCopier {
  private final Shape shape;
  private final JsonGenerator json;
  private Field open;

  MessageCopier(Shape shape, JsonGenerator json) {
    this.shape = shape;
    this.json = json;
  }

  /** Copies the fields up to the end of the input, or of the message around them. */
  void copy(CodedInputStream in) throws IOException {
    Messages.fields(in, (number, tag) -> field(in, number, tag));
  }

  /** Ends the last array or map. */
  void close() throws IOException {
    if (open == null) {
      return;
    }
    if (open.arity() == Arity.MANY) {
      json.writeEndArray();
    } else {
      json.writeEndObject();
    }
    open = null;
  }

  private void field(CodedInputStream in, int number, int tag) throws IOException {
    Field field = shape.field(number);
    if (field == null) {
      in.skipField(tag);
      return;
    }
    requireWireType(field, tag);
    if (open == null || open.number() != number) {
      close();
      open(field);
    }
    switch (field.arity()) {
      case ONE -> one(in, field);
      case MANY -> element(in, field);
      case MAP -> entry(in, field.form());
    }
  }

  private static void requireWireType(Field field, int tag) throws IOException {
    boolean length = field.form() == null || field.arity() == Arity.MAP;
    int wanted = length ? WireFormat.WIRETYPE_LENGTH_DELIMITED : field.form().wireType();
    if (WireFormat.getTagWireType(tag) != wanted) {
      throw new InvalidProtocolBufferException(
          "field " + field.name() + " has wire type " + WireFormat.getTagWireType(tag));
    }
  }

  private void open(Field field) throws IOException {
    switch (field.arity()) {
      case ONE -> {
        return;
      }
      case MANY -> json.writeArrayFieldStart(field.name());
      case MAP -> json.writeObjectFieldStart(field.name());
    }
    open = field;
  }

  /** Go's JSON leaves empty strings out where protobuf writes them. */
  private void one(CodedInputStream in, Field field) throws IOException {
    if (field.message() != null) {
      json.writeFieldName(field.name());
      object(in, field.message());
      return;
    }
    Object value = field.form().read(in);
    if (value != null && !value.equals("")) {
      json.writeFieldName(field.name());
      json.writeObject(value);
    }
  }

  private void element(CodedInputStream in, Field field) throws IOException {
    if (field.message() != null) {
      object(in, field.message());
    } else {
      json.writeObject(field.form().read(in));
    }
  }

  private void object(CodedInputStream in, Shape shape) throws IOException {
    json.writeStartObject();
    var message = new MessageCopier(shape, json);
    Messages.nested(in, () -> message.copy(in));
    message.close();
    json.writeEndObject();
  }

  private void entry(CodedInputStream in, Form values) throws IOException {
    var entry = new Object[] {"", ""};
    Messages.nestedFields(
        in,
        (number, tag) -> {
          switch (number) {
            case 1 -> entry[0] = in.readString();
            case 2 -> entry[1] = values.read(in);
            default -> in.skipField(tag);
          }
        });
    json.writeFieldName((String) entry[0]);
    json.writeObject(entry[1]);
  }
}
