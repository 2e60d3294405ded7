package org.opencadc.sessionindex.scale.report;

import java.util.List;
import java.util.stream.Collectors;

/** Which runs there are, how to make them again, and on what machine they were made. */
final class RunsTable {
  private static final double GIB = 1 << 30;

  private final Runs runs;

  RunsTable(Runs runs) {
    this.runs = runs;
  }

  String text() {
    Table table = new Table(List.of("Run", "Command", "Started", "Control plane", "Steps"));
    for (Run run : runs.all()) {
      table.add(
          List.of(
              run.name(),
              "`" + command(run) + "`",
              run.facts().started().substring(0, 16).replace('T', ' ') + " UTC",
              run.facts().controllers()
                  ? "full, Jobs made through the API"
                  : "etcd and kube-apiserver alone, objects written into etcd",
              String.join(", ", run.steps().keySet())));
    }
    return table.isEmpty() ? "There is no run yet." : table.text();
  }

  private static String command(Run run) {
    String[] parts = run.name().split("-", 2);
    String settings = run.facts().settings();
    return "make scale SESSIONS="
        + run.sessions()
        + (parts.length > 1 ? " RUN=" + parts[1] : "")
        + (settings == null || settings.isEmpty() ? "" : " " + settings);
  }

  /** The machine and the versions, in words; each once. */
  String machine() {
    return runs.all().stream()
        .map(Run::facts)
        .map(
            facts ->
                "%d cores and %.0f GiB of memory, Kubernetes %s, Java %s"
                    .formatted(
                        facts.cores(), facts.memoryBytes() / GIB, facts.kubernetes(), facts.java()))
        .distinct()
        .collect(Collectors.joining("; "));
  }

  /** The days on which the runs were made. */
  String dates() {
    return runs.all().stream()
        .map(run -> run.facts().started().substring(0, 10))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
