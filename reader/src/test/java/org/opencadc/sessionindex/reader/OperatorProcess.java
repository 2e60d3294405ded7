package org.opencadc.sessionindex.reader;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
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
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            classpath,
            "org.opencadc.sessionindex.SessionIndexOperator");
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("SESSION_INDEX_HTTP_PORT", "0");
    builder.environment().put("SESSION_INDEX_NAMESPACES", namespaces);
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    process = builder.start();
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
