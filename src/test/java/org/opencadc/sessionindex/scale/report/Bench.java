package org.opencadc.sessionindex.scale.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What JMH found: {@code make bench}.
 *
 * @param results as JMH wrote them; empty when it did not run
 */
record Bench(List<Result> results) {
  private static final String LEDGER = "LedgerBenchmark.events";
  private static final String METRIC = "primaryMetric";
  private static final double EVENTS_PER_SECOND = 1e6;
  private static final double SLOPE = 1.2;

  /** One benchmark with its parameters. */
  record Result(
      String name, Map<String, String> parameters, double score, double error, String unit) {
    static Result of(JsonNode json) {
      String[] parts = json.path("benchmark").asText().split("\\.", -1);
      JsonNode metric = json.path(METRIC);
      return new Result(
          parts[parts.length - 2] + "." + parts[parts.length - 1],
          new ObjectMapper()
              .convertValue(json.path("params"), new TypeReference<Map<String, String>>() {}),
          metric.path("score").asDouble(),
          metric.path("scoreError").asDouble(),
          metric.path("scoreUnit").asText());
    }

    private String parameter(String key) {
      return parameters == null ? "" : parameters.getOrDefault(key, "");
    }

    private String parameterText() {
      return parameters == null
          ? ""
          : parameters.entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .sorted()
              .collect(Collectors.joining(", "));
    }

    private boolean tooSlow() {
      return name.equals(LEDGER) && score < EVENTS_PER_SECOND;
    }
  }

  /**
   * Keeps what JMH measured beside the page, without where and how it ran.
   *
   * @param kept is left as it is when nothing was measured
   */
  static void keep(Path measured, Path kept) throws IOException {
    if (!Files.exists(measured)) {
      return;
    }
    ObjectMapper mapper = new ObjectMapper();
    JsonNode all = mapper.readTree(measured.toFile());
    for (JsonNode one : all) {
      ((ObjectNode) one).retain("benchmark", "mode", "params", METRIC);
      ((ObjectNode) one.path(METRIC)).retain("score", "scoreError", "scoreUnit");
    }
    Files.writeString(kept, all.toPrettyString() + "\n");
  }

  /**
   * Reads what JMH measured.
   *
   * @param file none is a bench that did not run
   */
  static Bench read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Bench(List.of());
    }
    JsonNode all = new ObjectMapper().readTree(file.toFile());
    return new Bench(StreamSupport.stream(all.spliterator(), false).map(Result::of).toList());
  }

  String text() {
    Table table = new Table(List.of("Benchmark", "Parameters", "Score", "Goal", "Met"));
    for (Result result : results) {
      boolean ledger = result.name().equals(LEDGER);
      table.add(
          List.of(
              result.name(),
              result.parameterText(),
              Numbers.number(result.score())
                  + " ± "
                  + Numbers.shortest(result.error())
                  + " "
                  + result.unit(),
              ledger ? "≥ " + Numbers.number(EVENTS_PER_SECOND) : Cells.NOTHING,
              ledger ? Cells.yes(!result.tooSlow()) : Cells.NOTHING));
    }
    for (Map.Entry<String, Double> slope : slopes().entrySet()) {
      table.add(
          List.of(
              slope.getKey(),
              Cells.NOTHING,
              Numbers.text(slope.getValue(), "x"),
              "≤ " + Numbers.text(SLOPE, "x"),
              Cells.yes(slope.getValue() <= SLOPE)));
    }
    return table.isEmpty() ? "Not measured yet: `make bench`." : table.text();
  }

  /** What misses its goal, one a line. */
  List<String> unmet() {
    List<String> lines = new ArrayList<>();
    for (Result result : results) {
      if (result.tooSlow()) {
        lines.add(
            "- %s, %s: %s %s, goal ≥ %s"
                .formatted(
                    result.name(),
                    result.parameterText(),
                    Numbers.number(result.score()),
                    result.unit(),
                    Numbers.number(EVENTS_PER_SECOND)));
      }
    }
    slopes()
        .forEach(
            (name, slope) -> {
              if (slope > SLOPE) {
                lines.add("- %s: %s, goal ≤ %s×".formatted(name, Numbers.text(slope, "x"), SLOPE));
              }
            });
    return lines;
  }

  /** How much longer an event takes with most rows than with fewest, by what else is the same. */
  private Map<String, Double> slopes() {
    Map<String, Double> slopes = new TreeMap<>();
    Map<String, List<Result>> ledgers =
        results.stream()
            .filter(result -> result.name().equals(LEDGER))
            .collect(Collectors.groupingBy(result -> result.parameter("busy")));
    ledgers.forEach(
        (busy, same) -> {
          List<Result> byRows =
              same.stream()
                  .sorted(
                      Comparator.comparingInt(result -> Integer.parseInt(result.parameter("rows"))))
                  .toList();
          Result few = byRows.get(0);
          Result most = byRows.get(byRows.size() - 1);
          slopes.put(
              "Time of an event, %s rows against %s, busy=%s"
                  .formatted(most.parameter("rows"), few.parameter("rows"), busy),
              few.score() / most.score());
        });
    return slopes;
  }
}
