package org.opencadc.sessionindex.reader;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The operator as a child process, ended with the test. */
final class OperatorProcess implements AutoCloseable {
  private final Path kubeconfig;
  private final String classpath;
  private final File log;
  private final String namespaces;
  private Process process;

  OperatorProcess(Path kubeconfig, String classpath, File log, String... namespaces) {
    this.kubeconfig = kubeconfig;
    this.classpath = classpath;
    this.log = log;
    this.namespaces = String.join(",", namespaces);
  }

  void start() throws IOException {
    ProcessBuilder builder = program();
    builder.environment().put("SESSION_INDEX_HTTP_PORT", "0");
    builder.environment().put("SESSION_INDEX_NAMESPACES", namespaces);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    process = builder.start();
  }

  private ProcessBuilder program(String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classpath,
                "org.opencadc.sessionindex.SessionIndexOperator"));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    return builder.redirectErrorStream(true);
  }

  /**
   * Compares what is published in a namespace with a recount from LISTs, which is a process too.
   *
   * @return what it said, if all was equal; throws with it if not
   */
  String verify(String namespace) throws IOException, InterruptedException {
    Process verify =
        program("verify", "--namespace", namespace, "--timeout", "120", "--show-names").start();
    try {
      String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = verify.waitFor();
      if (exit != 0) {
        throw new AssertionError("verify ended with " + exit + ":\n" + said);
      }
      return said;
    } finally {
      verify.destroyForcibly();
    }
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
