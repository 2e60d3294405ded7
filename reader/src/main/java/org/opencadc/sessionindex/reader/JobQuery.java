package org.opencadc.sessionindex.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which Jobs a LIST asks for.
 *
 * @param username null for any
 * @param id null for any
 * @param interactive without the headless ones
 */
record JobQuery(String username, String id, boolean interactive) {
  private static final int LONGEST_LABEL = 63;
  private static final Pattern LABEL_VALUE =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");

  static final JobQuery EVERYTHING = new JobQuery(null, null, false);

  /** Refuses what cannot be the value of a label: Skaha answers 400, and no Job can have it. */
  static String labelValue(String what, String value) {
    if (value.length() > LONGEST_LABEL || !LABEL_VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(what + " is not a label value");
    }
    return value;
  }

  /** Those of one session of a user, desktop apps too; refuses what cannot be a label value. */
  static JobQuery ofSession(String username, String id, boolean interactive) {
    return new JobQuery(labelValue("username", username), labelValue("id", id), interactive);
  }

  /** The selectors that together find all of them; one null when everything is asked for. */
  List<String> selectors(List<LabelGeneration> generations) {
    List<String> selectors = new ArrayList<>();
    if (username == null && id == null) {
      selectors.add(null);
      return selectors;
    }
    for (LabelGeneration generation : generations) {
      List<String> parts = new ArrayList<>();
      if (id != null) {
        parts.add(generation.id() + "=" + id);
      }
      if (username != null) {
        parts.add(generation.username() + "=" + username);
      }
      if (interactive) {
        parts.add(generation.kind() + "!=headless");
      }
      selectors.add(String.join(",", parts));
    }
    return selectors;
  }

  /** Whether a session that a selector found is asked for: of two generations one may differ. */
  boolean matches(Session session) {
    return (username == null || username.equals(session.username()))
        && (id == null || id.equals(session.id()))
        && (!interactive || session.interactive());
  }
}
