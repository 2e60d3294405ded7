package org.opencadc.sessionindex.http;

import java.io.IOException;

/**
 * The API server did not answer, or not with success. The message names the request's verb and the
 * code alone: bodies and object names may hold session ids.
 */
public final class ApiRefused extends IOException {
  private static final long serialVersionUID = 1L;

  /** Code of a request that got no answer in time. */
  public static final int NO_ANSWER = 0;

  private final int code;

  /** A refusal with an HTTP status code, or {@link #NO_ANSWER}. */
  public ApiRefused(String what, int code, String detail) {
    super(what + (code == NO_ANSWER ? ": no answer" : ": HTTP " + code) + detail);
    this.code = code;
  }

  /** HTTP status code, or {@link #NO_ANSWER}. */
  public int code() {
    return code;
  }

  /** Whether the request may have been carried out: nobody has said that it was not. */
  public boolean mayBeDone() {
    return code == NO_ANSWER || code >= 500;
  }

  /** Whether the API server said that the permission or the token is missing. */
  public boolean denied() {
    return code == 401 || code == 403;
  }
}
