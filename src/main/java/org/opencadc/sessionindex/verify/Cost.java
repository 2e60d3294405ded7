package org.opencadc.sessionindex.verify;

/**
 * What requests cost.
 *
 * @param objects how many objects they brought
 * @param bytes of the JSON bodies, as read through raw GETs; headers do not count
 * @param millis from sending the request to having the whole body, without decoding it
 */
public record Cost(long objects, long bytes, long millis) {
  static final Cost NONE = new Cost(0, 0, 0);

  Cost plus(Cost other) {
    return new Cost(objects + other.objects, bytes + other.bytes, millis + other.millis);
  }
}
