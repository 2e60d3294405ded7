package org.opencadc.sessionindex.reader;

/**
 * Neither a summary nor a LIST gave an answer in time. Skaha answers 503 if it is turned into its
 * TransientException, and 500 as it is.
 */
public final class IndexReadException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int code;

  IndexReadException(String message, int code, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** HTTP status of the API server's answer; 0 when there was none. */
  public int code() {
    return code;
  }
}
