package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourcePositionTest {
  private final SourcePosition position = new SourcePosition();

  private void list(String resourceVersion) {
    position.beginList();
    position.endList();
    assertThat(position.advance(resourceVersion)).isTrue();
  }

  @Test
  void nothingIsReachedBeforeTheFirstList() {
    assertThat(position.listing()).isTrue();
    assertThat(position.isAt("1")).isFalse();
    assertThat(position.appliedOfEpoch()).isNull();
    list("100");
    assertThat(position.listing()).isFalse();
    assertThat(position.isAt("100")).isTrue();
    assertThat(position.isAt("101")).isFalse();
    assertThat(position.appliedOfEpoch()).isEqualTo("100");
  }

  @Test
  void withinAnEpochItNeverGoesBack() {
    list("100");
    assertThat(position.advance("99")).isFalse();
    assertThat(position.advance("100")).isFalse();
    assertThat(position.applied()).isEqualTo("100");
    assertThat(position.advance("101")).isTrue();
    assertThat(position.applied()).isEqualTo("101");
  }

  @Test
  void aNewEpochMayBeginBelow() {
    list("100");
    position.beginEpoch();
    assertThat(position.listed()).isFalse();
    assertThat(position.applied()).as("of the epoch before").isEqualTo("100");
    assertThat(position.appliedOfEpoch()).isNull();
    assertThat(position.isAt("50")).isFalse();
    list("50");
    assertThat(position.applied()).isEqualTo("50");
  }

  @Test
  void aListThatTheServerForcesKeepsTheEpochAndReachesNothingUntilItsEnd() {
    list("100");
    position.beginList();
    assertThat(position.isAt("100")).isFalse();
    assertThat(position.listed()).isTrue();
    assertThat(position.appliedOfEpoch()).isEqualTo("100");
    position.endList();
    assertThat(position.advance("90")).isFalse();
    assertThat(position.isAt("100")).isTrue();
  }

  @Test
  void everyListCountsAndAllButTheFirstOfAnEpochAreRelists() {
    position.beginEpoch();
    long relists = position.relists();
    list("100");
    assertThat(position.relists()).isEqualTo(relists);
    list("110");
    assertThat(position.relists()).isEqualTo(relists + 1);
    position.beginEpoch();
    assertThat(position.relists()).isEqualTo(relists + 2);
    assertThat(position.lists()).isEqualTo(2);
  }

  @Test
  void whatWasRefusedIsNotListed() {
    list("100");
    position.refuse();
    assertThat(position.listed()).isFalse();
    assertThat(position.appliedOfEpoch()).isNull();
  }
}
