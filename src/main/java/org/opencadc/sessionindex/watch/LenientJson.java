package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Streaming reads that take an unexpected shape as absent. Every read begins at the first token of
 * a value and ends at its last; a reader of fields may leave a value untouched.
 */
final class LenientJson {

  private static final int MAX_DIGITS = 20;

  private LenientJson() {}

  /** Reads the value of one field of an object. */
  interface FieldReader {
    void read(String field, JsonParser value) throws IOException;
  }

  /** Reads one element of an array. */
  interface ElementReader {
    void read(JsonParser value) throws IOException;
  }

  static void fields(JsonParser value, FieldReader reader) throws IOException {
    if (value.currentToken() != JsonToken.START_OBJECT) {
      value.skipChildren();
      return;
    }
    while (value.nextToken() == JsonToken.FIELD_NAME) {
      String field = value.currentName();
      value.nextToken();
      reader.read(field, value);
      // leaves what was read alone, since that ends with an end token or a scalar
      value.skipChildren();
    }
  }

  static void elements(JsonParser value, ElementReader reader) throws IOException {
    if (value.currentToken() != JsonToken.START_ARRAY) {
      value.skipChildren();
      return;
    }
    while (value.nextToken() != JsonToken.END_ARRAY) {
      reader.read(value);
      value.skipChildren();
    }
  }

  /** A string, or a number or boolean as its text; null for anything else. */
  static String text(JsonParser value) throws IOException {
    return switch (value.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_TRUE, VALUE_FALSE -> value.getText();
      // a tree has forgotten how the number was written, so both ways give the double's text
      case VALUE_NUMBER_FLOAT -> String.valueOf(value.getDoubleValue());
      default -> null;
    };
  }

  /** A whole number, written as a number or a string; null for anything else. */
  static Long whole(JsonParser value) throws IOException {
    JsonToken token = value.currentToken();
    boolean readable = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_STRING;
    if (!readable || value.getTextLength() > MAX_DIGITS) {
      return null;
    }
    try {
      return Long.valueOf(value.getText());
    } catch (NumberFormatException notWhole) {
      return null;
    }
  }

  /** A whole number that fits an int; the default for anything else. */
  static int count(JsonParser value, int otherwise) throws IOException {
    Long number = whole(value);
    return number == null || number.intValue() != number ? otherwise : number.intValue();
  }

  /** Whether the value is true, written as a boolean or a string. */
  static boolean truth(JsonParser value) throws IOException {
    return "true".equals(text(value));
  }
}
