package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.testserver.SkahaJobs;

/** What others do to summaries does not last, and what is asked of the index is done. */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TamperingIT {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
  private static final String ADAL = "main.adal";

  @RegisterExtension static final Installation installed = Installation.apiOnly();

  private static Published published;

  @BeforeAll
  static void start() {
    installed
        .cluster()
        .put(
            FIXTURES.resolve("nodelist.json"),
            FIXTURES.resolve("canonical.joblist.json"),
            FIXTURES.resolve("canonical.podlist.json"));
    installed.startOperator();
    published = installed.published().createIndex(Published.workers());
    published.awaitEqualToRecount();
  }

  private static Resource<SessionSummary> summary(String name) {
    return installed
        .admin()
        .resources(SessionSummary.class)
        .inNamespace(installed.namespace())
        .withName(name);
  }

  private static void within20Seconds(ThrowingRunnable what) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(what);
  }

  private static Command kubectl(String... arguments) {
    String[] line = new String[arguments.length + 2];
    line[0] = "-n";
    line[1] = installed.namespace();
    System.arraycopy(arguments, 0, line, 2, arguments.length);
    return installed.kubectl(line);
  }

  @Test
  @Order(1)
  void aDeletedSummaryComesBack() {
    for (String name : new String[] {ADAL, "main"}) {
      SessionSummaryStatus before = summary(name).get().getStatus();
      String uid = summary(name).get().getMetadata().getUid();
      kubectl("delete", "ssum", name).orThrow();
      within20Seconds(
          () -> {
            SessionSummary now = summary(name).get();
            assertThat(now).isNotNull();
            assertThat(now.getMetadata().getUid()).isNotEqualTo(uid);
            assertThat(now.getStatus()).isNotNull();
            assertThat(now.getStatus().sessions()).isEqualTo(before.sessions());
            assertThat(now.getStatus().rows()).isEqualTo(before.rows());
          });
    }
  }

  @Test
  @Order(2)
  void aForgedStatusIsPutRight() {
    for (String name : new String[] {ADAL, "main"}) {
      SessionSummaryStatus before = summary(name).get().getStatus();
      kubectl(
              "patch",
              "ssum",
              name,
              "--subresource=status",
              "--type=merge",
              "-p",
              "{\"status\":{\"sessions\":{\"total\":0,\"running\":99}}}")
          .orThrow();
      within20Seconds(
          () ->
              assertThat(summary(name).get().getStatus().sessions()).isEqualTo(before.sessions()));
    }
  }

  @Test
  @Order(3)
  void labelsAndOwnerArePutRight() {
    SessionSummary before = summary(ADAL).get();
    kubectl(
            "label",
            "ssum",
            ADAL,
            "skaha.opencadc.org/index-",
            "skaha.opencadc.org/username=bob",
            "--overwrite")
        .orThrow();
    kubectl(
            "patch",
            "ssum",
            ADAL,
            "--type=merge",
            "-p",
            "{\"metadata\":{\"ownerReferences\":null}}")
        .orThrow();
    within20Seconds(
        () -> {
          SessionSummary now = summary(ADAL).get();
          assertThat(now.getMetadata().getLabels()).isEqualTo(before.getMetadata().getLabels());
          assertThat(now.getMetadata().getOwnerReferences())
              .isEqualTo(before.getMetadata().getOwnerReferences());
        });
  }

  @Test
  @Order(4)
  void anIdentityCannotBeChanged() {
    assertThat(refused("{\"spec\":{\"username\":\"bob\"}}"))
        .contains("spec is the identity and immutable");
    assertThat(refused("{\"spec\":null}")).contains("spec: Required value");
  }

  private static String refused(String patch) {
    Command refused = kubectl("patch", "ssum", ADAL, "--type=merge", "-p", patch);
    assertThat(refused.exit()).isNotZero();
    return refused.err();
  }

  @Test
  @Order(5)
  void whoTakesANameOfOursLosesIt() {
    SessionSummary foreign = new SessionSummary();
    foreign.setMetadata(
        new ObjectMetaBuilder().withName("main.late").withNamespace(installed.namespace()).build());
    foreign.setSpec(new SessionSummarySpec("main", SessionSummarySpec.Scope.User, "early", 0));
    installed.admin().resource(foreign).create();
    Job late = SkahaJobs.seeded(17, installed.namespace()).session("notebook", "late").job();
    installed.admin().resource(late).create();
    within20Seconds(
        () -> {
          assertThat(summary("main.late").get())
              .isNotNull()
              .extracting(made -> made.getSpec().username())
              .isEqualTo("late");
          assertThat(published.user("late")).isNotNull();
          assertThat(published.user("late").sessions().total()).isEqualTo(1);
        });
    published.awaitEqualToRecount();
    installed.admin().resource(late).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
    published.awaitEqualToRecount();
  }

  @Test
  @Order(6)
  void aSpecThatChangesIsServedWithoutALoss() {
    long lists = installed.operator().listsAfterStart();
    // so rare that what is waited for below is not owed to it
    edit("{\"spec\":{\"publish\":{\"heartbeatSeconds\":60,\"validForSeconds\":140}}}");
    for (int maxUsers = 1; maxUsers <= 3; maxUsers++) {
      int most = maxUsers;
      edit("{\"spec\":{\"publish\":{\"maxUsers\":%d}}}".formatted(most));
      within20Seconds(
          () -> {
            SessionSummaryStatus platform = published.platform();
            assertThat(platform.users()).hasSize(most);
            assertThat(platform.usersOmitted()).isEqualTo(3 - most);
            assertThat(platform.publishedThrough()).isNotNull();
          });
    }
    assertThat(installed.operator().listsAfterStart()).isEqualTo(lists);
    edit("{\"spec\":{\"publish\":{\"heartbeatSeconds\":5,\"validForSeconds\":30}}}");
  }

  @Test
  @Order(7)
  void selectorsAndGenerationsFollowTheSpec() {
    edit("{\"spec\":{\"jobs\":{\"selector\":{\"matchLabels\":{\"canfar.net/kind\":\"carta\"}}}}}");
    within20Seconds(() -> assertThat(published.platform().sessions().total()).isEqualTo(1));
    edit(
        "{\"spec\":{\"jobs\":null,\"labels\":{\"generations\":[\"Legacy\"]},\"nodes\":{\"enabled\":false}}}");
    within20Seconds(
        () -> {
          assertThat(published.platform().sessions().total()).isZero();
          assertThat(published.platform().nodes()).isNull();
          assertThat(published.platform().resources().capacity()).isNull();
        });
    edit("{\"spec\":{\"labels\":null,\"nodes\":{\"enabled\":true}}}");
    within20Seconds(() -> assertThat(published.platform().sessions().total()).isEqualTo(13));
    published.awaitEqualToRecount();
  }

  private static void edit(String patch) {
    kubectl("patch", "sidx", "main", "--type=merge", "-p", patch).orThrow();
  }

  @Test
  @Order(8)
  void manySessionsOfAUserAreSliced() {
    edit("{\"spec\":{\"publish\":{\"rowsPerSlice\":10}}}");
    SkahaJobs sessions = SkahaJobs.seeded(13, installed.namespace());
    for (int i = 0; i < 130; i++) {
      installed.admin().resource(sessions.session("headless", "bulk").job()).create();
    }
    published.awaitEqualToRecount();
    assertThat(published.user("bulk").sessions().headless().active()).isEqualTo(130);
    assertThat(published.user("bulk").slices()).isNotEmpty();
    assertThat(summary(published.user("bulk").slices().get(0).name()).get().getStatus().rows())
        .hasSizeBetween(1, 10);

    installed
        .admin()
        .batch()
        .v1()
        .jobs()
        .withLabel("canfar.net/username", "bulk")
        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
        .delete();
    within20Seconds(
        () -> {
          assertThat(published.user("bulk").sessions().total()).isZero();
          assertThat(published.users())
              .extracting(user -> user.getMetadata().getName())
              .noneMatch(name -> name.startsWith("main.bulk.s"));
        });
  }

  @Test
  @Order(9)
  void aDeletedIndexIsNotServedAnyMore() {
    kubectl("delete", "sidx", "main").orThrow();
    within20Seconds(() -> assertThat(published.platform()).isNull());
    // nothing collects garbage here
    assertThat(published.users()).isNotEmpty();
    within20Seconds(
        () ->
            assertThat(installed.operator().get("/metrics"))
                .doesNotContain("session_index_source_live{"));
    kubectl("delete", "ssum", "--all").orThrow();
    Awaitility.await("nothing comes back")
        .during(Duration.ofSeconds(8))
        .atMost(Duration.ofSeconds(12))
        .until(() -> published.users().isEmpty() && published.platform() == null);
    assertThat(installed.operator().notReady()).isNull();
  }
}
