package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run was made with; {@code run.json} beside its figures.
 *
 * @param sessions how many there were
 * @param smoke whether the times are too short to mean anything
 * @param started RFC 3339, UTC
 * @param cores of the machine
 * @param memoryBytes of the machine
 * @param java version of the Java that ran everything
 * @param kubernetes version of the API server
 * @param controllers whether real controllers made and ran the pods
 * @param settings what {@code make scale} was given besides sessions and name; may be empty
 */
record RunFacts(
    int sessions,
    boolean smoke,
    String started,
    int cores,
    long memoryBytes,
    String java,
    String kubernetes,
    boolean controllers,
    String settings) {
  static final String FILE = "run.json";

  static RunFacts now(ScaleArguments arguments, KubernetesClient client) {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new RunFacts(
        arguments.sessions(),
        arguments.smoke(),
        Instant.now().toString(),
        machine.getAvailableProcessors(),
        machine.getTotalMemorySize(),
        System.getProperty("java.version"),
        client.getKubernetesVersion().getGitVersion(),
        arguments.sessions() <= Stage.MOST_REAL,
        given());
  }

  private static String given() {
    return Stream.of(
            setting(ChurnStep.MINUTES, System.getenv(ChurnStep.MINUTES)),
            setting("PORTAL_SECONDS", System.getProperty(PortalStep.SECONDS)))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" "));
  }

  private static Optional<String> setting(String name, String value) {
    return Optional.ofNullable(value).map(given -> name + "=" + given);
  }

  void write(Path folder) throws IOException {
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve(FILE).toFile(), this);
  }
}
