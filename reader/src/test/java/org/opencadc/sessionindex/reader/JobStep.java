package org.opencadc.sessionindex.reader;

/** What happens to a Job that is there. */
enum JobStep {
  /** Its Pod is there and not ready. */
  START,
  /** Its Pod is ready. */
  READY,
  /** It fails, which it does once: the API server refuses a count of failures that goes back. */
  FAIL,
  /** It is deleted. */
  DELETE
}
