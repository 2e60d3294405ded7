package org.opencadc.sessionindex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The dashboard shows our figures alone, and none that nobody tells any more. */
class DashboardTest {
  private static final Path MONITORING = Path.of("deploy/monitoring");
  private static final Pattern OURS = Pattern.compile("session_index_[a-z_]+");

  private final JsonNode dashboard =
      new ObjectMapper().readTree(MONITORING.resolve("dashboard.json").toFile());

  DashboardTest() throws IOException {}

  @Test
  void everyPanelHasAPlaceOfItsOwn() {
    Set<String> cells = new TreeSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      JsonNode grid = panel.get("gridPos");
      for (int x = 0; x < grid.get("w").asInt(); x++) {
        for (int y = 0; y < grid.get("h").asInt(); y++) {
          int column = grid.get("x").asInt() + x;
          assertThat(column).isLessThan(24);
          assertThat(cells.add(column + "," + (grid.get("y").asInt() + y)))
              .as(panel.path("title").asText())
              .isTrue();
        }
      }
    }
  }

  @Test
  void theFirstRowHasAllThatIsCritical() throws IOException {
    JsonNode alerts = new YAMLMapper().readTree(MONITORING.resolve("alerts.yaml").toFile());
    Set<String> critical =
        elements(alerts.at("/groups/0/rules"))
            .filter(rule -> rule.at("/labels/severity").asText().equals("critical"))
            .flatMap(DashboardTest::names)
            .collect(Collectors.toSet());
    // a panel without data says that
    critical.remove("session_index_build_info");

    assertThat(targets(DashboardTest::isStat).stream().flatMap(DashboardTest::names))
        .containsAll(critical)
        .contains("session_index_leader");
  }

  /** Over a span of time the last value would stay, green, when there is none any more. */
  @Test
  void whatIsTrueRightNowIsAskedOfNow() {
    assertThat(targets(DashboardTest::isStat))
        .hasSizeGreaterThan(6)
        .allSatisfy(target -> assertThat(target.path("instant").asBoolean()).isTrue());
  }

  @Test
  void noFigureIsMadeUp() {
    assertThat(targets(panel -> true))
        .isNotEmpty()
        .noneMatch(target -> expr(target).contains("vector("));
  }

  /** Micrometer's names are those of other programs too. */
  @Test
  void everyFigureIsOurs() {
    assertThat(targets(panel -> true))
        .allSatisfy(target -> assertThat(expr(target)).containsPattern(OURS));
  }

  /** A rate takes two samples, and how far apart they are is the site's own choice. */
  @Test
  void ratesAreOverWhatTheSiteScrapes() {
    assertThat(targets(panel -> true))
        .extracting(DashboardTest::expr)
        .filteredOn(expr -> expr.contains("["))
        .hasSizeGreaterThan(1)
        .allSatisfy(expr -> assertThat(expr).contains("[$__rate_interval]"));
  }

  private static boolean isStat(JsonNode panel) {
    return panel.get("type").asText().equals("stat");
  }

  private List<JsonNode> targets(Predicate<JsonNode> which) {
    return elements(dashboard.get("panels"))
        .filter(which)
        .flatMap(panel -> elements(panel.path("targets")))
        .toList();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static String expr(JsonNode query) {
    return query.get("expr").asText();
  }

  private static Stream<String> names(JsonNode query) {
    return OURS.matcher(expr(query)).results().map(MatchResult::group);
  }
}
