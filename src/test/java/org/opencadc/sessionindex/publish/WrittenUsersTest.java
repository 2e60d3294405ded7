package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionSummaryStatus.UserWrites;

class WrittenUsersTest {
  private final WrittenUsers users = new WrittenUsers();

  private void write(String user) {
    users.touched(user);
    users.finished(user);
  }

  @Test
  void theNewestComesFirstAndEachWriteCounts() {
    write("adal");
    write("bchen");
    write("adal");

    assertThat(users.told().latest()).containsExactly("adal", "bchen", "adal");
    assertThat(users.told().count()).isEqualTo(3);
    assertThat(users.count()).isEqualTo(3);
  }

  @Test
  void whatWasNotWrittenIsNotTold() {
    users.finished("adal");

    assertThat(users.told().latest()).isEmpty();
    assertThat(users.count()).isZero();
  }

  @Test
  void whatIsUnfinishedIsToldWhenItIsFinishedAndOnce() {
    users.touched("adal");
    users.touched("adal");
    assertThat(users.told().latest()).isEmpty();

    users.finished("adal");
    users.finished("adal");

    assertThat(users.told().latest()).containsExactly("adal");
  }

  @Test
  void onlyTheLatestAreNamedAndAllAreCounted() {
    for (int i = 0; i < 1000; i++) {
      write("user" + i);
    }
    UserWrites told = users.told();

    assertThat(told.count()).isEqualTo(1000);
    assertThat(told.latest()).hasSize(128).startsWith("user999", "user998").endsWith("user872");
  }

  @Test
  void anotherProcessHasAnotherEpoch() {
    assertThat(new WrittenUsers().told().epoch()).isNotEqualTo(users.told().epoch()).hasSize(36);
  }
}
