package org.opencadc.sessionindex.protobuf;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.opencadc.sessionindex.protobuf.Shape.Arity;
import org.opencadc.sessionindex.protobuf.Shape.Field;

/** Copies messages of known shapes as JSON, as it reads them. */
final class MessageCopier {
  private final CodedInputStream in;
  private final JsonGenerator json;

  MessageCopier(CodedInputStream in, JsonGenerator json) {
    this.in = in;
    this.json = json;
  }

  /** Copies the fields up to the end of the message. */
  void fields(Shape shape) throws IOException {
    var message = new Fields(shape);
    Messages.fields(in, message::copy);
    message.close();
  }

  private void object(Shape shape) throws IOException {
    json.writeStartObject();
    Messages.nested(in, () -> fields(shape));
    json.writeEndObject();
  }

  private void entry(Form values) throws IOException {
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

  /** One message; elements of an array or a map follow each other, as Kubernetes writes them. */
  private final class Fields {
    private final Shape shape;
    private Field open;

    Fields(Shape shape) {
      this.shape = shape;
    }

    void copy(int number, int tag) throws IOException {
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
        case ONE -> one(field);
        case MANY -> element(field);
        case MAP -> entry(field.form());
      }
    }

    private void requireWireType(Field field, int tag) throws IOException {
      boolean length = field.form() == null || field.arity() == Arity.MAP;
      int wanted = length ? WireFormat.WIRETYPE_LENGTH_DELIMITED : field.form().wireType();
      if (WireFormat.getTagWireType(tag) != wanted) {
        throw new InvalidProtocolBufferException(
            "field " + field.name() + " has wire type " + WireFormat.getTagWireType(tag));
      }
    }

    private void open(Field field) throws IOException {
      if (field.arity() == Arity.ONE) {
        return;
      }
      open = field;
      if (field.arity() == Arity.MANY) {
        json.writeArrayFieldStart(field.name());
      } else {
        json.writeObjectFieldStart(field.name());
      }
    }

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

    /** Go's JSON leaves empty strings out where protobuf writes them. */
    private void one(Field field) throws IOException {
      if (field.message() != null) {
        json.writeFieldName(field.name());
        object(field.message());
        return;
      }
      Object value = field.form().read(in);
      if (value != null && !value.equals("")) {
        json.writeFieldName(field.name());
        json.writeObject(value);
      }
    }

    private void element(Field field) throws IOException {
      if (field.message() != null) {
        object(field.message());
      } else {
        json.writeObject(field.form().read(in));
      }
    }
  }
}
