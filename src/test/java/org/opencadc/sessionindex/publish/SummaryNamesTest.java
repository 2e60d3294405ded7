package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryNamesTest {
  private static final String DNS_SUBDOMAIN =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

  /** The vectors that readers in other languages check themselves against. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          adal                | main.adal
          c-o-dell            | main.c-o-dell
          7of9                | main.7of9
          s1                  | main.s1
          public              | main.public
          Adal                | main.adal--261f575008
          a.b                 | main.a-b--2e7336dc8e
          a_b                 | main.a-b--648fa9b31b
          a-b                 | main.a-b
          a--b                | main.a--b--90827a2e56
          -                   | main.x--3973e022e9
          ""                  | main.x--e3b0c44298
          josé                | main.jos--d994e1d001
          zoë-x               | main.zo--x--aae5a47156
          """)
  void vectors(String username, String name) {
    assertThat(SummaryNames.ofUser("main", username)).isEqualTo(name);
  }

  @Test
  void longNames() {
    String fifty = "a".repeat(50);
    assertThat(SummaryNames.ofUser("main", fifty)).isEqualTo("main." + fifty);
    assertThat(SummaryNames.ofUser("main", fifty + "b"))
        .isEqualTo("main." + fifty + "--327f7722ce");
    assertThat(SummaryNames.ofUser("main", "a".repeat(63)))
        .isEqualTo("main." + fifty + "--7d3e74a05d");
    assertThat(SummaryNames.ofUser("main", "a".repeat(49) + "-bcd"))
        .as("trimmed again after the cut")
        .isEqualTo("main." + "a".repeat(49) + "--39874f4830");
  }

  @Test
  void slices() {
    assertThat(SummaryNames.ofSlice("main", "adal", 2)).isEqualTo("main.adal.s2");
    assertThat(SummaryNames.ofPublic("main", 0)).isEqualTo("main.public--0").matches(DNS_SUBDOMAIN);
    assertThat(SummaryNames.ofPublic("main", 12)).isEqualTo("main.public--12");
  }

  /** What a user's name has after two hyphens is longer than any number of a slice. */
  @Property(tries = 300)
  void noUserHasTheNameOfAPublicSlice(@ForAll("publicLike") String username) {
    assertThat(SummaryNames.ofUser("main", username)).doesNotMatch("main[.]public--[0-9]{1,4}");
  }

  @Provide
  Arbitrary<String> publicLike() {
    return Arbitraries.strings().withChars("-0129").ofMaxLength(6).map(end -> "public" + end);
  }

  @Test
  void thePlatformHasTheIndexName() {
    assertThat(SummaryNames.ofPlatform("main")).isEqualTo("main");
  }

  @Property(tries = 300)
  void alwaysADnsSubdomain(@ForAll("indexNames") String index, @ForAll String username) {
    assertThat(SummaryNames.ofUser(index, username))
        .matches(DNS_SUBDOMAIN)
        .hasSizeLessThanOrEqualTo(40 + 1 + 50 + 2 + 10)
        .startsWith(index + ".");
  }

  @Property(tries = 300)
  void noTwoUsersShareAName(@ForAll("labelValues") Set<String> usernames) {
    Map<String, String> owners = new HashMap<>();
    for (String username : usernames) {
      assertThat(owners.put(SummaryNames.ofUser("main", username), username)).isNull();
    }
  }

  @Provide
  Arbitrary<String> indexNames() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(40);
  }

  /** Few characters, so that many differ only in what a name cannot hold. */
  @Provide
  Arbitrary<Set<String>> labelValues() {
    return Arbitraries.strings().withChars("aA.-_1").ofMaxLength(63).set().ofMaxSize(50);
  }
}
