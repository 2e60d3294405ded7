package org.opencadc.sessionindex.verify;

/**
 * One figure that is not published as it should be.
 *
 * @param scope "platform", "public", or "user " and the username
 * @param field path of the field in the summary's status, for instance resources.allocated.cpu; or
 *     of one in its metadata, for instance metadata.name
 * @param expected by the recount; "absent" when it should not be there
 * @param published as found; "absent" when it is not there
 */
public record Difference(String scope, String field, String expected, String published) {
  /** Scope of the platform summary. */
  public static final String PLATFORM = "platform";

  static final String ABSENT = "absent";
  static final String PRESENT = "present";

  private static final String USER = "user ";

  /** Scope of a user's summary. */
  public static String user(String username) {
    return USER + username;
  }

  /** The user whose summary this is about; null for the platform. */
  String username() {
    return username(scope);
  }

  /** The user whose summary a scope is; null for the others. */
  static String username(String scope) {
    return scope.startsWith(USER) ? scope.substring(USER.length()) : null;
  }
}
