package org.opencadc.sessionindex.ledger;

import java.util.Set;

/**
 * The scopes that an event changed.
 *
 * @param platform whether any platform figure may have changed
 * @param users the users whose figures or rows changed; two on a change of owner
 */
public record Changes(boolean platform, Set<String> users) {

  /** Nothing changed. */
  public static final Changes NONE = new Changes(false, Set.of());

  /** Platform figures changed, no user's. */
  public static final Changes PLATFORM = new Changes(true, Set.of());

  /** Whether nothing changed. */
  public boolean none() {
    return !platform && users.isEmpty();
  }
}
