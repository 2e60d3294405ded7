package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opencadc.sessionindex.api.Quota;
import org.opencadc.sessionindex.api.Resources;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.testserver.SkahaJobs;
import org.opencadc.sessionindex.testserver.SkahaSession;

/** What real controllers and a real scheduler write comes to the right reasons and amounts. */
@Tag("cluster")
class ReasonsIT {
  private static final String USER = "adal";

  /** Whose sessions have pods of all forms. */
  private static final String FORMS = "forms";

  @RegisterExtension static final Installation installed = Installation.full();

  private static Published published;

  @BeforeAll
  static void start() throws IOException {
    published = installed.published().createIndex(null);
    installed.cluster().createServedNamespace(FORMS);
    installed.published(FORMS).createIndex(null);
    installed.startOperator(installed.namespace(), FORMS);
    startForms();
  }

  /** Of each form a session that runs, one that fits on no node, and one that is held. */
  private static void startForms() throws IOException {
    Path runtimeClass = installed.cluster().directory().resolve("runtime-class.yaml");
    Files.writeString(runtimeClass, PodForm.RUNTIME_CLASS);
    installed.kubectl("create", "-f", runtimeClass.toString()).orThrow();
    SkahaJobs sessions = SkahaJobs.seeded(19, FORMS);
    for (PodForm form : PodForm.ALL) {
      Job unused = create(form.job(sessions.session("headless", form.name())));
      Job waiting = form.job(sessions.session("headless", form.name()));
      waiting.getSpec().getTemplate().getSpec().setNodeSelector(Map.of("there", "is-none"));
      unused = create(waiting);
      unused = create(form.job(sessions.session("headless", form.name()).suspended(true)));
    }
  }

  @Test
  void amountsAreTheSchedulersForEveryFormOfPod() {
    Published forms = installed.published(FORMS);
    Awaitility.await("amounts")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () -> {
              PodForm.ALL.forEach(form -> assertAmounts(forms.user(form.name()), form));
              assertSums(forms.platform());
            });
    assertKubectlSaysSo();
    forms.awaitEqualToRecount();
  }

  private static void assertAmounts(SessionSummaryStatus user, PodForm form) {
    assertThat(user).as(form.name()).isNotNull();
    assertThat(user.resources())
        .as(form.name())
        .isEqualTo(
            new Resources(null, null, form.allocated(), null, form.effective(), form.queued()));
  }

  private static void assertSums(SessionSummaryStatus platform) {
    assertThat(platform).isNotNull();
    Resources resources = platform.resources();
    assertThat(resources.allocated()).isEqualTo(PodForm.amounts("2400m", "1736Mi"));
    assertThat(resources.effective()).isEqualTo(PodForm.amounts("5700m", "5240Mi"));
    assertThat(resources.pending()).isEqualTo(PodForm.amounts("5700m", "5240Mi"));
    assertThat(resources.queued()).isEqualTo(PodForm.amounts("5200m", "5000Mi"));
  }

  /** What is asserted of each form is what Kubernetes itself makes of its pod. */
  private static void assertKubectlSaysSo() {
    List<String> pods =
        installed
            .kubectl("describe", "nodes")
            .orThrow()
            .out()
            .lines()
            .filter(line -> line.strip().startsWith(FORMS + " "))
            .toList();
    assertThat(pods).hasSameSizeAs(PodForm.ALL);
    for (PodForm form : PodForm.ALL) {
      assertThat(pods)
          .filteredOn(line -> line.contains("-" + form.name() + "-"))
          .singleElement(InstanceOfAssertFactories.STRING)
          .containsPattern(
              " %s \\(\\d+%%\\) +\\S+ \\(\\d+%%\\) +%s \\("
                  .formatted(form.effective().cpu(), form.effective().memory()));
    }
  }

  @Test
  void rowsSayWhatControllersSchedulerAndKubeletsSay() {
    SkahaJobs sessions = SkahaJobs.seeded(11, installed.namespace());
    Duration never = Duration.ofHours(1);
    Job unused = create(sessions.session("notebook", USER).name("large").fixed("5000", "4Gi"));
    unused = create(sessions.session("headless", USER).name("queued").queue("short"));
    unused = create(sessions.session("headless", USER).name("held").suspended(true));
    unused = create(sessions.session("firefly", USER).name("late").deadlineSeconds(5));
    unused =
        create(sessions.session("headless", USER).name("bad").failAfter(Duration.ofSeconds(1)));
    unused = create(sessions.session("notebook", USER).name("good").fixed("1", "4Gi"));
    Job oom = create(sessions.session("headless", USER).name("oom"));
    Job image = create(sessions.session("carta", USER).name("image").startAfter(never));
    Job crash = create(sessions.session("desktop", USER).name("crash").startAfter(never));
    Job creating = create(sessions.session("carta", USER).name("creating").startAfter(never));
    Job fussy = create(sessions.session("notebook", USER).name("fussy").startAfter(never));

    become(oom, ReasonsIT::killed);
    become(image, ReasonsIT::withoutImage);
    become(crash, ReasonsIT::crashing);
    become(creating, pod -> waiting(pod, "ContainerCreating", null));
    become(fussy, ReasonsIT::unready);

    Awaitility.await("reasons")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertReasons(rows()));
    published.awaitEqualToRecount();
    Quota quota = published.user(USER).quota();
    assertThat(quota.fixed().sessions()).isEqualTo(2);
    assertThat(quota.fixed().requests().memory()).isEqualTo("8Gi");
    assertThat(quota.flexible().sessions()).isEqualTo(4);
    assertThat(installed.operator().listsAfterStart()).isZero();
  }

  private static void assertReasons(Map<String, SessionRow> rows) {
    assertThat(rows).hasSize(11);
    assertThat(rows.get("large").reason()).isEqualTo("Unschedulable");
    assertThat(rows.get("large").message()).contains("nodes are available").contains("cpu");
    assertThat(rows.get("queued").reason()).isEqualTo("Queued");
    assertThat(rows.get("queued").message()).isEqualTo("in queue short");
    assertThat(rows.get("held").reason()).isEqualTo("Suspended");
    assertThat(rows.get("late").status()).isEqualTo("Failed");
    assertThat(rows.get("late").reason()).isEqualTo("DeadlineExceeded");
    assertThat(rows.get("bad").reason()).isEqualTo("Error");
    assertThat(rows.get("bad").message()).isEqualTo("exit code 1");
    assertThat(rows.get("good").status()).isEqualTo("Running");
    assertThat(rows.get("good").reason()).isNull();
    assertThat(rows.get("oom").status()).isEqualTo("Failed");
    assertThat(rows.get("oom").reason()).isEqualTo("OOMKilled");
    assertThat(rows.get("oom").message()).isEqualTo("exit code 137");
    assertThat(rows.get("image").reason()).isEqualTo("ImagePullBackOff");
    assertThat(rows.get("image").message()).isEqualTo("Back-off pulling image \"nowhere/none:1\"");
    assertThat(rows.get("crash").reason()).isEqualTo("CrashLoopBackOff");
    assertThat(rows.get("crash").message()).isEqualTo("last ended: OOMKilled, exit code 137");
    assertThat(rows.get("creating").reason()).isEqualTo("ContainerCreating");
    assertThat(rows.get("fussy").status()).isEqualTo("Pending");
    assertThat(rows.get("fussy").reason()).isEqualTo("NotReady");
    assertThat(rows.values())
        .filteredOn(row -> row.reason() != null)
        .allSatisfy(row -> assertThat(row.sinceTime()).as(row.reason()).isNotNull());
  }

  private static Job create(SkahaSession session) {
    return create(session.job());
  }

  private static Job create(Job job) {
    return installed.admin().resource(job).create();
  }

  private static Map<String, SessionRow> rows() {
    assertThat(published.user(USER)).isNotNull();
    return published.user(USER).rows().stream().collect(Collectors.toMap(SessionRow::name, r -> r));
  }

  /** Waits for the Job's pod to be bound and to have a status, and writes another. */
  private static void become(Job job, UnaryOperator<Pod> next) {
    String label = "batch.kubernetes.io/job-name";
    Awaitility.await("pod")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () -> {
              List<Pod> pods =
                  installed
                      .admin()
                      .pods()
                      .withLabel(label, job.getMetadata().getName())
                      .list()
                      .getItems();
              return !pods.isEmpty()
                  && !pods.get(0).getStatus().getContainerStatuses().isEmpty()
                  && installed.admin().resource(next.apply(pods.get(0))).updateStatus() != null;
            });
  }

  private static Pod killed(Pod pod) {
    return new PodBuilder(pod)
        .editStatus()
        .withPhase("Failed")
        .editFirstContainerStatus()
        .withReady(false)
        .withState(
            new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(137)
                .withReason("OOMKilled")
                .withMessage("what the program left")
                .withFinishedAt("2026-11-23T10:00:00Z")
                .endTerminated()
                .build())
        .endContainerStatus()
        .endStatus()
        .build();
  }

  private static Pod withoutImage(Pod pod) {
    return waiting(pod, "ImagePullBackOff", "Back-off pulling image \"nowhere/none:1\"");
  }

  private static Pod crashing(Pod pod) {
    return new PodBuilder(waiting(pod, "CrashLoopBackOff", "back-off restarting failed container"))
        .editStatus()
        .editFirstContainerStatus()
        .withLastState(killed(pod).getStatus().getContainerStatuses().get(0).getState())
        .endContainerStatus()
        .endStatus()
        .build();
  }

  private static Pod unready(Pod pod) {
    return new PodBuilder(pod)
        .editStatus()
        .withPhase("Running")
        .withInitContainerStatuses(List.of())
        .editFirstContainerStatus()
        .withReady(false)
        .withState(
            new ContainerStateBuilder()
                .withNewRunning()
                .withStartedAt("2026-11-23T10:00:00Z")
                .endRunning()
                .build())
        .endContainerStatus()
        .endStatus()
        .build();
  }

  private static Pod waiting(Pod pod, String reason, String message) {
    return new PodBuilder(pod)
        .editStatus()
        .withInitContainerStatuses(List.of())
        .editFirstContainerStatus()
        .withReady(false)
        .withState(
            new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .build())
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
