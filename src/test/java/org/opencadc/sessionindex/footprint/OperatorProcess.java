package org.opencadc.sessionindex.footprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opencadc.sessionindex.SessionIndexOperator;

/** The operator in a process of its own, with the environment that the Deployment gives it. */
final class OperatorProcess implements AutoCloseable {
  private static final Path DEPLOYMENT = Path.of("deploy/operator/deployment.yaml");

  private final Process process;
  private final long begin = System.nanoTime();

  OperatorProcess(TlsTunnel server, Path directory, String options)
      throws IOException, GeneralSecurityException {
    JsonNode container =
        new YAMLMapper().readTree(DEPLOYMENT.toFile()).at("/spec/template/spec/containers/0");
    Path kubeconfig = directory.resolve("kubeconfig");
    Files.writeString(kubeconfig, kubeconfig(server));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            operatorOnly(),
            SessionIndexOperator.class.getName());
    Map<String, String> environment = builder.environment();
    environment.clear();
    container
        .path("env")
        .forEach(e -> environment.put(e.path("name").asText(), e.path("value").asText()));
    // the memory limit of the container, by which the JVM sizes its heap
    String limit = container.at("/resources/limits/memory").asText().replace("Mi", "m");
    environment.merge("JAVA_TOOL_OPTIONS", " -XX:MaxRAM=" + limit + " " + options, String::concat);
    environment.put("KUBECONFIG", kubeconfig.toString());
    environment.put("SESSION_INDEX_LEADER_ELECTION", "false");
    environment.put("SESSION_INDEX_HTTP_ADDRESS", "127.0.0.1");
    environment.put("SESSION_INDEX_HTTP_PORT", "0");
    process =
        builder
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("operator.log").toFile())
            .start();
  }

  private static String operatorOnly() {
    return "target/classes".transform(path -> Path.of(path).toAbsolutePath().toString())
        + ":"
        + System.getProperty("operator.libraries");
  }

  private static String kubeconfig(TlsTunnel server) throws GeneralSecurityException {
    return """
        apiVersion: v1
        kind: Config
        clusters: [{name: it, cluster: {server: "%s", certificate-authority-data: "%s"}}]
        contexts: [{name: it, context: {cluster: it, user: it}}]
        users: [{name: it, user: {}}]
        current-context: it
        """
        .formatted(server.url(), server.authority());
  }

  double secondsSinceStart() {
    return (System.nanoTime() - begin) / 1e9;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** A line of the kernel's status file, in MiB. */
  long mebibytes(String field) {
    return number(field) / 1024;
  }

  long number(String field) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", process.pid() + "", "status"))) {
      return lines
          .filter(line -> line.startsWith(field + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seconds of CPU since the start. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
  }

  /** What a diagnostic command of the JVM answers. */
  String jcmd(String... command) throws IOException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    List<String> all =
        Stream.concat(Stream.of(tool, process.pid() + ""), Stream.of(command)).toList();
    Process run = new ProcessBuilder(all).redirectErrorStream(true).start();
    return new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
    if (process.onExit().completeOnTimeout(null, 20, TimeUnit.SECONDS).join() == null) {
      process.destroyForcibly();
    }
  }
}
