package org.opencadc.sessionindex.ledger;

import java.util.HashSet;
import java.util.Set;

/** Gathers the scopes that one call changes. Most name one user, and pay for no set. */
final class ChangeSet {
  private boolean platform;
  private boolean publicRows;
  private String firstUser;
  private Set<String> users;

  void platform() {
    platform = true;
  }

  void publicRows() {
    publicRows = true;
  }

  void user(String username) {
    if (firstUser == null) {
      firstUser = username;
    } else if (users != null) {
      users.add(username);
    } else if (!firstUser.equals(username)) {
      users = new HashSet<>();
      users.add(firstUser);
      users.add(username);
    }
  }

  Changes changes() {
    if (firstUser == null) {
      return platform ? Changes.PLATFORM : Changes.NONE;
    }
    return new Changes(platform, users == null ? Set.of(firstUser) : Set.copyOf(users), publicRows);
  }
}
