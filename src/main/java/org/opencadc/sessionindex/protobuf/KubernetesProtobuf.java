package org.opencadc.sessionindex.protobuf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Kubernetes' protobuf as JSON, of types whose shapes are known. Thread-safe. */
public final class KubernetesProtobuf {
  /** What the API server calls it. */
  public static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

  private final JsonFactory factory = new JsonFactory();
  private final Map<String, Shape> shapes;

  /**
   * A reader of some types.
   *
   * @param shapes by apiVersion, a blank, and kind
   */
  public KubernetesProtobuf(Map<String, Shape> shapes) {
    this.shapes = Map.copyOf(shapes);
  }

  /**
   * An object or a list.
   *
   * @param parts its bytes as they came
   * @throws IOException if it is cut, not in its envelope, or of another type
   */
  public byte[] object(List<ByteBuffer> parts) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(parts);
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = factory.createGenerator(bytes)) {
      new Envelope(shapes, in, json).copy();
    }
    return bytes.toByteArray();
  }

  /**
   * A watch's event: a type and an object.
   *
   * @throws IOException if it is cut, or its object is not in its envelope or of another type
   */
  public String event(byte[] frame) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(frame);
    var text = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(text)) {
      json.writeStartObject();
      Messages.fields(in, (number, tag) -> eventField(in, json, number, tag));
      json.writeEndObject();
    }
    return text.toString();
  }

  private void eventField(CodedInputStream in, JsonGenerator json, int number, int tag)
      throws IOException {
    switch (number) {
      case 1 -> json.writeStringField("type", in.readString());
      case 2 -> Messages.nestedFields(in, (inner, innerTag) -> raw(in, json, inner, innerTag));
      default -> in.skipField(tag);
    }
  }

  private void raw(CodedInputStream in, JsonGenerator json, int number, int tag)
      throws IOException {
    if (number != 1) {
      in.skipField(tag);
      return;
    }
    json.writeFieldName("object");
    Messages.nested(in, () -> new Envelope(shapes, in, json).copy());
  }
}
