package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of KEP-753, KEP-2837 and of Skaha's own Job shape. */
class PodRequestsTest {

  @Test
  void appContainersAddUp() {
    assertThat(demand(apps(1, 2)).allocated()).isEqualTo(Amounts.cores(3));
    assertThat(demand(apps(1, 2)).effective()).isEqualTo(Amounts.cores(3));
  }

  @Test
  void aLargeInitContainerIsThePeak() {
    PodDemand demand = demand(apps(1, 2), init(5), init(4));

    assertThat(demand.allocated()).isEqualTo(Amounts.cores(3));
    assertThat(demand.effective()).isEqualTo(Amounts.cores(5));
  }

  @Test
  void aSidecarRunsBesideWhatComesAfterIt() {
    assertThat(demand(apps(1), sidecar(2), init(5)).effective()).isEqualTo(Amounts.cores(7));
    assertThat(demand(apps(1), init(5), sidecar(2)).effective()).isEqualTo(Amounts.cores(5));
    assertThat(demand(apps(1), init(5), sidecar(2), sidecar(3)).effective())
        .isEqualTo(Amounts.cores(6));
    assertThat(demand(apps(1), sidecar(2), init(5), sidecar(3), init(3)).effective())
        .isEqualTo(Amounts.cores(8));
    assertThat(demand(apps(1), sidecar(2)).allocated()).isEqualTo(Amounts.cores(1));
  }

  @Test
  void resourcesPeakEachByItself() {
    ContainerRequests init = new ContainerRequests(false, new ResourceVector(100, 900, Map.of()));
    ContainerRequests app =
        new ContainerRequests(false, new ResourceVector(800, 200, Map.of("a/b", 1L)));

    assertThat(
            new PodRequests(List.of(init), List.of(app), ResourceVector.ZERO, null, null, 0)
                .demand()
                .effective())
        .isEqualTo(new ResourceVector(800, 900, Map.of("a/b", 1L)));
  }

  @Test
  void overheadComesOnTopOfEffectiveOnly() {
    PodDemand demand =
        new PodRequests(List.of(init(5)), apps(1), Amounts.cores(2), null, null, 4).demand();

    assertThat(demand).isEqualTo(new PodDemand(Amounts.cores(1), Amounts.cores(7), 4));
    ContainerRequests limited = new ContainerRequests(false, Amounts.cores(1), Amounts.cores(8));
    assertThat(
            new PodRequests(
                    List.of(limited), List.of(limited, limited), ResourceVector.ZERO, null, null, 0)
                .demand()
                .limits())
        .isEqualTo(Amounts.cores(16));
  }

  @Test
  void thePodLevelReplacesWhatItNames() {
    ContainerRequests app =
        new ContainerRequests(false, new ResourceVector(1000, 50, Map.of("a/b", 1L)));
    PodRequests cpuOnly =
        new PodRequests(
            List.of(init(9)), List.of(app), new ResourceVector(10, 5, Map.of()), 3000L, null, 0);
    PodRequests both = new PodRequests(List.of(), List.of(app), ResourceVector.ZERO, 0L, 70L, 0);

    assertThat(cpuOnly.demand().effective())
        .isEqualTo(new ResourceVector(3010, 55, Map.of("a/b", 1L)));
    assertThat(cpuOnly.demand().allocated()).isEqualTo(app.requests());
    assertThat(both.demand().effective()).isEqualTo(new ResourceVector(0, 70, Map.of("a/b", 1L)));
  }

  @Test
  void aPodWithoutRequestsAsksForNothing() {
    assertThat(demand(List.of())).isEqualTo(PodDemand.NONE);
  }

  private static PodDemand demand(List<ContainerRequests> apps, ContainerRequests... inits) {
    return new PodRequests(Arrays.asList(inits), apps, ResourceVector.ZERO, null, null, 0).demand();
  }

  private static List<ContainerRequests> apps(Integer... cores) {
    return Arrays.stream(cores).map(PodRequestsTest::init).toList();
  }

  private static ContainerRequests init(int cores) {
    return new ContainerRequests(false, Amounts.cores(cores));
  }

  private static ContainerRequests sidecar(int cores) {
    return new ContainerRequests(true, Amounts.cores(cores));
  }
}
