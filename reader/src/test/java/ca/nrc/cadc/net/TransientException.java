package ca.nrc.cadc.net;

/** In place of the class of cadc-util, which Skaha answers with 503. */
public class TransientException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TransientException(String message) {
    super(message);
  }

  public TransientException(String message, Throwable cause) {
    super(message, cause);
  }
}
