package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencadc.sessionindex.api.Quota;
import org.opencadc.sessionindex.api.Resources.Amounts;
import org.opencadc.sessionindex.api.SessionRow;

/** Reasons and quotas that the recount finds in the fixtures. */
class ReasonsFixturesTest {

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        "canonical|c1r2t3a4|Unschedulable|0/24 nodes are available: 3 node(s) had untolerated"
            + " taint(s), 21 Insufficient memory.|2026-08-20T14:04:02Z",
        "canonical|h1e2a3d7|OOMKilled|exit code 137|2026-08-20T14:09:03Z",
        "legacy|h1e2a3d7|OOMKilled|exit code 137|2026-08-20T14:09:03Z",
      })
  void aSessionSaysWhy(String generation, String id, String reason, String message, String since) {
    assertThat(row(generation, id))
        .extracting(SessionRow::reason, SessionRow::message, SessionRow::sinceTime)
        .containsExactly(reason, message, since);
  }

  @Test
  void howASidecarIsStoppedDoesNotHideHowTheAppEnded() {
    List<Pod> pods = Given.pods("fixtures/canonical.podlist.json");
    for (Pod pod : pods) {
      if (pod.getMetadata().getName().contains("h1e2a3d7")) {
        pod.getStatus().getInitContainerStatuses().get(0).setState(stopped());
      }
    }
    Recount recount =
        Recount.of(Given.jobs("fixtures/canonical.joblist.json"), pods, Given.workers(), null);
    assertThat(row(recount, "h1e2a3d7"))
        .extracting(SessionRow::reason, SessionRow::message)
        .containsExactly("OOMKilled", "exit code 137");
  }

  @Test
  void anExpiredSessionSaysSoWhileItsPodStillTerminates() {
    Job job = Given.read("fixtures/canonical.job.notebook-terminating.json", Job.class);
    job.getStatus().setFailed(1);
    Recount recount = Recount.of(List.of(job), List.of(), null, null);
    assertThat(row(recount, "t3rm1nat"))
        .extracting(SessionRow::status, SessionRow::reason, SessionRow::sinceTime)
        .containsExactly("Failed", "DeadlineExceeded", "2026-08-24T14:03:27Z");
    JobCondition failed = new JobConditionBuilder(job.getStatus().getConditions().get(0)).build();
    failed.setType("Failed");
    failed.setLastTransitionTime("2026-08-24T14:03:58Z");
    job.getStatus().setConditions(List.of(job.getStatus().getConditions().get(0), failed));
    assertThat(row(Recount.of(List.of(job), List.of(), null, null), "t3rm1nat").sinceTime())
        .isEqualTo("2026-08-24T14:03:58Z");
  }

  /** Was told to end, after the app of that pod had. */
  private static ContainerState stopped() {
    return new ContainerStateBuilder()
        .withNewTerminated()
        .withExitCode(143)
        .withReason("Error")
        .withFinishedAt("2026-08-20T18:41:14Z")
        .endTerminated()
        .build();
  }

  @Test
  void everyPendingAndFailedSessionSaysWhyAndNoOther() {
    for (String generation : new String[] {"canonical", "legacy"}) {
      Given.fixtures(generation)
          .users()
          .values()
          .forEach(
              user ->
                  user.rows()
                      .forEach(
                          row ->
                              assertThat(row.reason() != null)
                                  .as(row.jobName())
                                  .isEqualTo(
                                      row.status().equals("Pending")
                                          || row.status().equals("Failed"))));
    }
  }

  @Test
  void quotaIsThatOfInteractiveSessionsByFlavor() {
    Quota quota = Given.fixtures("canonical").users().get("adal").quota();

    Map<String, String> gpu = Map.of("nvidia.com/gpu", "1");
    assertThat(quota.fixed().sessions()).isEqualTo(1);
    assertThat(quota.fixed().requests()).isEqualTo(new Amounts("2", "17179869184", gpu));
    assertThat(quota.fixed().limits()).isEqualTo(new Amounts("2", "17179869184", gpu));
    assertThat(quota.flexible().sessions()).isPositive();
    assertThat(Recount.NO_SESSIONS.quota().fixed()).isEqualTo(new Quota.Bucket(0L, null, null));
  }

  private static SessionRow row(String generation, String id) {
    return row(Given.fixtures(generation), id);
  }

  private static SessionRow row(Recount recount, String id) {
    return recount.users().values().stream()
        .flatMap(user -> user.rows().stream())
        .filter(row -> row.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
