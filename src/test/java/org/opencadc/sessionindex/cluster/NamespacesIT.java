package org.opencadc.sessionindex.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opencadc.sessionindex.testserver.SkahaJobs;

/** Namespaces that come, are permitted, are refused and go, as the shipped service account. */
@Tag("cluster")
class NamespacesIT {
  @RegisterExtension static final Installation installed = Installation.full();

  @Test
  void namedAndAll() {
    aNamedNamespaceIsServedWhilePermitted();
    allNamespacesAreServedWhileTheyAreThere();
  }

  private void aNamedNamespaceIsServedWhilePermitted() {
    Published first = installed.published().createIndex(null);
    createNamespace("late");
    Published late = installed.published("late").createIndex(null);
    sessions(installed.namespace(), "adal", 3);
    sessions("late", "bchen", 2);
    installed.startOperator("skaha-workload", "late");
    RunningOperator operator = installed.operator();
    first.awaitEqualToRecount();
    assertThat(operator.get("/readyz"))
        .isEqualTo("ok\nmissing permission: list sessionindexes in namespace late\n");
    assertThat(late.index().getStatus()).isNull();

    installed.cluster().serveNamespace("late");
    late.awaitCondition("Ready", "True", "Publishing");
    late.awaitEqualToRecount();
    assertThat(late.platform().sessions().total()).isEqualTo(2);
    assertThat(operator.get("/readyz")).isEqualTo("ok\n");

    installed.kubectl("-n", "late", "delete", "rolebinding", "session-index").orThrow();
    soon("the loss is told")
        .until(() -> operator.get("/readyz").contains("sessionindexes in namespace late"));
    assertThat(operator.get("/metrics"))
        .contains("session_index_namespace_permitted{namespace=\"late\"} 0");
    soon("its figures run out").until(() -> !late.live());
    assertThat(operator.notReady()).as("the other is served").isNull();
    assertThat(first.live()).isTrue();
    first.awaitEqualToRecount();
    assertThat(operator.listsAfterStart()).isZero();
    installed.stopOperator();
  }

  private void allNamespacesAreServedWhileTheyAreThere() {
    installForAll();
    Published first = installed.published();
    installed.startOperator("*");
    RunningOperator operator = installed.operator();
    first.awaitEqualToRecount();
    soon("what is left from before").until(() -> watches("batch", "jobs") == 2);

    createNamespace("made-later");
    sessions("made-later", "chandra", 4);
    Published later = installed.published("made-later").createIndex(null);
    later.awaitCondition("Ready", "True", "Publishing");
    first.awaitEqualToRecount();
    later.awaitEqualToRecount();
    assertThat(later.platform().sessions().total()).isEqualTo(4);
    assertThat(first.platform().sessions().total()).isEqualTo(3);
    assertThat(operator.sources())
        .contains("jobs made-later", "pods made-later", "nodes")
        .hasSize(7);
    soon("one watch each").until(() -> watches("batch", "jobs") == 3);
    assertThat(operator.listsAfterStart()).isZero();

    later.deleteIndex();
    soon("its sources are let go").until(() -> operator.sources().size() == 5);
    soon("and their watches").until(() -> watches("batch", "jobs") == 2);
    soon("its summaries are collected").until(() -> later.users().isEmpty());

    later.createIndex(null).awaitEqualToRecount();
    installed.admin().namespaces().withName("made-later").delete();
    soon("gone").until(() -> installed.admin().namespaces().withName("made-later").get() == null);
    soon("its sources are let go").until(() -> operator.sources().size() == 5);
    soon("and their watches").until(() -> watches("batch", "jobs") == 2);
    first.awaitEqualToRecount();
    assertThat(operator.notReady()).isNull();
    assertThat(operator.listsAfterStart()).isZero();
    installed.stopOperator();
    soon("nothing is watched in a namespace any more").until(() -> watches("batch", "jobs") == 0);
  }

  /** As make deploy NAMESPACES='*' does it; and the Roles of before are taken away. */
  private static void installForAll() {
    Command.run(
            List.of(Path.of("deploy/install").toAbsolutePath().toString()),
            Map.of(
                "KUBECONFIG",
                installed.cluster().kubeconfig().toString(),
                "KUBECTL",
                installed.cluster().kubectl().toString(),
                "NAMESPACES",
                "*"),
            Duration.ofMinutes(1))
        .orThrow();
    for (String namespace : List.of("skaha-workload", "late")) {
      installed
          .kubectl(
              "-n", namespace, "delete", "--ignore-not-found", "role,rolebinding", "session-index")
          .orThrow();
    }
  }

  private static void createNamespace(String name) {
    installed
        .admin()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  private static void sessions(String namespace, String user, int count) {
    SkahaJobs jobs = SkahaJobs.seeded(namespace.hashCode(), namespace);
    for (int i = 0; i < count; i++) {
      installed.admin().resource(jobs.session("headless", user).job()).create();
    }
  }

  /** How many watches of one namespace's objects the API server has open, whosever they are. */
  private static long watches(String group, String resource) {
    Matcher gauge =
        Pattern.compile(
                "apiserver_longrunning_requests\\{[^}]*group=\"%s\",resource=\"%s\",scope=\"namespace\"[^}]*\\} ([0-9]+)"
                    .formatted(group, resource))
            .matcher(installed.admin().raw("/metrics"));
    return gauge.find() ? Long.parseLong(gauge.group(1)) : 0;
  }

  private static ConditionFactory soon(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(300));
  }
}
