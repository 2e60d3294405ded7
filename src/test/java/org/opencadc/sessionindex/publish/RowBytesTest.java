package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencadc.sessionindex.ledger.LabelGeneration;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.watch.SlimClient;
import org.opencadc.sessionindex.watch.SlimJob;
import org.opencadc.sessionindex.watch.SlimPod;

/** Rows go over the wire and into etcd again and again: what the fixtures' sessions take. */
class RowBytesTest {
  private static final int MOST_BYTES = 600;

  private final ObjectMapper mapper = new ObjectMapper();
  private final KubernetesSerialization serialization = SlimClient.serialization();
  private final Ledger ledger =
      new Ledger(List.of(LabelGeneration.CANONICAL, LabelGeneration.LEGACY));

  @ParameterizedTest
  @CsvSource({"canonical", "legacy"})
  void aRowIsSmall(String generation) throws IOException {
    for (JsonNode job : items(generation + ".joblist")) {
      var unused = ledger.apply(serialization.convertValue(job, SlimJob.class).facts());
    }
    for (JsonNode pod : items(generation + ".podlist")) {
      var unused = ledger.apply(serialization.convertValue(pod, SlimPod.class).facts());
    }
    UserDocument document = new UserDocument(mapper, 200);
    List<String> rows = new ArrayList<>();
    for (String user : ledger.users()) {
      document
          .compose(ledger.user(user), null, "2026-11-23T10:00:00Z")
          .path("rows")
          .forEach(row -> rows.add(row.toString()));
    }

    assertThat(rows).hasSizeGreaterThan(8);
    double mean =
        rows.stream()
            .mapToInt(row -> row.getBytes(StandardCharsets.UTF_8).length)
            .average()
            .orElseThrow();
    System.out.printf("%s: %d rows of %.0f B%n", generation, rows.size(), mean);
    assertThat(mean).isLessThanOrEqualTo(MOST_BYTES);
  }

  private JsonNode items(String name) throws IOException {
    try (InputStream list = getClass().getResourceAsStream("/fixtures/" + name + ".json")) {
      return mapper.readTree(list).path("items");
    }
  }
}
