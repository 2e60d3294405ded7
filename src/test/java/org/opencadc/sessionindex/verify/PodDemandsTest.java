package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.Resources.Amounts;

class PodDemandsTest {

  @Test
  void initPeakCountsTheSidecarsBeforeIt() {
    PodSpec spec =
        spec(
            """
            containers:
            - {resources: {requests: {cpu: 1, memory: 1Gi}}}
            initContainers:
            - {resources: {requests: {cpu: 3, memory: 10Mi}}}
            - {restartPolicy: Always, resources: {requests: {cpu: 500m, memory: 100Mi}}}
            - {resources: {requests: {cpu: 3, memory: 10Mi}}}
            overhead: {cpu: 250m, memory: 1Mi}
            """);

    assertThat(PodDemands.allocated(spec).published()).isEqualTo(amounts("1", 1024));
    assertThat(PodDemands.scheduled(spec).published()).isEqualTo(amounts("3.75", 1125));
  }

  @Test
  void podLevelReplacesTheContainersButNotTheOverhead() {
    PodSpec spec =
        spec(
            """
            resources: {requests: {cpu: 2}, limits: {cpu: 4, memory: 8Gi}}
            containers:
            - {resources: {requests: {cpu: 1, memory: 1Gi}}}
            overhead: {cpu: 250m}
            """);

    assertThat(PodDemands.scheduled(spec).published()).isEqualTo(amounts("2.25", 1024));
  }

  @Test
  void podLevelLimitStandsForARequestThatNothingMakes() {
    PodSpec spec =
        spec(
            """
            resources: {limits: {cpu: 4, memory: 8Mi}}
            containers: [{resources: {}}]
            """);

    assertThat(PodDemands.scheduled(spec).published()).isEqualTo(amounts("4", 8));
    assertThat(PodDemands.allocated(spec).published()).isEqualTo(amounts("0", 0));
  }

  @Test
  void unreadableQuantitiesCountAsNothing() {
    PodSpec spec =
        spec(
            """
            resources: {requests: {cpu: -1}}
            containers:
            - {resources: {requests: {cpu: 1, memory: 2Ei, nvidia.com/gpu: -1}}}
            """);

    assertThat(PodDemands.scheduled(spec).published()).isEqualTo(amounts("1", 0));
  }

  @Test
  void missingRequestIsTheLimit() {
    PodSpec spec =
        spec(
            """
            containers:
            - {resources: {requests: {memory: 1Mi}, limits: {cpu: 100m, memory: 2Mi}}}
            - {}
            """);

    assertThat(PodDemands.allocated(spec).published()).isEqualTo(amounts("0.1", 1));
  }

  @Test
  void cpuRoundsUpToMilliAndForeignNamesAreExtended() {
    PodSpec spec =
        spec(
            """
            containers:
            - resources:
                requests:
                  cpu: 100u
                  memory: 1500m
                  ephemeral-storage: 1Gi
                  hugepages-2Mi: 4Mi
                  nvidia.com/gpu: 2
                  example.com/none: 0
                  x.kubernetes.io/batch-cpu: 5
            """);

    Amounts amounts = PodDemands.scheduled(spec).published();
    assertThat(amounts.cpu()).isEqualTo("0.001");
    assertThat(amounts.memory()).isEqualTo("2");
    assertThat(amounts.extended()).containsOnlyKeys("nvidia.com/gpu");
  }

  private static Amounts amounts(String cpu, long mebibytes) {
    return new Amounts(cpu, String.valueOf(mebibytes << 20), Map.of());
  }

  private static PodSpec spec(String yaml) {
    return Given.SERIALIZATION.unmarshal(yaml, PodSpec.class);
  }
}
