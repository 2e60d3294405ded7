package org.opencadc.sessionindex.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A real control plane on this machine, of its own for whoever starts it: {@code testcluster} in a
 * folder below {@code target/clusters}. Stopped and removed by {@link #close()}, or at the latest
 * when the JVM ends.
 *
 * <p>The programs are looked for in {@code bin} of the folder that the system property {@code
 * testcluster.dir} names (default {@code testcluster}); {@code make cluster-tools} builds them.
 */
public final class LocalCluster implements AutoCloseable {

  /** A process of the control plane; the last three are missing in {@link #apiOnly}. */
  public enum Component {
    ETCD("etcd"),
    API_SERVER("kube-apiserver"),
    CONTROLLER_MANAGER("kube-controller-manager"),
    SCHEDULER("kube-scheduler"),
    KWOK("kwok");

    private final String program;

    Component(String program) {
      this.program = program;
    }
  }

  /** The namespace of the shipped operator, and the name of its service account. */
  public static final String OPERATOR = "session-index";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path launcher;
  private final Path directory;
  private final JsonNode description;
  private final Config adminConfig;
  private final KubernetesClient admin;
  private final Thread atExit = new Thread(this::down, "local-cluster-down");

  private LocalCluster(Path launcher, Path directory) throws IOException {
    this.launcher = launcher;
    this.directory = directory;
    this.description = new ObjectMapper().readTree(directory.resolve("cluster.json").toFile());
    this.adminConfig =
        new ConfigBuilder(Config.fromKubeconfig(kubeconfig().toFile()))
            .withNamespace(namespace())
            // Over HTTP/2 the JDK's client hides a 401 behind a broken connection.
            .withHttp2Disable(true)
            .build();
    this.admin = new KubernetesClientBuilder().withConfig(adminConfig).build();
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Whether the programs are built. */
  public static boolean isBuilt() {
    return Files.isExecutable(home().resolve("bin/testcluster"));
  }

  /**
   * Starts etcd and kube-apiserver alone, where a test decides every status itself: no pod runs, no
   * namespace ends, no garbage is collected.
   *
   * @param flags further flags of {@code testcluster up}
   */
  public static LocalCluster apiOnly(String... flags) {
    List<String> all = new ArrayList<>(List.of("--api-only"));
    all.addAll(List.of(flags));
    return up(all);
  }

  /**
   * Starts a whole control plane with nodes that play the life of pods.
   *
   * @param flags further flags of {@code testcluster up}, such as {@code --nodes 20}
   */
  public static LocalCluster full(String... flags) {
    return up(List.of(flags));
  }

  private static LocalCluster up(List<String> flags) {
    if (!isBuilt()) {
      throw new IllegalStateException("The control plane is not built: run make cluster-tools");
    }
    Path launcher = home().resolve("bin/testcluster");
    try {
      Path parent = Path.of(System.getProperty("testcluster.state", "target/clusters"));
      Files.createDirectories(parent);
      Path directory = Files.createTempDirectory(parent.toAbsolutePath(), "cluster");
      List<String> line = new ArrayList<>(command(launcher, "up", directory));
      line.addAll(flags);
      Command.run(line, Map.of(), PATIENCE).orThrow();
      return new LocalCluster(launcher, directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path home() {
    return Path.of(System.getProperty("testcluster.dir", "testcluster")).toAbsolutePath();
  }

  private static List<String> command(Path launcher, String verb, Path directory) {
    return List.of(launcher.toString(), verb, "--dir", directory.toString());
  }

  /** The folder with {@code cluster.json} and {@code logs}. */
  public Path directory() {
    return directory;
  }

  /** Base address of the API server. */
  public URI apiServer() {
    return URI.create(text("apiServer"));
  }

  /** Base address of etcd, which asks nobody for a certificate. */
  public URI etcd() {
    return URI.create(text("etcd"));
  }

  /** The certificate authority of the API server, PEM. */
  public Path ca() {
    return Path.of(text("ca"));
  }

  /** The workload namespace, which exists. */
  public String namespace() {
    return text("namespace");
  }

  /** Names of the nodes; none in {@link #apiOnly}. */
  public List<String> nodes() {
    return StreamSupport.stream(description.path("nodes").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /** The administrator's kubeconfig: no RBAC and no flow control apply to it. */
  public Path kubeconfig() {
    return Path.of(text("kubeconfig"));
  }

  /** The kubectl of the same release. */
  public Path kubectl() {
    return Path.of(text("bin")).resolve("kubectl");
  }

  /** A new configuration of the administrator, for clients of the caller's own. */
  public Config adminConfig() {
    return new ConfigBuilder(adminConfig).build();
  }

  /** The administrator's client; closed with the cluster. */
  public KubernetesClient admin() {
    return admin;
  }

  /**
   * A token of a service account that exists.
   *
   * @param lifetime at least ten minutes, or the API server refuses it
   */
  public String token(String namespace, String account, Duration lifetime) {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(lifetime.toSeconds())
            .endSpec()
            .build();
    return admin
        .serviceAccounts()
        .inNamespace(namespace)
        .withName(account)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  /** A configuration with a token of a service account, good for an hour. */
  public Config configOf(String namespace, String account) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(apiServer().toString())
        .withCaCertFile(ca().toString())
        .withOauthToken(token(namespace, account, Duration.ofHours(1)))
        .withNamespace(namespace())
        .withHttp2Disable(true)
        .build();
  }

  /** What {@link #configOf} gives for the shipped operator, which must have been deployed. */
  public Config operatorConfig() {
    return configOf(OPERATOR, OPERATOR);
  }

  /** A kubeconfig with a token of a service account, good for an hour; for other processes. */
  public Path kubeconfigOf(String namespace, String account) {
    return kubeconfigOf(namespace, account, apiServer(), Duration.ofHours(1));
  }

  /**
   * A kubeconfig with a token of a service account, for other processes.
   *
   * @param server where the API server is found: its own address, or a proxy's on this machine
   * @param lifetime of the token
   */
  public Path kubeconfigOf(String namespace, String account, URI server, Duration lifetime) {
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: only
        clusters:
        - name: only
          cluster: {server: "%s", certificate-authority: "%s"}
        users:
        - name: only
          user: {token: "%s"}
        contexts:
        - name: only
          context: {cluster: only, user: only, namespace: "%s"}
        """
            .formatted(server, ca(), token(namespace, account, lifetime), namespace());
    try {
      return Files.writeString(
          directory.resolve("pki").resolve(namespace + "." + account + ".kubeconfig"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@link #kubeconfigOf} gives for the shipped operator, which must have been deployed. */
  public Path operatorKubeconfig() {
    return kubeconfigOf(OPERATOR, OPERATOR);
  }

  /** Creates both CRDs of {@code deploy/crds} and waits until they are served. */
  public void installCrds() {
    Path crds = home().resolveSibling("deploy").resolve("crds");
    kubectl("apply", "--server-side", "-f", crds.toString()).orThrow();
    kubectl("wait", "--for=condition=Established", "--timeout=30s", "-f", crds.toString())
        .orThrow();
  }

  /** Installs all that is shipped but the operator itself and an index. */
  public void deployAccess() {
    installCrds();
    deployRbac();
  }

  /** Creates the operator's namespace, its service account and the RBAC that it must live with. */
  public void deployRbac() {
    Path deploy = home().resolveSibling("deploy");
    kubectl("apply", "--server-side", "-f", deploy.resolve("operator/namespace.yaml").toString())
        .orThrow();
    kubectl("apply", "--server-side", "-k", deploy.resolve("rbac").toString()).orThrow();
  }

  /** Creates a namespace and does {@link #serveNamespace}. */
  public void createServedNamespace(String name) {
    admin
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    serveNamespace(name);
  }

  /** Gives the operator in another namespace the Role that is shipped for the workload's. */
  public void serveNamespace(String name) {
    Role role = admin.rbac().roles().inNamespace(namespace()).withName(OPERATOR).get();
    admin
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName(OPERATOR)
                .withNamespace(name)
                .endMetadata()
                .withRules(role.getRules())
                .build())
        .create();
    RoleBinding binding =
        admin.rbac().roleBindings().inNamespace(namespace()).withName(OPERATOR).get();
    admin
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(OPERATOR)
                .withNamespace(name)
                .endMetadata()
                .withRoleRef(binding.getRoleRef())
                .withSubjects(binding.getSubjects())
                .build())
        .create();
  }

  /** Runs kubectl as the administrator; how it ended is for the caller to judge. */
  public Command kubectl(String... arguments) {
    List<String> line =
        new ArrayList<>(List.of(kubectl().toString(), "--kubeconfig", kubeconfig().toString()));
    line.addAll(List.of(arguments));
    return Command.run(line, Map.of(), PATIENCE);
  }

  /** The process id of a component that runs; another one after it was started again. */
  public long pid(Component component) {
    try {
      return Long.parseLong(
          Files.readString(directory.resolve(component.program + ".pid")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Freezes a process: connections stay open and silent. */
  public void pause(Component component) {
    tell("pause", component.program);
  }

  /** Lets a paused process go on. */
  public void resume(Component component) {
    tell("resume", component.program);
  }

  /** Ends a process in its own time. */
  public void stop(Component component) {
    tell("stop", component.program);
  }

  /** Ends a process without warning. */
  public void kill(Component component) {
    tell("stop", "--kill", component.program);
  }

  /** Starts a stopped process on its old port and waits until it is healthy. */
  public void start(Component component) {
    tell("start", component.program);
  }

  /** Stops and starts a process. */
  public void restart(Component component) {
    tell("restart", component.program);
  }

  /**
   * Stores Jobs, Pods and Nodes, and lists of them, exactly as the JSON files have them: uid,
   * status and creation time included, nothing validated or completed. Watchers get the events.
   */
  public void put(Path... files) {
    tell("put", paths(files));
  }

  /** Like {@link #put(Path...)}, into another namespace than the files say. */
  public void put(String namespace, Path... files) {
    List<String> arguments = new ArrayList<>(List.of("--namespace", namespace));
    arguments.addAll(List.of(paths(files)));
    tell("put", arguments.toArray(String[]::new));
  }

  /** Like {@link #put(Path...)}, of an object that need not be in a file. */
  public void put(HasMetadata object) {
    try {
      Path file = Files.createTempFile(directory, "put", ".json");
      try {
        Files.writeString(file, admin.getKubernetesSerialization().asJson(object));
        put(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] paths(Path... files) {
    return List.of(files).stream().map(f -> f.toAbsolutePath().toString()).toArray(String[]::new);
  }

  private void tell(String verb, String... arguments) {
    List<String> line = new ArrayList<>(command(launcher, verb, directory));
    line.addAll(List.of(arguments));
    Command.run(line, Map.of(), PATIENCE).orThrow();
  }

  private String text(String field) {
    return description.path(field).asText();
  }

  private void down() {
    List<String> line = new ArrayList<>(command(launcher, "down", directory));
    line.add("--purge");
    Command.run(line, Map.of(), PATIENCE).orThrow();
  }

  /** Stops every process and removes the folder. */
  @Override
  public void close() {
    admin.close();
    Runtime.getRuntime().removeShutdownHook(atExit);
    down();
  }
}
