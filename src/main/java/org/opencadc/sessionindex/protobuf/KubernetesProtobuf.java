package org.opencadc.sessionindex.protobuf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Kubernetes' protobuf as JSON, of types whose shapes are known. Thread-safe. */
public final class KubernetesProtobuf {
  /** What the API server calls it. */
  public static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

  private static final int BLOCK = 1 << 13;

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

  /** An object or a list whose bytes come in parts. */
  public final class Body {
    private final ByteArrayBuilder bytes = new ByteArrayBuilder();
    private final List<ByteBuffer> blocks = new ArrayList<>();
    private final JsonGenerator json;
    private final ObjectCopier copier;

    private Body() {
      try {
        json = factory.createGenerator(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException("a buffer in memory has failed", e);
      }
      copier = new ObjectCopier(shapes, json);
    }

    /**
     * Takes the next part.
     *
     * @throws IOException if it is not in its envelope, or of another type
     */
    public void add(ByteBuffer part) throws IOException {
      copier.add(part);
      if (bytes.size() >= BLOCK) {
        endBlock();
      }
    }

    /**
     * The JSON of it all, in blocks: whoever wants it in one piece makes that anyhow, and two of
     * them at a time would outlive the young generation.
     *
     * @throws IOException if the object was cut
     */
    public List<ByteBuffer> end() throws IOException {
      copier.end();
      json.close();
      endBlock();
      return List.copyOf(blocks);
    }

    private void endBlock() {
      blocks.add(ByteBuffer.wrap(bytes.toByteArray()));
      bytes.reset();
    }
  }

  /** Begins an object or a list. */
  public Body body() {
    return new Body();
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
      case 2 -> {
        json.writeFieldName("object");
        var object = new ObjectCopier(shapes, json);
        object.add(ByteBuffer.wrap((byte[]) Messages.onlyField(in, Form.BYTES)));
        object.end();
      }
      default -> in.skipField(tag);
    }
  }
}
