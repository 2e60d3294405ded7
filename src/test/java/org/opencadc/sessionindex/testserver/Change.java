package org.opencadc.sessionindex.testserver;

/**
 * One write.
 *
 * @param object the object as the event shows it; of a deletion the last state with the deletion's
 *     version
 * @param before the state before, null for a creation
 */
record Change(Kind kind, Stored object, Stored before) {
  enum Kind {
    ADDED,
    MODIFIED,
    DELETED
  }

  ResourceType type() {
    return object.type();
  }

  long version() {
    return object.version();
  }
}
