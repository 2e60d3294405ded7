package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InternerTest {

  private final Interner interner = new Interner(4);

  @Test
  void sharesEqualValues() {
    String first = interner.share(fresh("user"));
    assertThat(interner.share(fresh("user"))).isSameAs(first);
    List<Long> groups = interner.share(List.of(70010L));
    assertThat(interner.share(List.of(70010L))).isSameAs(groups);
    assertThat(interner.<String>share(null)).isNull();
  }

  @Test
  void valuesThatOccurOnceDoNotPushOutRepeatedOnes() {
    for (int i = 0; i < 1000; i++) {
      interner.share("once" + i);
    }
    interner.share(fresh("repeated"));
    String repeated = interner.share(fresh("repeated"));
    for (int i = 0; i < 1000; i++) {
      interner.share("again" + i);
    }
    assertThat(interner.share(fresh("repeated"))).isSameAs(repeated);
  }

  @Test
  void neverMistakesOneValueForAnother() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 1000; i++) {
        assertThat(interner.share("value" + i)).isEqualTo("value" + i);
        assertThat(interner.share((long) i)).isEqualTo(i);
      }
    }
  }

  private static String fresh(String text) {
    return String.join("", text, "");
  }
}
