package org.opencadc.sessionindex.verify;

/** Something that a comparison needs is missing; the message names it. */
public final class CannotCompareException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int code;

  CannotCompareException(String message) {
    this(message, 0);
  }

  CannotCompareException(String message, int code) {
    super(message);
    this.code = code;
  }

  /** Whether the API server refused a permission. */
  boolean forbidden() {
    return code == 403;
  }
}
