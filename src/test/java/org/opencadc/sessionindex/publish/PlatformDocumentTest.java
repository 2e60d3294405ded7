package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.LabelGeneration;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.ledger.NodeFacts;
import org.opencadc.sessionindex.ledger.ResourceVector;

class PlatformDocumentTest {
  private static final String UNTIL = "2026-11-23T08:01:00Z";

  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));
  private final PlatformDocument document = new PlatformDocument(new ObjectMapper());

  private void node(String name, long cores, long bytes, Map<String, Long> extended) {
    ResourceVector capacity = new ResourceVector(1000 * cores, bytes, extended);
    ResourceVector allocatable = new ResourceVector(1000 * cores - 500, bytes, extended);
    assertThat(
            ledger
                .apply(new NodeFacts(name, name, "1", false, true, capacity, allocatable, 0))
                .platform())
        .isTrue();
  }

  private void job(SomeJob job) {
    assertThat(ledger.apply(job.facts()).platform()).isTrue();
  }

  @Test
  void nothingIsZeroAndNotAbsent() {
    ObjectNode status = document.compose(ledger.platform(100), UNTIL);

    assertThat(status.at("/sessions/total").asInt(-1)).isZero();
    assertThat(status.at("/sessions/users").asInt(-1)).isZero();
    assertThat(status.at("/nodes/selected").asInt(-1)).isZero();
    assertThat(status.at("/nodes/largestByCpu").isMissingNode()).isTrue();
    assertThat(status.at("/resources/capacity/cpu").asText()).isEqualTo("0");
    assertThat(status.path("usersOmitted").asInt(-1)).isZero();
    assertThat(status.has("rows")).isFalse();
    assertThat(SummarySchema.objectionsTo(status)).isEmpty();
  }

  @Test
  void figuresAndUsers() {
    node("worker-1", 8, 32L << 30, Map.of("nvidia.com/gpu", 2L));
    node("worker-2", 4, 64L << 30, Map.of());
    job(SomeJob.of("a", "adal"));
    job(SomeJob.of("b", "adal").kind("headless"));
    job(SomeJob.of("c", "bchen").ended());

    ObjectNode status = document.compose(ledger.platform(1), UNTIL);

    assertThat(status.path("users").toString())
        .isEqualTo(
            "[{\"username\":\"adal\",\"interactive\":1,\"headless\":1,\"running\":2,\"pending\":0}]");
    assertThat(status.path("usersOmitted").asInt()).isEqualTo(1);
    assertThat(status.at("/sessions/users").asInt()).isEqualTo(2);
    assertThat(status.at("/sessions/activeUsers").asInt()).isEqualTo(1);
    assertThat(status.at("/resources/capacity").toString())
        .isEqualTo("{\"cpu\":\"12\",\"memory\":\"96Gi\",\"extended\":{\"nvidia.com/gpu\":\"2\"}}");
    assertThat(status.at("/resources/allocatable/cpu").asText()).isEqualTo("11");
    assertThat(status.at("/nodes/largestByCpu").toString())
        .isEqualTo("{\"name\":\"worker-1\",\"cpu\":\"8\",\"memory\":\"32Gi\"}");
    assertThat(status.at("/nodes/largestByMemory/name").asText()).isEqualTo("worker-2");
    assertThat(status.at("/nodes/validUntil").asText()).isEqualTo(UNTIL);
    assertThat(SummarySchema.objectionsTo(status)).isEmpty();
  }

  @Test
  void withoutProofOfNodesThereIsNoCapacity() {
    node("worker-1", 8, 32L << 30, Map.of());

    ObjectNode status = document.compose(ledger.platform(100), null);

    assertThat(status.has("nodes")).isFalse();
    assertThat(status.at("/resources/capacity").isMissingNode()).isTrue();
    assertThat(status.at("/resources/allocatable").isMissingNode()).isTrue();
    assertThat(status.at("/resources/allocated/cpu").asText()).isEqualTo("0");
    assertThat(SummarySchema.objectionsTo(status)).isEmpty();
  }

  @Test
  void neitherIdsNorJobNames() {
    job(SomeJob.of("secretid", "adal").name("skaha-notebook-adal-secretid").queue("batch"));

    assertThat(document.compose(ledger.platform(100), UNTIL).toString()).doesNotContain("secretid");
  }

  @Test
  void theWorstObjectIsValidAndNotTooLarge() {
    Map<String, Long> extended = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      extended.put("x".repeat(250) + "/" + "y".repeat(60) + (10 + i), 1L << 50);
    }
    node("n".repeat(253), 1L << 28, (1L << 50) + 1, extended);
    String label = "x".repeat(59);
    for (int i = 1000; i < 2500; i++) {
      job(SomeJob.of("id" + i, label + i).queue(label + i).flavor(label + i).large());
    }
    ObjectNode status = document.compose(ledger.platform(1000), UNTIL);

    assertThat(SummarySchema.objectionsTo(status)).isEmpty();
    assertThat(status.path("users").size()).isEqualTo(1000);
    assertThat(status.toString().getBytes(StandardCharsets.UTF_8).length).isLessThan(384 << 10);
  }
}
