package ca.nrc.cadc.net;

/** In place of the class of cadc-util, which Skaha answers with 404. */
public class ResourceNotFoundException extends Exception {
  private static final long serialVersionUID = 1L;

  public ResourceNotFoundException(String message) {
    super(message);
  }
}
