package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummaryStatus.Observed;
import org.opencadc.sessionindex.api.SessionSummaryStatus.SliceReference;
import org.opencadc.sessionindex.ledger.LabelGeneration;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.ledger.PodDemand;
import org.opencadc.sessionindex.ledger.PodFacts;
import org.opencadc.sessionindex.ledger.PodPhase;
import org.opencadc.sessionindex.ledger.ResourceVector;
import org.opencadc.sessionindex.ledger.UserSnapshot;
import org.opencadc.sessionindex.ledger.UserSnapshot.SessionFacts;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

class UserDocumentTest {
  private static final String NOW = "2026-11-23T08:00:09Z";
  private static final int MOST_BYTES = 384 << 10;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));

  private void apply(SomeJob job) {
    assertThat(ledger.apply(job.facts()).users()).containsExactly("adal");
  }

  private ObjectNode compose(int mostRows, String truncatedSince) {
    return new UserDocument(mapper, mostRows).compose(ledger.user("adal"), truncatedSince, NOW);
  }

  private static List<String> rows(JsonNode status, String field) {
    return status.path("rows").valueStream().map(row -> row.path(field).asText()).toList();
  }

  private int bytes(ObjectNode status) {
    ObjectNode object = mapper.createObjectNode();
    object.set("metadata", Examples.summary("user").get("metadata"));
    object.set("spec", mapper.valueToTree(SessionSummarySpec.user("x".repeat(40), "x".repeat(63))));
    status.set(
        "observed", mapper.valueToTree(new Observed(NOW, "1".repeat(32), "1".repeat(32), null)));
    object.set("status", status);
    return object.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void aUserWithoutSessionsHasZerosAndNoRows() {
    ObjectNode status = compose(200, null);

    assertThat(status.at("/sessions/total").asInt(-1)).isZero();
    assertThat(status.path("rows").size()).isZero();
    assertThat(status.path("conditions")).isEmpty();
    assertThat(status.has("users")).isFalse();
    assertThat(status.has("nodes")).isFalse();
    assertThat(status.at("/sessions/byCommunity").isMissingNode()).isTrue();
    assertThat(status.at("/resources/effective").isMissingNode()).isTrue();
    assertThat(SummarySchema.objectionsTo(status)).isEmpty();
  }

  @Test
  void rowsAreInTheOrderOfJobNames() {
    apply(SomeJob.of("c", "adal").kind("headless").ended());
    apply(SomeJob.of("a", "adal"));
    apply(SomeJob.of("b", "adal").kind("desktop-app"));

    ObjectNode status = compose(200, "2026-11-23T07:00:00Z");

    assertThat(rows(status, "id")).containsExactly("a", "b", "c");
    assertThat(status.path("conditions")).isEmpty();
    assertThat(status.at("/sessions/interactive/active").asInt()).isEqualTo(1);
    assertThat(SummarySchema.objectionsTo(status)).isEmpty();
  }

  @Test
  void interactiveRowsComeFirstWhenThereAreTooMany() {
    for (int i = 10; i < 40; i++) {
      apply(SomeJob.of("a" + i, "adal").kind("headless"));
    }
    apply(SomeJob.of("z1", "adal"));
    apply(SomeJob.of("z2", "adal").kind("desktop-app"));

    ObjectNode status = compose(10, null);

    assertThat(rows(status, "id"))
        .containsExactly("a10", "a11", "a12", "a13", "a14", "a15", "a16", "a17", "z1", "z2");
    assertThat(status.at("/sessions/total").asInt()).isEqualTo(32);
    assertThat(status.at("/conditions/0/type").asText()).isEqualTo("Truncated");
    assertThat(status.at("/conditions/0/status").asText()).isEqualTo("True");
    assertThat(status.at("/conditions/0/message").asText())
        .isEqualTo("10 of 32 sessions have rows; counts are exact");
    assertThat(status.at("/conditions/0/lastTransitionTime").asText()).isEqualTo(NOW);
    assertThat(SummarySchema.objectionsTo(status)).isEmpty();
  }

  @Test
  void truncationKeepsTheTimeWhenItBegan() {
    for (int i = 0; i < 11; i++) {
      apply(SomeJob.of("a" + i, "adal"));
    }
    String since = "2026-11-23T07:00:00Z";
    ObjectNode status = compose(10, since);

    assertThat(status.at("/conditions/0/lastTransitionTime").asText()).isEqualTo(since);
    assertThat(PublishedSummaryReader.content(status, false).truncatedSince()).isEqualTo(since);
    assertThat(PublishedSummaryReader.content(compose(11, since), false).truncatedSince()).isNull();
  }

  @Test
  void aRowThatTheSchemaCannotHoldIsLeftOutAndSaid() {
    apply(
        SomeJob.of("a", "adal")
            .template(SomeJob.template("x".repeat(600), List.of(), VerbatimAmounts.NONE)));
    apply(SomeJob.of("b", "adal"));

    ObjectNode status = compose(200, null);

    assertThat(rows(status, "id")).containsExactly("b");
    assertThat(status.at("/sessions/total").asInt()).isEqualTo(2);
    assertThat(status.at("/conditions/0/type").asText()).isEqualTo("Truncated");
  }

  @Test
  void theWorstObjectIsValidAndNotTooLarge() {
    String label = "x".repeat(60);
    for (int i = 100; i < 600; i++) {
      apply(
          SomeJob.of(label + i, "adal")
              .kind(i % 10 == 0 ? "desktop-app" : "headless")
              .queue(label + i)
              .flavor(label + i)
              .large());
      pod(label + i, i);
    }
    ObjectNode status = compose(500, null);

    assertThat(SummarySchema.objectionsTo(status)).isEmpty();
    assertThat(bytes(status)).isBetween(MOST_BYTES - (24 << 10), MOST_BYTES);
    assertThat(rows(status, "kind")).contains("desktop-app").doesNotContain("headless");
    assertThat(rows(status, "jobName")).isSorted();
    assertThat(status.at("/sessions/total").asInt()).isEqualTo(500);
  }

  @Test
  void sliceZeroHasRoomForTheNamesOfAllOthers() {
    List<SessionFacts> planned = planOfWorstRows().get(0);
    ObjectNode status = sliceZero(planned);

    assertThat(SummarySchema.objectionsTo(status)).isEmpty();
    assertThat(status.path("slices")).hasSize(1000);
    assertThat(planned).hasSizeGreaterThan(10);
    assertThat(status.path("rows")).as("none is left out").hasSize(planned.size());
    assertThat(bytes(status)).isBetween(MOST_BYTES - (64 << 10), MOST_BYTES);
  }

  @Test
  void sliceZeroLeavesRowsOutBeforeItIsTooLarge() {
    applyWorstRows();
    for (int i = 100; i < 300; i++) {
      pod("x".repeat(60) + i, i);
    }
    ObjectNode status = sliceZero(ledger.user("adal").sessions());

    assertThat(SummarySchema.objectionsTo(status)).isEmpty();
    assertThat(status.at("/conditions/0/type").asText()).isEqualTo("Truncated");
    assertThat(bytes(status)).isBetween(MOST_BYTES - (24 << 10), MOST_BYTES);
  }

  @Test
  void aFurtherSliceHoldsAllRowsThatItIsGiven() {
    SortedMap<Integer, List<SessionFacts>> further = planOfWorstRows().tailMap(1);
    assertThat(further).hasSizeGreaterThan(3);
    further.forEach(
        (slice, sessions) -> {
          ObjectNode status = new UserDocument(mapper, 500).further(sessions);
          assertThat(SummarySchema.objectionsTo(status)).isEmpty();
          assertThat(status.path("rows")).hasSize(sessions.size());
          assertThat(bytes(status)).isLessThanOrEqualTo(MOST_BYTES);
        });
  }

  private SortedMap<Integer, List<SessionFacts>> planOfWorstRows() {
    applyWorstRows();
    return new SliceBook(500).assign(ledger.user("adal").sessions()).slices();
  }

  private void applyWorstRows() {
    String label = "x".repeat(60);
    for (int i = 100; i < 300; i++) {
      apply(
          SomeJob.of(label + i, "adal")
              .kind("headless")
              .queue(label + i)
              .flavor(label + i)
              .large());
    }
  }

  /** Slice 0 with these rows and as many names as there may be, each as long as it may be. */
  private ObjectNode sliceZero(List<SessionFacts> sessions) {
    List<SliceReference> names =
        IntStream.rangeClosed(1, 1000)
            .mapToObj(slice -> SummaryNames.ofSlice("x".repeat(40), "X".repeat(63), slice))
            .map(name -> new SliceReference(name, Long.MAX_VALUE))
            .toList();
    UserSnapshot user = ledger.user("adal");
    int elsewhere = user.sessions().size() - sessions.size();
    return new UserDocument(mapper, 500)
        .first(
            user,
            new UserSlices.Round(
                Long.MAX_VALUE, sessions, names, elsewhere, WriteCost.NOTHING, true),
            null,
            NOW);
  }

  private void pod(String job, int number) {
    Map<String, Long> extended = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      extended.put("x".repeat(250) + "/" + "y".repeat(60) + (10 + i), 1L << 50);
    }
    ResourceVector vector = new ResourceVector((1L << 40) + 1, (1L << 50) + 1, extended);
    PodPhase phase = number % 2 == 0 ? PodPhase.RUNNING : PodPhase.PENDING;
    assertThat(
            ledger
                .apply(
                    new PodFacts(
                        "pod-" + job,
                        "p".repeat(250) + number,
                        "10",
                        job,
                        null,
                        phase,
                        phase == PodPhase.RUNNING,
                        new PodDemand(vector, vector, vector, 0),
                        null,
                        null))
                .users())
        .containsExactly("adal");
  }
}
