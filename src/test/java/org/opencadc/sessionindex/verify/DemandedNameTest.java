package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencadc.sessionindex.api.SessionSummarySpec;

class DemandedNameTest {
  /** Vectors of the API reference, and ends that it has none for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          adal                | main.adal
          7of9                | main.7of9
          s1                  | main.s1
          public              | main.public
          Adal                | main.adal--261f575008
          a.b                 | main.a-b--2e7336dc8e
          a_b                 | main.a-b--648fa9b31b
          a-b                 | main.a-b
          a--b                | main.a--b--90827a2e56
          A--B                | main.a--b--067f9148b8
          -x-                 | main.x--c6cf95e52d
          -                   | main.x--3973e022e9
          """)
  void ofUsers(String username, String name) {
    assertThat(DemandedName.of(SessionSummarySpec.user("main", username))).isEqualTo(name);
  }

  @Test
  void ofLongUsers() {
    String fifty = "a".repeat(50);
    String trimmed = "a".repeat(49);

    assertThat(ofUser(fifty)).isEqualTo("main." + fifty);
    assertThat(ofUser(fifty + "b")).isEqualTo("main." + fifty + "--327f7722ce");
    assertThat(ofUser("a".repeat(63))).isEqualTo("main." + fifty + "--7d3e74a05d");
    assertThat(ofUser(trimmed + "-bcd")).isEqualTo("main." + trimmed + "--39874f4830");
  }

  private static String ofUser(String username) {
    return DemandedName.of(SessionSummarySpec.user("main", username));
  }

  @Test
  void ofWhatIsNoUsersFirstSlice() {
    assertThat(DemandedName.of(SessionSummarySpec.platform("main"))).isEqualTo("main");
    assertThat(DemandedName.of(SessionSummarySpec.slice("main", "a.b", 2)))
        .isEqualTo("main.a-b--2e7336dc8e.s2");
    assertThat(DemandedName.of(SessionSummarySpec.publicRows("main", 0)))
        .isEqualTo("main.public--0");
    assertThat(DemandedName.of(SessionSummarySpec.publicRows("main", 12)))
        .isEqualTo("main.public--12");
  }
}
