package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opencadc.sessionindex.scale.portal.PortalReplica;

/** A {@link PortalReplica} as a process of its own; ended with this JVM at the latest. */
final class ReplicaProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;
  private final ProcessMeter meter;
  private final ObjectMapper json = new ObjectMapper();
  private final Thread atExit;

  /**
   * Starts one; it asks the API server for nothing until it is told to {@code open}.
   *
   * @param users whose pages poll it
   * @param log takes what it says to people
   */
  ReplicaProcess(PortalReplica.Way way, Stage stage, List<String> users, long seed, Path log)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (stage.smoke()) {
      // the second compiler is of no use to what runs for seconds
      line.add("-XX:TieredStopAtLevel=1");
    }
    line.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            PortalReplica.class.getName(),
            way.name(),
            stage.cluster().kubeconfig().toString(),
            stage.namespace(),
            Publishing.INDEX,
            String.join(",", users),
            Long.toString(seed)));
    process =
        new ProcessBuilder(line)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    atExit = new Thread(process::destroyForcibly, "replica-end");
    Runtime.getRuntime().addShutdownHook(atExit);
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    in =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    meter = new ProcessMeter(process::pid);
  }

  /** CPU and memory of the process. */
  ProcessMeter meter() {
    return meter;
  }

  /** Sends a command. */
  void tell(String command) throws IOException {
    in.write(command + "\n");
    in.flush();
  }

  /** The next answer; waits for it. */
  JsonNode answer() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("a replica ended; its log says why");
    }
    return json.readTree(line);
  }

  /** Ends it at once: it has nothing to save, and its threads may be in the midst of something. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      in.close();
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().removeShutdownHook(atExit);
    }
  }
}
