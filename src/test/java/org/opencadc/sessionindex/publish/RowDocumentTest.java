package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencadc.sessionindex.api.Resources.Amounts;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.ledger.JobFacts;
import org.opencadc.sessionindex.ledger.PodDemand;
import org.opencadc.sessionindex.ledger.SessionLabels;
import org.opencadc.sessionindex.ledger.SessionStatus;
import org.opencadc.sessionindex.ledger.TemplateFacts;
import org.opencadc.sessionindex.ledger.UserSnapshot.SessionFacts;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

class RowDocumentTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static SessionFacts session(JobFacts job, SessionStatus status) {
    return new SessionFacts(job, job.canonical(), true, status, "pod-1", null);
  }

  private static SessionRow row(SomeJob job) {
    return RowDocument.of(session(job.facts(), SessionStatus.RUNNING));
  }

  private static boolean fits(TemplateFacts template) {
    return RowDocument.fits(
        session(SomeJob.of("a", "adal").template(template).facts(), SessionStatus.RUNNING));
  }

  @Test
  void everythingIsVerbatim() {
    JobFacts job =
        new JobFacts(
            "uid-1",
            "skaha-notebook-adal-k3",
            "10",
            new SessionLabels("k3", "adal", "notebook", "mine", "app", "fixed", "lsst", "p1"),
            null,
            "batch",
            "2026-08-20T14:03:26Z",
            true,
            1,
            345600L,
            new TemplateFacts(
                "image:1",
                61001L,
                61002L,
                List.of(70010L),
                new VerbatimAmounts("0.50", "4096Mi", Map.of("nvidia.com/gpu", "1")),
                new VerbatimAmounts("8", null, Map.of()),
                PodDemand.NONE),
            "2026-08-20T14:03:27Z",
            "2026-08-20T15:00:00Z",
            2,
            0,
            0,
            0,
            0,
            null,
            null);

    assertThat(RowDocument.of(session(job, SessionStatus.PENDING)))
        .isEqualTo(
            new SessionRow(
                "skaha-notebook-adal-k3",
                "k3",
                "notebook",
                "mine",
                "app",
                "Pending",
                true,
                2L,
                null,
                null,
                null,
                "image:1",
                true,
                "fixed",
                "2026-08-20T14:03:26Z",
                "2026-08-20T14:03:27Z",
                "2026-08-20T15:00:00Z",
                345600L,
                "2026-08-24T14:03:27Z",
                61001L,
                61002L,
                List.of(70010L),
                new Amounts("0.50", "4096Mi", Map.of("nvidia.com/gpu", "1")),
                new Amounts("8", null, null),
                "pod-1",
                "batch",
                "lsst",
                "p1"));
  }

  @Test
  void unknownIsAbsent() {
    JobFacts job =
        new JobFacts(
            "u",
            "j",
            "1",
            new SessionLabels("i", "adal", "carta", null, null, null, "default", "default"),
            null,
            null,
            null,
            true,
            1,
            null,
            new TemplateFacts(
                null,
                null,
                null,
                List.of(),
                VerbatimAmounts.NONE,
                VerbatimAmounts.NONE,
                PodDemand.NONE),
            null,
            null,
            0,
            0,
            1,
            0,
            0,
            null,
            null);
    JsonNode row =
        JSON.valueToTree(
            RowDocument.of(
                new SessionFacts(
                    job, job.canonical(), false, SessionStatus.COMPLETED, null, null)));
    assertThat(row.toString())
        .as("suspended only while pending")
        .isEqualTo(
            "{\"jobName\":\"j\",\"id\":\"i\",\"kind\":\"carta\",\"status\":\"Completed\",\"fixed\":false}");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-20T14:03:27Z, 0, 2026-08-20T14:03:27Z",
    "2026-08-20T14:03:27.999Z, 60, 2026-08-20T14:04:27Z",
    "2026-08-20T16:03:27+02:00, 60, 2026-08-20T14:04:27Z",
    "2026-08-20T14:03:27Z, 251615066192, 9999-12-31T23:59:59Z",
    "2026-08-20T14:03:27Z, 251615066193,",
    "2026-08-20T14:03:27Z, 9223372036854775807,",
    "2026-08-20T14:03:27Z, ,",
    ", 60,",
    "yesterday, 60,"
  })
  void expiry(String start, Long deadline, String expected) {
    assertThat(row(SomeJob.of("a", "adal").time(start, deadline)).expiryTime()).isEqualTo(expected);
  }

  @Test
  void whatTheSchemaCannotHoldHasNoRow() {
    VerbatimAmounts none = VerbatimAmounts.NONE;
    Map<String, String> seventeen = new TreeMap<>();
    LongStream.range(0, 17).forEach(i -> seventeen.put("vendor/" + i, "1"));
    List<Long> groups = LongStream.range(0, 257).boxed().toList();

    assertThat(fits(SomeJob.template("x".repeat(512), groups.subList(1, 257), none))).isTrue();
    assertThat(fits(SomeJob.template(null, List.of(), none))).isTrue();
    assertThat(fits(SomeJob.template("x".repeat(513), List.of(), none))).isFalse();
    assertThat(fits(SomeJob.template("x", groups, none))).isFalse();
    assertThat(fits(amounts("1".repeat(64), "1", Map.of("vendor/x", "1".repeat(64))))).isTrue();
    assertThat(fits(amounts("1".repeat(65), "1", Map.of()))).isFalse();
    assertThat(fits(amounts("1", "1".repeat(65), Map.of()))).isFalse();
    assertThat(fits(amounts("1", "1", Map.of("vendor/x", "1".repeat(65))))).isFalse();
    assertThat(fits(amounts("1", "1", seventeen))).isFalse();
  }

  private static TemplateFacts amounts(String cpu, String memory, Map<String, String> extended) {
    return SomeJob.template("x", List.of(), new VerbatimAmounts(cpu, memory, extended));
  }
}
