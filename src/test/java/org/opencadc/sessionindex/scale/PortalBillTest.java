package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.scale.PortalBill.Clients;
import org.opencadc.sessionindex.scale.PortalBill.Servers;

class PortalBillTest {
  private static final Clients NOBODY = new Clients(0, 0, 0, 0);

  @Test
  void theServersAreBilledForWhatIsAboveTheirOwn() {
    Clients clients = new Clients(20, 1_000, 3, 500);
    PortalBill day = new PortalBill(100, servers(50, 4, Map.of()), clients);
    PortalBill quiet = new PortalBill(50, servers(10, 5, Map.of()), NOBODY);

    assertThat(day.above(quiet)).isEqualTo(new PortalBill(100, servers(30, 0, Map.of()), clients));
  }

  @Test
  void requestsAreBilledLikeTheServers() {
    Map<String, Double> asked = Map.of("GET jobs", 30.0, "PUT jobs", 8.0);
    Map<String, Double> anyhow = Map.of("GET jobs", 10.0, "GET pods", 1.0);
    PortalBill day = new PortalBill(100, servers(0, 0, asked), NOBODY);
    PortalBill quiet = new PortalBill(50, servers(0, 0, anyhow), NOBODY);

    assertThat(day.above(quiet).servers().requests())
        .isEqualTo(Map.of("GET jobs", 10.0, "PUT jobs", 8.0));
  }

  @Test
  void aBillIsTheGrowthOfCounters() {
    PortalBill begin =
        new PortalBill(1_000, servers(1, 2, Map.of("GET jobs", 7.0)), new Clients(3, 4, 5, 6));
    PortalBill end =
        new PortalBill(
            1_100, servers(11, 13, Map.of("GET jobs", 9.0)), new Clients(15, 17, 19, 21));

    assertThat(end.minus(begin))
        .isEqualTo(
            new PortalBill(
                100, servers(10, 11, Map.of("GET jobs", 2.0)), new Clients(12, 13, 14, 15)));
  }

  @Test
  void whatTheServersCollectAtTheEndIsOnTheBill() {
    Clients clients = new Clients(13, 14, 15, 16);
    PortalBill end = new PortalBill(1_100, servers(11, 12, Map.of()), clients);
    Servers later = servers(21, 22, Map.of());

    assertThat(end.withServers(later)).isEqualTo(new PortalBill(1_100, later, clients));
  }

  @Test
  void theMiddleOneIsByCpuInTheSameTime() {
    PortalBill most = new PortalBill(10, servers(5, 0, Map.of()), NOBODY);
    PortalBill middle = new PortalBill(100, servers(20, 0, Map.of()), NOBODY);
    PortalBill least = new PortalBill(100, servers(10, 0, Map.of()), NOBODY);

    assertThat(PortalBill.middle(List.of(most, least, middle))).isEqualTo(middle);
  }

  @Test
  void readersAndOperatorAreSummed() {
    Clients clients = new Clients(20, 1_000, 3, 500);

    assertThat(clients.cpu()).isEqualTo(23);
    assertThat(clients.bytes()).isEqualTo(1_500);
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

  private static Servers servers(double cpu, double etcdCpu, Map<String, Double> requests) {
    return new Servers(cpu, etcdCpu, new TreeMap<>(requests));
  }
}
