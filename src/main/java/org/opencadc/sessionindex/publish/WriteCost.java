package org.opencadc.sessionindex.publish;

/**
 * What was written for one grant.
 *
 * @param objects how many
 * @param bytes of all of them
 * @param largest bytes of the largest, which says how long the next write has to wait
 */
record WriteCost(int objects, int bytes, int largest) {
  static final WriteCost NOTHING = new WriteCost(0, 0, 0);

  /** One object; nothing if it has 0 bytes. */
  static WriteCost one(int bytes) {
    return bytes == 0 ? NOTHING : new WriteCost(1, bytes, bytes);
  }

  WriteCost and(WriteCost other) {
    return new WriteCost(
        objects + other.objects, bytes + other.bytes, Math.max(largest, other.largest));
  }
}
