package org.opencadc.sessionindex.ledger;

/**
 * What one generation of Skaha's labels says of a Job, verbatim. An empty label says nothing: a
 * user without a name would have no summary, and Skaha makes no such label.
 *
 * @param id session id, a secret; null when not labelled
 * @param username owner, case-sensitive; null when not labelled
 * @param kind session kind; null when not labelled
 * @param name the user's name for the session; null when not labelled (legacy desktop apps)
 * @param appId id of a desktop app; null on other kinds
 * @param flavor canonical: the flavor label; legacy: "flexible" when the flexible label is "true",
 *     else "fixed" when the fixed label is "true"; null when not labelled
 * @param community canonical only; null when not labelled
 * @param project canonical only; null when not labelled
 */
public record SessionLabels(
    String id,
    String username,
    String kind,
    String name,
    String appId,
    String flavor,
    String community,
    String project) {

  /** Takes an empty label for none. */
  public SessionLabels {
    id = orNull(id);
    username = orNull(username);
    kind = orNull(kind);
    name = orNull(name);
    appId = orNull(appId);
    flavor = orNull(flavor);
    community = orNull(community);
    project = orNull(project);
  }

  private static String orNull(String label) {
    return label == null || label.isEmpty() ? null : label;
  }
}
