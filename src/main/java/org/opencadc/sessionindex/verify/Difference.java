package org.opencadc.sessionindex.verify;

/**
 * One figure that is not published as it should be.
 *
 * @param scope "platform" or "user " and the username
 * @param field path of the field in the summary's status, for instance resources.allocated.cpu
 * @param expected by the recount; "absent" when it should not be there
 * @param published as found; "absent" when it is not there
 */
public record Difference(String scope, String field, String expected, String published) {
  /** Scope of the platform summary. */
  public static final String PLATFORM = "platform";

  static final String ABSENT = "absent";
  static final String PRESENT = "present";

  /** Scope of a user's summary. */
  public static String user(String username) {
    return "user " + username;
  }
}
