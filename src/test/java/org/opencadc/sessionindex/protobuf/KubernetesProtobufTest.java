package org.opencadc.sessionindex.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.opencadc.sessionindex.protobuf.Form.QUANTITY;
import static org.opencadc.sessionindex.protobuf.Form.TEXT;
import static org.opencadc.sessionindex.protobuf.Form.TIME;
import static org.opencadc.sessionindex.protobuf.Form.TRUTH;
import static org.opencadc.sessionindex.protobuf.Form.WHOLE;
import static org.opencadc.sessionindex.protobuf.Shape.many;
import static org.opencadc.sessionindex.protobuf.Shape.map;
import static org.opencadc.sessionindex.protobuf.Shape.one;
import static org.opencadc.sessionindex.protobuf.Wire.envelope;
import static org.opencadc.sessionindex.protobuf.Wire.message;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fabric8.kubernetes.client.http.BufferUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.protobuf.Wire.Fields;

class KubernetesProtobufTest {
  private static final Shape PART = Shape.of(one(1, "name", TEXT), one(2, "size", WHOLE));
  private static final Shape THING =
      Shape.of(
          one(1, "name", TEXT),
          one(2, "count", WHOLE),
          one(3, "done", TRUTH),
          one(4, "at", TIME),
          map(5, "labels", TEXT),
          map(6, "amounts", QUANTITY),
          many(7, "numbers", WHOLE),
          many(8, "parts", PART),
          one(9, "part", PART));

  private final KubernetesProtobuf protobuf = new KubernetesProtobuf(Map.of("v1 Thing", THING));

  private String object(byte[] whole) throws IOException {
    return object(List.of(ByteBuffer.wrap(whole)));
  }

  private String object(List<ByteBuffer> parts) throws IOException {
    KubernetesProtobuf.Body body = protobuf.body();
    for (ByteBuffer part : parts) {
      body.add(part);
    }
    return new String(BufferUtil.toArray(body.end()), UTF_8);
  }

  private static byte[] thing(Fields fields) {
    return envelope("v1", "Thing", message(fields));
  }

  private String json(Fields fields) throws IOException {
    String json = object(thing(fields));
    String type = "{\"apiVersion\":\"v1\",\"kind\":\"Thing\"";
    assertThat(json).startsWith(type).endsWith("}");
    return json.substring(type.length(), json.length() - 1);
  }

  private static byte[] seconds(long seconds) {
    return message(
        out -> {
          out.writeInt64(1, seconds);
          out.writeInt32(2, 999);
        });
  }

  private static byte[] entry(String key, byte[] value) {
    return message(
        out -> {
          out.writeString(1, key);
          out.writeByteArray(2, value);
        });
  }

  @Test
  void valuesAreThoseOfJson() throws IOException {
    assertThat(
            json(
                out -> {
                  out.writeString(1, "naïve \"☄\"");
                  out.writeInt32(2, -7);
                  out.writeBool(3, false);
                  out.writeByteArray(4, seconds(1_764_115_199));
                }))
        .isEqualTo(
            ",\"name\":\"naïve \\\"☄\\\"\",\"count\":-7,\"done\":false,"
                + "\"at\":\"2025-11-25T23:59:59Z\"");
    assertThat(json(out -> out.writeInt64(2, Long.MIN_VALUE)))
        .isEqualTo(",\"count\":-9223372036854775808");
  }

  @Test
  void emptyStringsAndTimesAreLeftOutAsInJson() throws IOException {
    assertThat(
            json(
                out -> {
                  out.writeString(1, "");
                  out.writeInt32(2, 0);
                  out.writeByteArray(4, new byte[0]);
                }))
        .isEqualTo(",\"count\":0");
  }

  @Test
  void mapsKeepEmptyValues() throws IOException {
    byte[] two = message(out -> out.writeString(1, "2"));
    assertThat(
            json(
                out -> {
                  out.writeByteArray(5, entry("a", new byte[0]));
                  out.writeByteArray(5, message(only -> only.writeString(1, "b")));
                  out.writeByteArray(6, entry("cpu", two));
                }))
        .isEqualTo(",\"labels\":{\"a\":\"\",\"b\":\"\"},\"amounts\":{\"cpu\":\"2\"}");
  }

  @Test
  void whatIsRepeatedIsAnArray() throws IOException {
    byte[] small = message(out -> out.writeInt32(2, 1));
    assertThat(
            json(
                out -> {
                  out.writeInt64(7, 0);
                  out.writeInt64(7, Long.MAX_VALUE);
                  out.writeByteArray(8, small);
                  out.writeByteArray(8, new byte[0]);
                  out.writeByteArray(9, small);
                }))
        .isEqualTo(
            ",\"numbers\":[0,9223372036854775807],\"parts\":[{\"size\":1},{}],\"part\":{\"size\":1}");
  }

  @Test
  void otherFieldsAreSkippedWhateverTheyAre() throws IOException {
    assertThat(
            json(
                out -> {
                  out.writeByteArray(99, new byte[100_000]);
                  out.writeFixed64(98, 1);
                  out.writeString(1, "kept");
                  out.writeDouble(97, 1);
                  out.writeBool(10, true);
                }))
        .isEqualTo(",\"name\":\"kept\"");
  }

  @Test
  void anEventHasItsTypeAndItsObject() throws IOException {
    byte[] thing = envelope("v1", "Thing", message(out -> out.writeString(1, "t")));
    assertThat(protobuf.event(Wire.event("ADDED", thing)))
        .isEqualTo(
            "{\"type\":\"ADDED\",\"object\":"
                + "{\"apiVersion\":\"v1\",\"kind\":\"Thing\",\"name\":\"t\"}}");
  }

  @Test
  void otherTypesAreRefusedByName() {
    byte[] gadget = envelope("v9", "Gadget", new byte[0]);
    assertThatThrownBy(() -> object(gadget))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("v9")
        .hasMessageContaining("Gadget");
  }

  @Test
  void otherBytesAreRefused() {
    assertThatThrownBy(() -> object("{\"kind\":\"Thing\"}".getBytes(UTF_8)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> object(new byte[0])).isInstanceOf(IOException.class);
    byte[] twoObjects = envelope("v1", "Thing", new byte[0]);
    byte[] more = message(out -> out.writeByteArray(2, new byte[0]));
    assertThatThrownBy(() -> object(List.of(ByteBuffer.wrap(twoObjects), ByteBuffer.wrap(more))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aFieldOfAnotherWireTypeIsRefused() {
    assertThatThrownBy(() -> json(out -> out.writeFixed32(2, 1)))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessageContaining("count");
    assertThatThrownBy(() -> json(out -> out.writeInt32(9, 1)))
        .isInstanceOf(InvalidProtocolBufferException.class)
        .hasMessageContaining("part");
  }

  @Test
  void aFieldThatEndsAfterItsObjectIsRefused() {
    byte[] type =
        message(
            out -> {
              out.writeString(1, "v1");
              out.writeString(2, "Thing");
            });
    byte[] name = message(out -> out.writeString(1, "a name"));
    byte[] short3 = message(out -> out.writeByteArray(2, Arrays.copyOf(name, 3)));
    byte[] rest = Arrays.copyOfRange(name, 3, name.length);
    List<byte[]> parts =
        List.of("k8s\0".getBytes(UTF_8), message(out -> out.writeByteArray(1, type)), short3, rest);

    assertThatThrownBy(() -> object(parts.stream().map(ByteBuffer::wrap).toList()))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  @Test
  void anObjectThatIsNoMessageIsRefused() {
    byte[] number = message(out -> out.writeInt32(2, 7));

    assertThatThrownBy(
            () ->
                object(List.of(ByteBuffer.wrap("k8s\0".getBytes(UTF_8)), ByteBuffer.wrap(number))))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  /** A body that ended early is an error, never an object with fewer fields. */
  @Test
  void aPartOfAnObjectIsRefusedWhereverItWasCut() {
    byte[] whole =
        thing(
            out -> {
              out.writeString(1, "thing");
              out.writeByteArray(8, message(part -> part.writeInt32(2, 300)));
            });
    int object = whole.length - 4;
    for (int length = 0; length < object; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> object(part)).as("%d bytes", length).isInstanceOf(IOException.class);
    }
  }

  @Test
  void itDoesNotMatterHowBytesArrive() throws IOException {
    byte[] whole = thing(out -> out.writeString(1, "a name of many bytes ☄"));
    List<ByteBuffer> bytes = new ArrayList<>();
    for (byte each : whole) {
      bytes.add(ByteBuffer.wrap(new byte[] {each}).asReadOnlyBuffer());
    }
    assertThat(object(bytes)).isEqualTo(object(whole));
  }

  @Test
  void longJsonIsWholeHoweverItArrives() throws IOException {
    int last = 20_000;
    byte[] whole =
        thing(
            out -> {
              for (int number = 0; number < last; number++) {
                out.writeInt64(7, number);
              }
            });
    List<ByteBuffer> parts = new ArrayList<>();
    for (int from = 0; from < whole.length; from += 1000) {
      parts.add(ByteBuffer.wrap(whole, from, Math.min(1000, whole.length - from)));
    }
    String numbers =
        IntStream.range(0, last).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertThat(object(parts))
        .isEqualTo("{\"apiVersion\":\"v1\",\"kind\":\"Thing\",\"numbers\":[" + numbers + "]}")
        .isEqualTo(object(whole));
  }
}
