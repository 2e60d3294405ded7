package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PopulationTest {

  @ParameterizedTest
  @ValueSource(ints = {100, 300, 5000, 7777, 50_000})
  void allSessionsAreSomebodysAndNobodyHasNone(int sessions) {
    Population population = Population.of(sessions);

    assertThat(population.sessions()).isEqualTo(sessions);
    assertThat(population.users()).allMatch(user -> user.sessions() >= 1);
    assertThat(population.users()).extracting(Population.User::name).doesNotHaveDuplicates();
  }

  @Test
  void ofFiveThousandOneUserHasManyAndMostHaveFew() {
    Population population = Population.of(5000);

    assertThat(population.users()).hasSize(400);
    assertThat(population.largest().sessions()).isEqualTo(1900);
    assertThat(population.users()).filteredOn(user -> user.sessions() <= 5).hasSizeGreaterThan(200);
    assertThat(population.smallest().sessions()).isLessThanOrEqualTo(3);
  }
}
