package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadsStepTest {

  private static Figures ratios(int sessions) {
    Map<String, ReadCost> costs = new HashMap<>();
    costs.put(ReadTargets.PLATFORM, cost(10_000, 2));
    costs.put(ReadTargets.SMALL_USER, cost(4_000, 1.5));
    costs.put(ReadTargets.BUSIEST_USER, cost(1_000_000, 100));
    costs.put(ReadTargets.LIST_NODES, cost(1_000_000, 8));
    costs.put(ReadTargets.LIST_SMALL_USER, cost(12_000, 30));
    costs.put(ReadTargets.LIST_BUSIEST_USER, cost(20_000_000, 200));
    costs.put(ReadTargets.SMALL_USER_FROM_ETCD, cost(4_000, 4.5));
    costs.put(ReadTargets.LIST_PODS, cost(39_000_000, 700));
    costs.put(ReadTargets.LIST_JOBS, cost(36_000_000, 900));
    Figures figures = new Figures("reads", Path.of("unused"));
    ReadsStep.ratios(costs, sessions, figures);
    return figures;
  }

  private static ReadCost cost(long bytes, double cpu) {
    return new ReadCost(bytes, cpu, List.of());
  }

  @Test
  void aListIsDividedByTheGetThatReplacesIt() {
    Map<String, Figure> found = ratios(5_000).numbers();

    assertThat(found.get("ratio.jobs.bytes").value()).isEqualTo(9_000);
    assertThat(found.get("ratio.smallUser.cpu").value()).isEqualTo(20);
    assertThat(found.get("ratio.busiestUser.bytes").value()).isEqualTo(20);
    assertThat(found.get("ratio.platform.bytes").value()).isEqualTo(4_000);
    assertThat(found.get("ratio.platform.cpu").value()).isEqualTo(354);
    assertThat(found.get("ratio.fromEtcd.cpu").value()).isEqualTo(3);
  }

  @Test
  void aGoalIsJudged() {
    Map<String, Figure> found = ratios(5_000).numbers();

    assertThat(found.get("ratio.jobs.bytes").met()).isFalse();
    assertThat(found.get("ratio.smallUser.cpu").met()).isTrue();
    assertThat(found.get("ratio.platform.bytes").met()).isTrue();
  }

  @Test
  void oneUserMustGainMoreWhereThereAreMoreSessions() {
    assertThat(ratios(5_000).numbers().get("ratio.smallUser.cpu").goal())
        .isEqualTo(Goal.atLeast(10));
    assertThat(ratios(50_000).numbers().get("ratio.smallUser.cpu").goal())
        .isEqualTo(Goal.atLeast(100));
  }

  @Test
  void aSmallPlatformHasNoGoals() {
    assertThat(ratios(300).numbers().values())
        .allSatisfy(figure -> assertThat(figure.goal()).isNull());
  }

  @Test
  void aReadWithoutATickOfCpuHasNoRatio() {
    Map<String, ReadCost> costs = new HashMap<>();
    for (String name :
        List.of(
            ReadTargets.PLATFORM,
            ReadTargets.SMALL_USER,
            ReadTargets.BUSIEST_USER,
            ReadTargets.LIST_NODES,
            ReadTargets.LIST_SMALL_USER,
            ReadTargets.LIST_BUSIEST_USER,
            ReadTargets.SMALL_USER_FROM_ETCD,
            ReadTargets.LIST_PODS,
            ReadTargets.LIST_JOBS)) {
      costs.put(name, cost(1_000, 0));
    }
    Figures figures = new Figures("reads", Path.of("unused"));

    ReadsStep.ratios(costs, 300, figures);

    assertThat(figures.numbers())
        .containsKey("ratio.jobs.bytes")
        .doesNotContainKey("ratio.jobs.cpu");
  }
}
