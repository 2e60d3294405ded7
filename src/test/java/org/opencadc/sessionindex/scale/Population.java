package org.opencadc.sessionindex.scale;

import java.util.ArrayList;
import java.util.List;
import org.opencadc.sessionindex.testserver.SkahaJobs;

/**
 * Who has how many sessions: one user has 38 percent, the k-th of the others a share of 1/k, so
 * that most have one or two.
 *
 * @param users most sessions first; never empty, nobody without a session
 */
record Population(List<User> users) {
  private static final double LARGEST = 0.38;
  private static final double USERS_PER_SESSION = 0.08;
  private static final int MOST_USERS = 1000;

  /** A user and the number of his sessions at the start. */
  record User(String name, int sessions) {}

  /** The users of so many sessions: 400 of 5,000, at most 1,000. */
  static Population of(int sessions) {
    int count = Math.max(2, (int) Math.min(MOST_USERS, Math.round(sessions * USERS_PER_SESSION)));
    int largest = (int) Math.round(sessions * LARGEST);
    int rest = sessions - largest;
    double whole = 0;
    for (int rank = 1; rank < count; rank++) {
      whole += 1.0 / rank;
    }
    List<User> users = new ArrayList<>();
    users.add(new User(SkahaJobs.user(0), largest));
    double owed = 0;
    int given = 0;
    for (int rank = 1; rank < count; rank++) {
      owed += (rest - (count - 1)) / (whole * rank);
      int share = 1 + (int) Math.round(owed) - (given - (rank - 1));
      given += share;
      users.add(new User(SkahaJobs.user(rank), share));
    }
    return new Population(List.copyOf(users));
  }

  /** All their sessions. */
  int sessions() {
    return users.stream().mapToInt(User::sessions).sum();
  }

  /** The user with most sessions. */
  User largest() {
    return users.get(0);
  }

  /** A user with the fewest sessions. */
  User smallest() {
    return users.get(users.size() - 1);
  }
}
