package org.opencadc.sessionindex.protobuf;

import java.util.Arrays;

/**
 * The fields of a message that are read, by their numbers; all others are skipped. Numbers and
 * types are those of Kubernetes' generated.proto files, where a number never gets another meaning.
 * Immutable.
 */
public final class Shape {

  /** How often a field is there. */
  enum Arity {
    ONE,
    MANY,
    MAP
  }

  /**
   * A field as JSON names it.
   *
   * @param form null for a message
   * @param message null for a value; with a map, form is that of its values
   */
  public record Field(int number, String name, Arity arity, Form form, Shape message) {}

  private final Field[] byNumber;

  private Shape(Field[] byNumber) {
    this.byNumber = byNumber;
  }

  /** A shape of these fields. */
  public static Shape of(Field... fields) {
    int largest = Arrays.stream(fields).mapToInt(Field::number).max().orElse(0);
    var byNumber = new Field[largest + 1];
    for (Field field : fields) {
      byNumber[field.number()] = field;
    }
    return new Shape(byNumber);
  }

  /** A field that is there once, or not. */
  public static Field one(int number, String name, Form form) {
    return new Field(number, name, Arity.ONE, form, null);
  }

  /** A message that is there once, or not. */
  public static Field one(int number, String name, Shape message) {
    return new Field(number, name, Arity.ONE, null, message);
  }

  /** A repeated value, an array in JSON. */
  public static Field many(int number, String name, Form form) {
    return new Field(number, name, Arity.MANY, form, null);
  }

  /** A repeated message, an array in JSON. */
  public static Field many(int number, String name, Shape message) {
    return new Field(number, name, Arity.MANY, null, message);
  }

  /** A map from strings, an object in JSON. */
  public static Field map(int number, String name, Form values) {
    return new Field(number, name, Arity.MAP, values, null);
  }

  /** Null for a field that is skipped. */
  Field field(int number) {
    return number < byNumber.length ? byNumber[number] : null;
  }
}
