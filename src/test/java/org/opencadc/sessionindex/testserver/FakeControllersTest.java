package org.opencadc.sessionindex.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeControllersTest {
  private static final String NS = "skaha-workload";

  private final ApiServer server = ApiServer.start(Clock.systemUTC()).namespace(NS);
  private final KubernetesClient client = server.client();
  private final FakeControllers controllers = FakeControllers.start(server);
  private final SkahaJobs sessions = SkahaJobs.seeded(7, NS);

  @AfterEach
  void stop() {
    controllers.close();
    client.close();
    server.close();
  }

  private Job create(SkahaSession session) {
    return client.resource(session.job()).create();
  }

  private void eventually(Job job, Consumer<Job> assertion) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(8))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertion.accept(client.resource(job).get()));
  }

  private List<Pod> pods() {
    return client.pods().inNamespace(NS).list().getItems();
  }

  private static List<String> trueConditions(Job job) {
    return job.getStatus().getConditions().stream()
        .filter(c -> c.getStatus().equals("True"))
        .map(c -> c.getType())
        .toList();
  }

  @Test
  void aJobRunsToCompletion() {
    client.resource(SkahaNodes.worker(1)).create();
    Job job =
        create(sessions.session("headless", "adal").runFor(Duration.ofMillis(400)).ttlSeconds(1));
    eventually(
        job,
        now -> {
          assertThat(now.getStatus().getActive()).isEqualTo(1);
          assertThat(now.getStatus().getReady()).isEqualTo(1);
          assertThat(now.getStatus().getStartTime()).isNotNull();
        });
    Pod pod = pods().get(0);
    assertThat(pod.getSpec().getNodeName()).isEqualTo("worker-001");
    assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
    assertThat(pod.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.getUid()).isEqualTo(job.getMetadata().getUid());
              assertThat(o.getController()).isTrue();
            });
    assertThat(pod.getMetadata().getLabels())
        .containsEntry("batch.kubernetes.io/job-name", job.getMetadata().getName())
        .containsEntry("canfar.net/username", "adal");
    eventually(
        job,
        now -> {
          assertThat(now.getStatus().getSucceeded()).isEqualTo(1);
          assertThat(now.getStatus().getActive()).isNull();
          assertThat(now.getStatus().getCompletionTime()).isNotNull();
          assertThat(trueConditions(now)).contains("Complete");
        });
    eventually(job, now -> assertThat(now).isNull());
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> pods().isEmpty());
  }

  @Test
  void aFailingHeadlessJobFails() {
    client.resource(SkahaNodes.worker(1)).create();
    Job job = create(sessions.session("headless", "adal").failAfter(Duration.ofMillis(20)));
    eventually(
        job,
        now -> {
          assertThat(now.getStatus().getFailed()).isEqualTo(1);
          assertThat(trueConditions(now)).containsExactly("FailureTarget", "Failed");
        });
    assertThat(pods())
        .singleElement()
        .satisfies(p -> assertThat(p.getStatus().getPhase()).isEqualTo("Failed"));
  }

  @Test
  void aPodWithoutRoomWaitsForANode() {
    Job job = create(sessions.session("notebook", "adal").fixed("2", "16Gi").gpus(1));
    client.resource(SkahaNodes.worker(1)).create();
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> pods().size() == 1);
    assertThat(pods().get(0).getStatus().getConditions())
        .filteredOn(c -> c.getType().equals("PodScheduled"))
        .singleElement()
        .satisfies(c -> assertThat(c.getReason()).isEqualTo("Unschedulable"));
    assertThat(client.resource(job).get().getStatus().getReady()).isZero();
    client.resource(SkahaNodes.gpu(1)).create();
    eventually(job, now -> assertThat(now.getStatus().getReady()).isEqualTo(1));
    assertThat(pods().get(0).getSpec().getNodeName()).isEqualTo("gpu-001");
  }

  @Test
  void aSuspendedJobHasNoPodAndNoStart() {
    client.resource(SkahaNodes.worker(1)).create();
    Job job = create(sessions.session("notebook", "adal").queue("q"));
    eventually(job, now -> assertThat(trueConditions(now)).containsExactly("Suspended"));
    assertThat(pods()).isEmpty();
    suspend(job, false);
    eventually(job, now -> assertThat(now.getStatus().getReady()).isEqualTo(1));
    suspend(job, true);
    eventually(
        job,
        now -> {
          assertThat(now.getStatus().getStartTime()).isNull();
          assertThat(now.getStatus().getActive()).isNull();
          assertThat(now.getStatus().getTerminating()).isZero();
        });
    assertThat(pods()).isEmpty();
    suspend(job, false);
    eventually(job, now -> assertThat(now.getStatus().getReady()).isEqualTo(1));
  }

  private void suspend(Job job, boolean wanted) {
    client
        .resource(job)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":" + wanted + "}}");
  }

  @Test
  void aJobPastItsDeadlineFails() {
    client.resource(SkahaNodes.worker(1)).create();
    Job job = create(sessions.session("carta", "adal").deadlineSeconds(1));
    eventually(
        job,
        now -> {
          assertThat(trueConditions(now)).contains("Failed");
          assertThat(now.getStatus().getFailed()).isEqualTo(1);
        });
    assertThat(pods()).isEmpty();
  }

  @Test
  void deletingADesktopTakesItsAppsAndPodsAlong() {
    client.resource(SkahaNodes.worker(1)).create();
    SkahaSession session = sessions.session("desktop", "adal");
    Job desktop = create(session);
    Job app = create(sessions.desktopApp(desktop, session));
    eventually(app, now -> assertThat(now.getStatus().getReady()).isEqualTo(1));
    client.resource(desktop).delete();
    eventually(app, now -> assertThat(now).isNull());
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> pods().isEmpty());
  }

  @Test
  void sessionsLookLikeSkahas() {
    SkahaJobs one = SkahaJobs.seeded(3, NS);
    SkahaJobs two = SkahaJobs.seeded(3, NS);
    for (int i = 0; i < 50; i++) {
      Job job = one.any(20).job();
      assertThat(job).isEqualTo(two.any(20).job());
      assertThat(Serialization.asJson(job).replaceAll("\\s", "")).hasSizeGreaterThan(4000);
    }
    Job legacy =
        one.session("notebook", "c.o_dell").generation(SkahaSession.Generation.LEGACY).job();
    assertThat(legacy.getMetadata().getName()).startsWith("skaha-notebook-c-o-dell-");
    assertThat(legacy.getMetadata().getLabels())
        .containsEntry("canfar-net-userid", "c.o_dell")
        .containsEntry("opencadc.org/canfar-job-flexible", "true");
  }

  @Test
  void hundredsOfJobsRunAtOnce() {
    for (int i = 0; i < 10; i++) {
      client.resource(SkahaNodes.node("big-" + i, 10_000, "100Ti", 0)).create();
    }
    for (int i = 0; i < 400; i++) {
      server
          .objects()
          .create(
              ResourceTypes.JOBS,
              NS,
              Json.MAPPER.valueToTree(sessions.session("headless", "u" + i).job()),
              false);
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                server.storage().all(ResourceTypes.JOBS).stream()
                    .allMatch(j -> j.tree().path("status").path("ready").asInt() == 1));
  }
}
