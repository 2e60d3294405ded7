package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PortalBillTest {

  @Test
  void theServersAreBilledForWhatIsAboveTheirOwn() {
    PortalBill day = bill(100, 50, 4, 20, 1_000, 3, 500);
    PortalBill quiet = bill(50, 10, 5, 0, 0, 0, 0);

    assertThat(day.above(quiet)).isEqualTo(bill(100, 30, 0, 20, 1_000, 3, 500));
  }

  @Test
  void requestsAreBilledLikeTheServers() {
    PortalBill day =
        bill(100, 0, 0, 0, 0, 0, 0)
            .withRequests(new TreeMap<>(Map.of("GET jobs", 30.0, "PUT jobs", 8.0)));
    PortalBill quiet =
        bill(50, 0, 0, 0, 0, 0, 0)
            .withRequests(new TreeMap<>(Map.of("GET jobs", 10.0, "GET pods", 1.0)));

    assertThat(day.above(quiet).requests()).isEqualTo(Map.of("GET jobs", 10.0, "PUT jobs", 8.0));
  }

  @Test
  void aBillIsTheGrowthOfCounters() {
    PortalBill begin = bill(1_000, 1, 2, 3, 4, 5, 6);
    PortalBill end = bill(1_100, 11, 12, 13, 14, 15, 16);

    assertThat(end.minus(begin)).isEqualTo(bill(100, 10, 10, 10, 10, 10, 10));
  }

  @Test
  void whatTheServersCollectAtTheEndIsOnTheBill() {
    PortalBill end = bill(1_100, 11, 12, 13, 14, 15, 16);
    PortalBill later = bill(1_103, 21, 22, 0, 0, 17, 18);

    assertThat(end.withServers(later)).isEqualTo(bill(1_100, 21, 22, 13, 14, 15, 16));
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

  private static PortalBill bill(
      double seconds,
      double serverCpu,
      double etcdCpu,
      double readerCpu,
      double readerBytes,
      double operatorCpu,
      double operatorBytes) {
    return new PortalBill(
        seconds,
        serverCpu,
        etcdCpu,
        readerCpu,
        readerBytes,
        operatorCpu,
        operatorBytes,
        new TreeMap<>());
  }
}
