package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PortalBillTest {

  @Test
  void theServersAreBilledForWhatIsAboveTheirOwn() {
    PortalBill day = new PortalBill(100, 50, 4, 20, 1_000, 3, 500);
    PortalBill quiet = new PortalBill(50, 10, 5, 0, 0, 0, 0);

    assertThat(day.above(quiet)).isEqualTo(new PortalBill(100, 30, 0, 20, 1_000, 3, 500));
  }

  @Test
  void aBillIsTheGrowthOfCounters() {
    PortalBill begin = new PortalBill(1_000, 1, 2, 3, 4, 5, 6);
    PortalBill end = new PortalBill(1_100, 11, 12, 13, 14, 15, 16);

    assertThat(end.minus(begin)).isEqualTo(new PortalBill(100, 10, 10, 10, 10, 10, 10));
  }

  @Test
  void whatTheServersCollectAtTheEndIsOnTheBill() {
    PortalBill end = new PortalBill(1_100, 11, 12, 13, 14, 15, 16);
    PortalBill later = new PortalBill(1_103, 21, 22, 0, 0, 17, 18);

    assertThat(end.withServers(later)).isEqualTo(new PortalBill(1_100, 21, 22, 13, 14, 15, 16));
  }

  @Test
  void thePortalsUsersHaveManyAndFewSessions() {
    Population population = Population.of(5_000);

    List<String> users = PortalStep.users(population);

    assertThat(users).hasSize(200).doesNotHaveDuplicates().contains(population.largest().name());
    assertThat(population.users().subList(300, 400))
        .extracting(Population.User::name)
        .anyMatch(users::contains);
  }

  @Test
  void aSmallPlatformsUsersAllHaveThePortalOpen() {
    assertThat(PortalStep.users(Population.of(300))).hasSize(Population.of(300).users().size());
  }
}
