package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.api.Resources;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.Sessions;

class ComparisonTest {
  private static final Recount EXPECTED = Given.fixtures("canonical");
  private static final Comparison HIDING = new Comparison(false);
  private static final SessionSummaryStatus ADAL = EXPECTED.users().get("adal");

  @Test
  void equalSummariesDoNotDiffer() {
    assertThat(HIDING.compare(EXPECTED, EXPECTED.platform(), EXPECTED.users())).isEmpty();
  }

  static Stream<String> platformLeaves() {
    return leaves("", Given.JSON.valueToTree(EXPECTED.platform())).stream();
  }

  static Stream<String> userLeaves() {
    return leaves("", Given.JSON.valueToTree(ADAL)).stream();
  }

  @ParameterizedTest
  @MethodSource("platformLeaves")
  void everyPlatformFieldIsCompared(String pointer) throws JsonProcessingException {
    for (SessionSummaryStatus wrong : mutations(EXPECTED.platform(), pointer)) {
      assertThat(HIDING.platform(EXPECTED.platform(), wrong)).as(pointer).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("userLeaves")
  void everyUserFieldIsCompared(String pointer) throws JsonProcessingException {
    for (SessionSummaryStatus wrong : mutations(ADAL, pointer)) {
      assertThat(HIDING.user("adal", ADAL, wrong)).as(pointer).isNotEmpty();
    }
  }

  @Test
  void quantitiesCompareAsNumbers() {
    Resources same =
        new Resources(
            EXPECTED.platform().resources().capacity(),
            EXPECTED.platform().resources().allocatable(),
            new Resources.Amounts("20750m", "95944704Ki", Map.of("nvidia.com/gpu", "1000m")),
            EXPECTED.platform().resources().effective(),
            EXPECTED.platform().resources().pending(),
            EXPECTED.platform().resources().queued());

    assertThat(HIDING.platform(EXPECTED.platform(), with(EXPECTED.platform(), same))).isEmpty();
  }

  @Test
  void absentDemandIsZeroDemandButAbsentCapacityIsNot() {
    SessionSummaryStatus none = Recount.of(List.of(), List.of(), List.of(), null).platform();
    Resources noDemand =
        new Resources(
            none.resources().capacity(), none.resources().allocatable(), null, null, null, null);
    Resources nothing = new Resources(null, null, null, null, null, null);

    assertThat(HIDING.platform(none, with(none, noDemand))).isEmpty();
    assertThat(HIDING.platform(none, with(none, nothing)))
        .extracting(Difference::field)
        .containsExactly(
            "resources.capacity.cpu",
            "resources.capacity.memory",
            "resources.allocatable.cpu",
            "resources.allocatable.memory");
  }

  @Test
  void missingAndUnexpectedSummariesDiffer() {
    Map<String, SessionSummaryStatus> users = new HashMap<>(EXPECTED.users());
    users.put("ghost", users.remove("adal"));

    assertThat(HIDING.compare(EXPECTED, null, users))
        .contains(
            new Difference("platform", "status", "present", "absent"),
            new Difference("user adal", "status", "present", "absent"),
            new Difference("user ghost", "sessions.total", "0", "6"));
  }

  @Test
  void userWithoutSessionsMayHaveAnEmptySummaryOrNone() {
    assertThat(HIDING.user("gone", null, Recount.NO_SESSIONS)).isEmpty();
    assertThat(HIDING.user("gone", null, null)).isEmpty();
  }

  @Test
  void aRowMayBeMissingIfItIsSaid() {
    List<SessionRow> fewer = ADAL.rows().subList(1, 6);

    assertThat(ADAL.rows()).hasSize(6);
    assertThat(HIDING.user("adal", ADAL, rows(ADAL, fewer, shown("5 of 6")))).isEmpty();
    assertThat(HIDING.user("adal", ADAL, rows(ADAL, fewer, null)))
        .containsExactly(new Difference("user adal", "rows[0]", "present", "absent"));
  }

  @ParameterizedTest
  @CsvSource({
    // more rows are missing than is said, fewer, none
    "2, 5 of 6, 4 of 6",
    "1, 4 of 6, 5 of 6",
    "1, 5 of 7, 5 of 6",
    "0, 6 of 6, absent",
    "0, 5 of 6, absent"
  })
  void justSoManyRowsAreMissingAsIsSaid(int missing, String said, String right) {
    List<SessionRow> rows = ADAL.rows().subList(missing, 6);

    assertThat(HIDING.user("adal", ADAL, rows(ADAL, rows, shown(said))))
        .containsExactly(new Difference("user adal", "conditions.Truncated", right, said));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "some are missing", "5 of 6", "5 of 6 sessions have rowsheds"})
  void howManyRowsAreMissingMustBeSaid(String message) {
    List<SessionRow> fewer = ADAL.rows().subList(1, 6);

    assertThat(HIDING.user("adal", ADAL, rows(ADAL, fewer, message)))
        .containsExactly(new Difference("user adal", "conditions.Truncated", "5 of 6", "present"));
  }

  @Test
  void theRowsThatAreThereMustBeRightThoughOthersAreMissing() {
    List<SessionRow> rows = new ArrayList<>(ADAL.rows().subList(1, 6));
    rows.set(4, EXPECTED.users().get("bchen").rows().get(0));

    assertThat(HIDING.user("adal", ADAL, rows(ADAL, rows, shown("4 of 6"))))
        .contains(new Difference("user adal", "rows[unexpected]", "absent", "present"));
  }

  /** As the operator says it. */
  private static String shown(String some) {
    return some + " sessions have rows; counts are exact";
  }

  @Test
  void rowsMustBeInOrderAndOnce() {
    List<SessionRow> reversed = new ArrayList<>(ADAL.rows());
    Collections.reverse(reversed);
    List<SessionRow> twice = new ArrayList<>(ADAL.rows());
    twice.add(1, twice.get(0));

    assertThat(HIDING.user("adal", ADAL, rows(ADAL, reversed, null))).hasSize(1);
    assertThat(HIDING.user("adal", ADAL, rows(ADAL, twice, null))).hasSize(1);
  }

  @Test
  void namesAreHiddenUnlessAsked() throws JsonProcessingException {
    SessionSummaryStatus other = EXPECTED.users().get("bchen");
    List<String> secrets =
        Stream.of(ADAL, other)
            .flatMap(user -> user.rows().stream())
            .flatMap(row -> Stream.of(row.id(), row.jobName()))
            .toList();

    List<Difference> differences = new ArrayList<>(HIDING.user("adal", ADAL, other));
    for (String field : List.of("id", "podName", "jobName")) {
      for (SessionSummaryStatus wrong : mutations(ADAL, "/rows/1/" + field)) {
        differences.addAll(HIDING.user("adal", ADAL, wrong));
      }
    }

    assertThat(differences).hasSizeGreaterThan(10);
    assertThat(differences.toString()).doesNotContain(secrets);
    assertThat(new Comparison(true).user("adal", ADAL, other).toString())
        .contains(other.rows().get(0).jobName());
  }

  @Test
  void beyond64KeysTheRestIsUnderOther() {
    Map<String, Long> all = new LinkedHashMap<>();
    IntStream.range(0, 70).forEach(i -> all.put("queue" + i, i + 1L));
    Map<String, Long> cut = new LinkedHashMap<>();
    IntStream.range(6, 70).forEach(i -> cut.put("queue" + i, i + 1L));
    cut.put(Sessions.OTHER, 21L);

    assertThat(countsBy(all, cut)).isEmpty();
    assertThat(countsBy(all, all)).extracting(Difference::field).contains("q keys", "q._other");
    cut.put(Sessions.OTHER, 22L);
    assertThat(countsBy(all, cut))
        .containsExactly(new Difference("platform", "q._other", "21", "22"));
    assertThat(countsBy(Map.of("a", 1L), Map.of(Sessions.OTHER, 1L))).hasSize(2);
  }

  private static List<Difference> countsBy(
      Map<String, Long> expected, Map<String, Long> published) {
    Findings findings = new Findings("platform");
    findings.countsBy("q", expected, published);
    return findings.found();
  }

  private static SessionSummaryStatus with(SessionSummaryStatus status, Resources resources) {
    return new SessionSummaryStatus(
        null,
        null,
        null,
        null,
        null,
        status.sessions(),
        resources,
        status.quota(),
        status.nodes(),
        status.users(),
        status.usersOmitted(),
        null,
        null,
        null,
        null,
        null);
  }

  /** With other rows, and with a condition when there is a message for it. */
  private static SessionSummaryStatus rows(
      SessionSummaryStatus status, List<SessionRow> rows, String truncated) {
    var condition =
        new ConditionBuilder()
            .withType("Truncated")
            .withStatus("True")
            .withMessage(truncated)
            .build();
    return new SessionSummaryStatus(
        null,
        null,
        null,
        null,
        null,
        status.sessions(),
        status.resources(),
        status.quota(),
        null,
        null,
        null,
        rows,
        null,
        truncated == null ? List.of() : List.of(condition),
        null,
        null);
  }

  private static List<String> leaves(String pointer, JsonNode node) {
    List<String> leaves = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              field ->
                  leaves.addAll(
                      leaves(pointer + "/" + field.getKey().replace("/", "~1"), field.getValue())));
    } else if (node instanceof ArrayNode array) {
      IntStream.range(0, array.size())
          .forEach(i -> leaves.addAll(leaves(pointer + "/" + i, array.get(i))));
    } else {
      leaves.add(pointer);
    }
    return leaves;
  }

  /** The status with one value changed, and without that value unless it is a zero demand. */
  private static List<SessionSummaryStatus> mutations(SessionSummaryStatus status, String pointer)
      throws JsonProcessingException {
    int slash = pointer.lastIndexOf('/');
    List<SessionSummaryStatus> mutations = new ArrayList<>();
    String key = pointer.substring(slash + 1).replace("~1", "/");
    for (boolean remove : new boolean[] {false, true}) {
      JsonNode tree = Given.JSON.valueToTree(status);
      JsonNode parent = tree.at(pointer.substring(0, slash));
      JsonNode value = tree.at(pointer);
      if (remove && value.asText().equals("0") && pointer.startsWith("/resources")) {
        continue;
      }
      if (parent instanceof ArrayNode array) {
        int index = Integer.parseInt(key);
        array.remove(index);
        if (!remove) {
          array.insert(index, changed(value));
        }
      } else if (parent instanceof ObjectNode object) {
        object.remove(key);
        if (!remove) {
          object.set(key, changed(value));
        }
      }
      mutations.add(Given.JSON.treeToValue(tree, SessionSummaryStatus.class));
    }
    return mutations;
  }

  private static JsonNode changed(JsonNode value) {
    var nodes = Given.JSON.getNodeFactory();
    if (value.isBoolean()) {
      return nodes.booleanNode(!value.asBoolean());
    }
    if (value.isIntegralNumber()) {
      return nodes.numberNode(value.asLong() + 1);
    }
    return nodes.textNode(value.asText().equals("7") ? "8" : "7");
  }
}
