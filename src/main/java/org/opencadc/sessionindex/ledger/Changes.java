package org.opencadc.sessionindex.ledger;

import java.util.Set;

/**
 * The scopes that an event changed.
 *
 * @param platform whether any platform figure may have changed
 * @param users the users whose figures or rows changed; two on a change of owner
 * @param publicRows whether a public row came, went or changed; its user is among the users then
 */
public record Changes(boolean platform, Set<String> users, boolean publicRows) {

  /** Nothing changed. */
  public static final Changes NONE = new Changes(false, Set.of(), false);

  /** Platform figures changed, no user's. */
  public static final Changes PLATFORM = new Changes(true, Set.of(), false);

  /** Whether nothing changed. */
  public boolean none() {
    return !platform && users.isEmpty();
  }
}
