package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opencadc.sessionindex.Workload.soon;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.testserver.RecordedLog;

/** What should never be in a cluster is skipped and counted; the rest goes on. */
class BadInputTest {
  private static final String SECRET = "s3cr3tid";

  private final Site site = Site.installed();
  private final Workload workload = site.workload("odd").index();
  private final RecordedLog log = new RecordedLog();

  @AfterEach
  void stop() {
    log.close();
    site.close();
  }

  private Job job(String user) {
    Job job = workload.session("headless", user).job();
    job.getMetadata().setUid(UUID.randomUUID().toString());
    job.getMetadata().setName(job.getMetadata().getName() + "-" + SECRET);
    job.getMetadata().setCreationTimestamp("2026-01-01T00:00:00Z");
    // as a Job that nobody controls, for these are loaded as they are
    job.getSpec().setSuspend(true);
    return job;
  }

  @Test
  void eachOddObjectCostsNoMoreThanItself() {
    workload.start("notebook", "adal");
    Job unlabelled = job("x");
    unlabelled.getMetadata().setLabels(null);
    Job unknownKind = job("x");
    unknownKind.getMetadata().getLabels().put("canfar.net/kind", "spaceship");
    Job bogus = job("bogus");
    bogus
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0)
        .getResources()
        .getRequests()
        .put("memory", new Quantity("lots"));
    Job longName = job("longname");
    longName.getMetadata().setName("l".repeat(253));
    Job groups = job("groups");
    groups
        .getSpec()
        .getTemplate()
        .getSpec()
        .getSecurityContext()
        .setSupplementalGroups(LongStream.range(3_000_000_000L, 3_000_000_064L).boxed().toList());
    Job twin = job("twins");
    Job otherTwin = new JobBuilder(job("twins")).build();
    for (String key : List.of("canfar.net/id", "canfar.net/session-id")) {
      if (twin.getMetadata().getLabels().containsKey(key)) {
        otherTwin.getMetadata().getLabels().put(key, twin.getMetadata().getLabels().get(key));
      }
    }
    List<Job> all =
        new ArrayList<>(List.of(unlabelled, unknownKind, bogus, longName, groups, twin, otherTwin));
    List<String> hostile =
        List.of(
            "Adal",
            "a.b",
            "a_b",
            "s1",
            "public--0",
            "x".repeat(63),
            "x".repeat(51),
            "a--b",
            "main",
            "0",
            "A",
            "a.b.s1",
            "U_._u");
    hostile.forEach(user -> all.add(job(user)));
    for (int i = 0; i < 205; i++) {
      all.add(job("many"));
    }
    all.forEach(site.server()::load);
    Pod foreign =
        new PodBuilder()
            .withNewMetadata()
            .withName("foreign-" + SECRET)
            .withNamespace("odd")
            .withUid(UUID.randomUUID().toString())
            .withLabels(Map.of("canfar.net/username", "adal", "job-name", "x"))
            .endMetadata()
            .withNewStatus()
            .withPhase("Succeeded")
            .endStatus()
            .build();
    Node bare =
        new NodeBuilder()
            .withNewMetadata()
            .withName("bare")
            .withUid(UUID.randomUUID().toString())
            .endMetadata()
            .build();
    site.server().load(foreign, bare);

    try (RunningOperator operator = RunningOperator.in(site.server(), "odd")) {
      workload.awaitReady();
      soon().until(() -> workload.user("adal") != null && workload.user("many") != null);
      workload.awaitRecount();

      Condition skipped =
          workload.awaitCondition(Workload.INDEX, "ObjectsSkipped", "True", "SeveralReasons");
      assertThat(skipped.getMessage())
          .contains("MissingLabels: 1 (uid " + unlabelled.getMetadata().getUid() + ")")
          .contains("UnknownKind: 1 (uid " + unknownKind.getMetadata().getUid() + ")")
          .contains("InvalidQuantity: 1 (uid " + bogus.getMetadata().getUid() + ")");
      assertThat(workload.index("main").getStatus().skipped()).isEqualTo(3);
      assertThat(workload.user("x")).isNull();
      assertThat(row("longname").jobName()).hasSize(253);
      assertThat(row("groups").supplementalGroups()).hasSize(64).contains(3_000_000_063L);
      assertThat(workload.user("twins").rows()).hasSize(2);
      assertThat(workload.user("bogus").sessions().total()).isEqualTo(1);
      SessionSummaryStatus many = workload.user("many");
      assertThat(many.sessions().total()).isEqualTo(205);
      assertThat(many.conditions()).isEmpty();
      assertThat(many.rows()).hasSize(50);
      assertThat(many.slices()).hasSize(4);
      assertThat(workload.summary("main.many.s4").getStatus().rows()).hasSize(5);
      for (String user : hostile) {
        assertThat(workload.user(user)).as(user).isNotNull();
        assertThat(workload.userSummary(user).getSpec().username()).isEqualTo(user);
        assertThat(workload.user(user).sessions().total()).as(user).isEqualTo(1);
      }
      movedFromOneUserToAnother(all.get(all.size() - 1));
      soon()
          .until(
              () ->
                  operator.ask("/metrics").contains("session_index_skipped_objects")
                      && workload.platform().publishedThrough() != null);
      nothingTells(operator, all);
    }
  }

  private SessionRow row(String user) {
    assertThat(workload.user(user).rows()).hasSize(1);
    return workload.user(user).rows().get(0);
  }

  private void movedFromOneUserToAnother(Job job) {
    site.admin()
        .batch()
        .v1()
        .jobs()
        .inNamespace("odd")
        .withName(job.getMetadata().getName())
        .edit(
            j -> {
              j.getMetadata().getLabels().put("canfar.net/username", "few");
              return j;
            });
    soon().until(() -> workload.user("few") != null);
    soon().until(() -> workload.user("many").sessions().total() == 204);
    workload.awaitRecount();
  }

  private void nothingTells(RunningOperator operator, List<Job> jobs) {
    List<String> secrets = new ArrayList<>(List.of(SECRET));
    jobs.forEach(job -> secrets.add(job.getMetadata().getName()));
    secrets.addAll(
        workload.summaries().stream()
            .filter(summary -> summary.getStatus() != null && summary.getStatus().rows() != null)
            .flatMap(summary -> summary.getStatus().rows().stream())
            .map(SessionRow::id)
            .toList());
    assertThat(secrets).hasSizeGreaterThan(200);
    String events = site.admin().v1().events().inNamespace("odd").list().toString();
    assertThat(events).contains("ObjectsSkipped");
    String told =
        String.join(
            "\n",
            log.text(),
            operator.ask("/metrics"),
            operator.ask("/readyz"),
            events,
            String.valueOf(workload.index("main")),
            String.valueOf(workload.summary("main")));
    assertThat(told).contains("adal").doesNotContain(secrets);
  }
}
