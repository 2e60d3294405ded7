package org.opencadc.sessionindex.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.SessionIndexOperator;
import org.opencadc.sessionindex.Settings;
import org.opencadc.sessionindex.cluster.Command;
import org.opencadc.sessionindex.cluster.LocalCluster;

/** Installs, uses and removes what is in deploy, on a bare API server and in a whole cluster. */
@Tag("cluster")
class DeployIT {
  private static final String OPERATOR = "system:serviceaccount:session-index:session-index";
  private static final String WORKLOAD = "skaha-workload";

  /** Of the network policy: the namespaces that may not ask the operator. */
  private static final String USERS =
      ".spec.ingress[0].from[0].namespaceSelector.matchExpressions[0].values";

  @TempDir Path files;
  private LocalCluster cluster;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deploysAndLeavesNothingBehind(boolean apiOnly) throws IOException, InterruptedException {
    try (LocalCluster started = apiOnly ? LocalCluster.apiOnly() : LocalCluster.full()) {
      cluster = started;
      saysWhichKubectlDoesNotRun();
      refusesWithoutTheWorkloadNamespace();
      takesNoAnswerForNothing();
      deploysTwiceTheSame();
      takesAnotherImageAndKeepsIt();
      givesTheOperatorItsRights();
      givesReadersTheirs();
      admitsThePodAsRestricted();
      refusesInvalidIndexes();
      keepsTheIdentityOfSummaries();
      letsTheOperatorWork(WORKLOAD);
      servesSeveralNamespaces();
      undeploys();
    }
  }

  private void saysWhichKubectlDoesNotRun() {
    Command refused = script("install", Map.of("KUBECTL", kubectlAfter("exit 126")));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("another kubectl does not say its version", "set KUBECTL");
  }

  private void refusesWithoutTheWorkloadNamespace() {
    // Half of it is missing: all of it.
    assertThat(script("uninstall", Map.of("TIMEOUT", "2s")).orThrow().said())
        .doesNotContain("rror");
    kubectl("create", "namespace", "elsewhere").orThrow();
    Command refused = script("install", Map.of("KUBECTL", withoutWorkload()));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("The namespace skaha-workload does not exist");
    assertThat(kubectl("get", "crd").orThrow().said()).contains("No resources found");
  }

  /** A kubectl that finds no namespace: to delete the real one would end the test. */
  private String withoutWorkload() {
    return kubectlAfter(
        "[ \"$1\" != get ] || set -- get namespace gone --ignore-not-found -o name");
  }

  private void takesNoAnswerForNothing() {
    Command install = script("install", Map.of("KUBECTL", withoutAnswerTo("get namespace")));
    assertThat(install.exit()).isEqualTo(1);
    assertThat(install.err()).contains("no answer").doesNotContain("does not exist");

    Command uninstall =
        script("uninstall", Map.of("TIMEOUT", "2s", "KUBECTL", withoutAnswerTo("get crd")));
    assertThat(uninstall.exit()).isEqualTo(1);
    assertThat(uninstall.err()).contains("no answer");
  }

  /** A kubectl that gets none when it is asked this. */
  private String withoutAnswerTo(String question) {
    return kubectlAfter("[ \"$1 $2\" != '" + question + "' ] || { echo no answer >&2; exit 1; }");
  }

  /** A kubectl that does something else first. */
  private String kubectlAfter(String line) {
    try {
      Path script =
          Files.writeString(
              files.resolve("another kubectl"),
              "#!/bin/sh\n" + line + "\nexec " + cluster.kubectl() + " \"$@\"\n");
      if (!script.toFile().setExecutable(true)) {
        throw new IOException("not made executable: " + script);
      }
      return script.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void deploysTwiceTheSame() {
    script("install", Map.of()).orThrow();
    // Controllers write statuses for a while; the generation is of the spec alone.
    String before = kept();
    script("install", Map.of()).orThrow();
    assertThat(kept()).isEqualTo(before).contains("clusterrole.", "flowschema.", "deployment.");
  }

  /** What shows every write of kubectl's, but none of the controllers' to statuses. */
  private String kept() {
    return kubectl(
            "get",
            "namespace,crd,serviceaccount,role,rolebinding,clusterrole,clusterrolebinding,service,"
                + "priorityclass,deployment,poddisruptionbudget,flowschema,networkpolicy,sessionindex",
            "-A",
            "-l",
            "app.kubernetes.io/name=session-index",
            "-o",
            "go-template={{range .items}}{{.kind}}.{{.metadata.name}}"
                + " {{.metadata.uid}} {{.metadata.generation}}"
                + " {{if not .status}}{{.metadata.resourceVersion}}{{end}}"
                + "{{range .metadata.managedFields}}{{if eq .manager \"kubectl\"}}"
                + " {{.manager}} {{.operation}} {{.time}}{{end}}{{end}}\n{{end}}")
        .orThrow()
        .out()
        .toLowerCase(Locale.ROOT);
  }

  private void takesAnotherImageAndKeepsIt() {
    String image = "registry.example.org:5000/skaha/session-index:1.2";
    script("install", Map.of("IMAGE", image)).orThrow();
    assertThat(image()).isEqualTo(image);
    String digest = "registry.example.org/session-index@sha256:" + "0".repeat(64);
    script("install", Map.of("IMAGE", digest)).orThrow();
    assertThat(image()).isEqualTo(digest);
    assertThat(script("install", Map.of()).orThrow().out()).contains("Installed " + digest);
    assertThat(image()).isEqualTo(digest);
  }

  private String image() {
    return ofTheOperator("image");
  }

  /** A field of the operator's container. */
  private String ofTheOperator(String field) {
    return field("deployment", ".spec.template.spec.containers[0]." + field);
  }

  /** A field of an object of the operator's. */
  private String field(String kind, String field) {
    return kubectl(
            "-n", "session-index", "get", kind, "session-index", "-o", "jsonpath={" + field + "}")
        .orThrow()
        .out();
  }

  private void givesTheOperatorItsRights() {
    for (String resource : List.of("jobs.batch", "pods", "sessionindexes", "sessionsummaries")) {
      for (String verb : List.of("list", "watch")) {
        may(OPERATOR, WORKLOAD, verb, resource);
        mayNot(OPERATOR, "elsewhere", verb, resource);
        mayNot(OPERATOR, "session-index", verb, resource);
      }
    }
    may(OPERATOR, WORKLOAD, "get", "sessionsummaries");
    for (String resource : List.of("jobs.batch", "pods", "sessionindexes")) {
      mayNot(OPERATOR, WORKLOAD, "get", resource);
    }
    for (String verb : List.of("list", "watch")) {
      may(OPERATOR, "", verb, "nodes");
    }
    mayNot(OPERATOR, "", "get", "nodes");
    for (String verb : List.of("get", "list", "watch")) {
      mayNot(OPERATOR, WORKLOAD, verb, "secrets");
      mayNot(OPERATOR, "session-index", verb, "secrets");
      mayNot(OPERATOR, WORKLOAD, verb, "configmaps");
      mayNot(OPERATOR, "", verb, "namespaces");
    }
    for (String verb : List.of("create", "patch", "delete")) {
      may(OPERATOR, WORKLOAD, verb, "sessionsummaries");
      mayNot(OPERATOR, WORKLOAD, verb, "sessionindexes");
      mayNot(OPERATOR, WORKLOAD, verb, "jobs.batch");
      mayNot(OPERATOR, WORKLOAD, verb, "pods");
      mayNot(OPERATOR, "", verb, "nodes");
    }
    may(OPERATOR, WORKLOAD, "update", "sessionsummaries", "--subresource=status");
    may(OPERATOR, WORKLOAD, "update", "sessionindexes", "--subresource=status");
    may(OPERATOR, WORKLOAD, "create", "events");
    may(OPERATOR, "", "create", "selfsubjectaccessreviews.authorization.k8s.io");
    mayNot(OPERATOR, WORKLOAD, "deletecollection", "sessionsummaries");
    mayNot(OPERATOR, WORKLOAD, "update", "jobs.batch", "--subresource=status");
    mayNot(OPERATOR, WORKLOAD, "create", "pods", "--subresource=exec");
    for (String verb : List.of("get", "create", "update")) {
      may(OPERATOR, "session-index", verb, "leases.coordination.k8s.io");
      mayNot(OPERATOR, WORKLOAD, verb, "leases.coordination.k8s.io");
    }
  }

  private void givesReadersTheirs() {
    bind("reader");
    bind("platform-viewer");
    bind("admin");
    may("reader", WORKLOAD, "get", "sessionsummaries/main.adal");
    may("reader", WORKLOAD, "list", "sessionsummaries");
    mayNot("reader", "elsewhere", "list", "sessionsummaries");
    mayNot("reader", WORKLOAD, "patch", "sessionsummaries");
    mayNot("reader", WORKLOAD, "get", "sessionindexes");
    mayNot("reader", WORKLOAD, "list", "jobs.batch");
    may("platform-viewer", WORKLOAD, "get", "sessionsummaries/main");
    mayNot("platform-viewer", WORKLOAD, "get", "sessionsummaries/main.adal");
    mayNot("platform-viewer", WORKLOAD, "get", "sessionsummaries");
    mayNot("platform-viewer", WORKLOAD, "list", "sessionsummaries");
    mayNot("platform-viewer", WORKLOAD, "watch", "sessionsummaries/main");
    may("admin", WORKLOAD, "create", "sessionindexes");
    mayNot("admin", WORKLOAD, "update", "sessionindexes", "--subresource=status");
    mayNot("admin", WORKLOAD, "get", "sessionsummaries");
  }

  private void bind(String role) {
    kubectl(
            "-n",
            WORKLOAD,
            "create",
            "rolebinding",
            role,
            "--clusterrole=session-index-" + role,
            "--user=" + role)
        .orThrow();
  }

  private void may(String user, String namespace, String verb, String resource, String... flags) {
    assertThat(canI(user, namespace, verb, resource, flags))
        .as("%s may %s %s in %s", user, verb, resource, namespace)
        .isEqualTo("yes");
  }

  private void mayNot(
      String user, String namespace, String verb, String resource, String... flags) {
    assertThat(canI(user, namespace, verb, resource, flags))
        .as("%s may not %s %s in %s", user, verb, resource, namespace)
        .isEqualTo("no");
  }

  private String canI(
      String user, String namespace, String verb, String resource, String... flags) {
    String[] head = {"auth", "can-i", verb, resource, "--as=" + user};
    // Impersonation leaves out the groups that the server gives everyone.
    String[] tail =
        namespace.isEmpty()
            ? new String[] {"--as-group=system:authenticated"}
            : new String[] {"--as-group=system:authenticated", "-n", namespace};
    String[] line = Arrays.copyOf(head, head.length + tail.length + flags.length);
    System.arraycopy(tail, 0, line, head.length, tail.length);
    System.arraycopy(flags, 0, line, head.length + tail.length, flags.length);
    return kubectl(line).out().strip().split(" ", 2)[0];
  }

  private void admitsThePodAsRestricted() throws IOException {
    String template = field("deployment", ".spec.template");
    String pod =
        "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", "
            + template.strip().substring(1).replaceFirst("\"metadata\":\\{", named("template"));
    Command admitted = dryRun(pod);
    assertThat(admitted.said()).contains("pod/template created").doesNotContain("Warning");
    Command refused = dryRun(pod.replace("\"runAsNonRoot\":true", "\"runAsNonRoot\":false"));
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("violates PodSecurity \"restricted");
  }

  private static String named(String name) {
    return "\"metadata\":{\"name\": \"" + name + "\", \"namespace\": \"session-index\",";
  }

  private Command dryRun(String object) throws IOException {
    Path file = Files.writeString(files.resolve("object.json"), object);
    return kubectl("create", "--dry-run=server", "-f", file.toString());
  }

  private void refusesInvalidIndexes() throws IOException {
    String good = "{\"publish\": {\"heartbeatSeconds\": 20, \"validForSeconds\": 60}}";
    assertThat(dryRun(index("other", good)).said()).contains("other created");
    assertThat(dryRun(index("a".repeat(40), "{}")).said()).contains("created");
    assertThat(dryRun(index("other", good.replace("60", "59"))).err())
        .contains("spec.publish", "validForSeconds must be at least 2 x heartbeatSeconds + 20");
    assertThat(dryRun(index("other", good.replace("60", "10"))).err())
        .contains("spec.publish.validForSeconds", "greater than or equal to 30");
    assertThat(dryRun(index("a--b", "{}")).err()).contains("DNS label of at most 40 characters");
    assertThat(dryRun(index("a".repeat(41), "{}")).err())
        .contains("DNS label of at most 40 characters");
    assertThat(dryRun(index("other", "{\"labels\": {\"generations\": [\"Modern\"]}}")).err())
        .contains(
            "spec.labels.generations[0]",
            "Unsupported value: \"Modern\"",
            "\"Canonical\", \"Legacy\"");
    assertThat(dryRun(index("other", "{\"publish\": {\"maxUser\": 1}}")).err())
        .contains("unknown field \"spec.publish.maxUser\"");
  }

  private static String index(String name, String spec) {
    return object("SessionIndex", name, spec);
  }

  private static String object(String kind, String name, String spec) {
    return """
        {"apiVersion": "skaha.opencadc.org/v1alpha1", "kind": "%s",
         "metadata": {"name": "%s", "namespace": "%s",
                      "labels": {"skaha.opencadc.org/index": "main"}}, "spec": %s}
        """
        .formatted(kind, name, WORKLOAD, spec);
  }

  private void keepsTheIdentityOfSummaries() throws IOException {
    String identity = "{\"indexName\": \"main\", \"scope\": \"User\", \"username\": \"adal\"}";
    Path file =
        Files.writeString(
            files.resolve("summary.json"), object("SessionSummary", "main.adal", identity));
    kubectl("create", "-f", file.toString()).orThrow();

    assertThat(patch("{\"spec\": {\"username\": \"bchen\"}}").err())
        .contains("spec is the identity and immutable");
    assertThat(patch("{\"spec\": null}").exit()).isNotZero();
    assertThat(patch("{\"metadata\": {\"labels\": {\"a\": \"b\"}}}").exit()).isZero();
    assertThat(dryRun(object("SessionSummary", "x", identity.replace("User", "Platform"))).err())
        .contains("username is given if and only if scope is User");
    assertThat(
            kubectl("-n", WORKLOAD, "get", "ssum", "--field-selector", "spec.username=adal")
                .orThrow()
                .out())
        .contains("main.adal");
  }

  private Command patch(String patch) {
    return kubectl(
        "-n", WORKLOAD, "patch", "sessionsummary", "main.adal", "--type=merge", "-p", patch);
  }

  private void letsTheOperatorWork(String namespaces) throws IOException, InterruptedException {
    Settings settings =
        Settings.from(
            Map.of("SESSION_INDEX_HTTP_PORT", "0", "SESSION_INDEX_NAMESPACES", namespaces));
    try (SessionIndexOperator operator =
        new SessionIndexOperator(settings, cluster::operatorConfig, Clock.systemUTC())) {
      operator.run();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                for (String namespace : namespaces.split(",", -1)) {
                  assertThat(conditions(namespace)).contains("Ready=True", "SourcesLive=True");
                  assertThat(kubectl("-n", namespace, "get", "events").orThrow().out())
                      .contains("Publishing");
                  assertThat(kubectl("-n", namespace, "get", "ssum", "main").exit()).isZero();
                }
              });
    }
  }

  private String conditions(String namespace) {
    return kubectl(
            "-n",
            namespace,
            "get",
            "sidx",
            "main",
            "-o",
            "jsonpath={range .status.conditions[*]}{.type}={.status} {end}")
        .orThrow()
        .out();
  }

  /** Each has a Role and an index of its own; what only one of them had stays until undeploy. */
  private void servesSeveralNamespaces() throws IOException, InterruptedException {
    Command refused = script("install", Map.of("NAMESPACES", WORKLOAD + ",gone"));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("The namespace gone does not exist");
    Command none = script("install", Map.of("NAMESPACES", " ,"));
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("NAMESPACES names none");
    assertThat(served()).as("nothing was done").isEqualTo(WORKLOAD);

    String both = WORKLOAD + ",elsewhere";
    script("install", Map.of("NAMESPACES", both + ", elsewhere,")).orThrow();
    assertThat(served()).isEqualTo(both);
    assertThat(field("networkpolicy", USERS)).isEqualTo("[\"skaha-workload\",\"elsewhere\"]");
    for (String namespace : List.of(WORKLOAD, "elsewhere")) {
      may(OPERATOR, namespace, "list", "jobs.batch");
      may(OPERATOR, namespace, "create", "sessionsummaries");
      mayNot(OPERATOR, namespace, "list", "secrets");
    }
    mayNot(OPERATOR, "default", "list", "jobs.batch");
    letsTheOperatorWork(both);
    upgradesWhatIsServed(both);

    script("install", Map.of("NAMESPACES", "elsewhere")).orThrow();
    assertThat(served()).isEqualTo("elsewhere");
    assertThat(conditions(WORKLOAD)).contains("Ready=");
    servesAllAndNoLonger();
  }

  private void servesAllAndNoLonger() {
    script("install", Map.of("NAMESPACES", "*")).orThrow();
    assertThat(served()).isEqualTo("*");
    may(OPERATOR, "default", "list", "jobs.batch");
    script("install", Map.of()).orThrow();
    assertThat(served()).isEqualTo("*");

    script("install", Map.of("NAMESPACES", WORKLOAD)).orThrow();
    assertThat(served()).isEqualTo(WORKLOAD);
    may(OPERATOR, WORKLOAD, "list", "jobs.batch");
    await().untilAsserted(() -> mayNot(OPERATOR, "default", "list", "jobs.batch"));
  }

  /** By its image alone. */
  private void upgradesWhatIsServed(String namespaces) {
    String image = "registry.example.org/session-index:1.3";
    String setting = "SESSION_INDEX_WRITES_PER_SECOND";
    kubectl("-n", "session-index", "set", "env", "deployment/session-index", setting + "=70")
        .orThrow();
    script("install", Map.of("IMAGE", image)).orThrow();
    assertThat(image()).isEqualTo(image);
    assertThat(served()).isEqualTo(namespaces);
    assertThat(ofTheOperator("env[?(@.name==\"" + setting + "\")].value")).isEqualTo("70");
  }

  private String served() {
    return ofTheOperator("env[?(@.name==\"SESSION_INDEX_NAMESPACES\")].value");
  }

  private void undeploys() throws IOException {
    Path other = Files.writeString(files.resolve("other.json"), index("other", "{}"));
    kubectl("create", "-f", other.toString()).orThrow();

    // A control plane without controllers ends no namespace.
    String timeout = cluster.nodes().isEmpty() ? "2s" : "60s";
    Path calls = files.resolve("calls");
    String noting = kubectlAfter("echo \"$@\" >>'" + calls + "'");
    script("uninstall", Map.of("TIMEOUT", timeout, "KUBECTL", noting)).orThrow();

    assertThat(Files.readString(calls))
        .as("no user's summary goes while the platform's seems fresh")
        .containsSubsequence(
            " -n skaha-workload sessionsummary -l ",
            "scope=Platform",
            " -n skaha-workload sessionindex -l ");
    assertThat(ours()).containsExactlyInAnyOrder(crdsAndPerhapsTheNamespace());
    assertThat(kubectl("-n", WORKLOAD, "get", "sidx,ssum", "-o", "name").orThrow().out().strip())
        .isEqualTo("sessionindex.skaha.opencadc.org/other");
    kubectl("get", "namespace", WORKLOAD).orThrow();
    script("uninstall", Map.of("TIMEOUT", "2s", "CRDS", "delete")).orThrow();
    assertThat(kubectl("get", "crd", "-o", "name").orThrow().out()).isEmpty();
  }

  private String[] crdsAndPerhapsTheNamespace() {
    String indexes = "customresourcedefinition.apiextensions.k8s.io/sessionindexes";
    String summaries = "customresourcedefinition.apiextensions.k8s.io/sessionsummaries";
    String group = ".skaha.opencadc.org";
    return cluster.nodes().isEmpty()
        ? new String[] {indexes + group, summaries + group, "namespace/session-index"}
        : new String[] {indexes + group, summaries + group};
  }

  private List<String> ours() {
    return kubectl(
            "get",
            "namespace,crd,serviceaccount,role,rolebinding,clusterrole,clusterrolebinding,service,"
                + "priorityclass,deployment,replicaset,pod,poddisruptionbudget,flowschema,"
                + "networkpolicy",
            "-A",
            "-l",
            "app.kubernetes.io/name=session-index",
            "-o",
            "name")
        .orThrow()
        .out()
        .lines()
        .collect(Collectors.toList());
  }

  private Command kubectl(String... arguments) {
    return cluster.kubectl(arguments);
  }

  private Command script(String name, Map<String, String> settings) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "KUBECONFIG",
                cluster.kubeconfig().toString(),
                "KUBECTL",
                cluster.kubectl().toString(),
                "BASH_ENV",
                aMacsBash()));
    environment.putAll(settings);
    Path script = Manifests.ROOT.resolve(name).toAbsolutePath();
    return Command.run(List.of(script.toString()), environment, Duration.ofMinutes(3));
  }

  /** What is read first by each bash, and takes away what a Mac's bash and tools do not have. */
  private String aMacsBash() {
    try {
      return Files.writeString(
              files.resolve("mac.bash"),
              "enable -n mapfile readarray\nrealpath() { echo no realpath >&2; return 127; }\n")
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
