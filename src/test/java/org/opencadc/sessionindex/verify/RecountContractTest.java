package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opencadc.sessionindex.api.SessionIndexSpec.Generation;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/** Rows against what Skaha's own SessionBuilder made of the same Jobs. */
class RecountContractTest {

  static Stream<Arguments> jobs() {
    return Stream.concat(jobs("current", Generation.Canonical), jobs("legacy", Generation.Legacy));
  }

  private static Stream<Arguments> jobs(String name, Generation generation) {
    List<Job> jobs = Given.jobs("contract/jobs." + name + ".json");
    JsonNode sessions = Given.json("contract/sessions." + name + ".json");
    assertThat(sessions.size()).isEqualTo(jobs.size()).isGreaterThan(50);
    return IntStream.range(0, jobs.size())
        .mapToObj(
            i -> Arguments.of(Named.of(name + " " + i, jobs.get(i)), sessions.get(i), generation));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void rowSaysWhatSkahaSays(Job job, JsonNode pair, Generation generation) {
    assertThat(job.getMetadata().getName()).isEqualTo(pair.get("job").asText());
    JsonNode session = pair.get("session");
    String username = session.get("userid").asText();

    Recount recount = Recount.of(List.of(job), List.of(), null, Given.spec(generation));

    assertThat(recount.users()).containsOnlyKeys(username);
    SessionSummaryStatus user = recount.users().get(username);
    assertThat(user.rows()).hasSize(1);
    SessionRow row = user.rows().get(0);
    assertThat(row.jobName()).isEqualTo(pair.get("job").asText());
    assertThat(row.id()).isEqualTo(text(session, "id"));
    assertThat(row.kind()).isEqualTo(text(session, "type"));
    assertThat(row.name()).isEqualTo(text(session, "name"));
    assertThat(row.appId()).isEqualTo(text(session, "appid"));
    assertThat(row.status()).isEqualTo(text(session, "status"));
    assertThat(row.image()).isEqualTo(text(session, "image"));
    assertThat(row.fixed()).isEqualTo(session.get("isFixedResources").asBoolean());
    assertThat(row.runAsUser() == null ? "" : row.runAsUser().toString())
        .isEqualTo(text(session, "runAsUID"));
    assertThat(row.runAsGroup() == null ? "" : row.runAsGroup().toString())
        .isEqualTo(text(session, "runAsGID"));
    List<Long> groups = row.supplementalGroups();
    assertThat((groups == null ? List.<Long>of() : groups).stream().map(Long::intValue).toList())
        .hasToString(session.get("supplementalGroups").toString().replace(",", ", "));
    assertThat(row.startTime() == null ? null : OffsetDateTime.parse(row.startTime()).toString())
        .isEqualTo(text(session, "startTime"));
    assertThat(row.expiryTime()).isEqualTo(text(session, "expiryTime"));
    Map<String, String> limits = row.limits() == null ? null : row.limits().extended();
    assertThat(limits == null ? "0" : limits.getOrDefault("nvidia.com/gpu", "0"))
        .isEqualTo(text(session, "requestedGPUCores"));
    assertThat(row.fixed() && row.requests() != null ? gigabytes(row.requests().memory()) : null)
        .isEqualTo(text(session, "requestedRAM"));
    assertThat(user.sessions().byKind()).isEqualTo(Map.of(row.kind(), 1L));
  }

  private static String gigabytes(String memory) {
    return Quantity.parse(memory)
        .getNumericalAmount()
        .divide(BigDecimal.TEN.pow(9))
        .setScale(2, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private static String text(JsonNode session, String field) {
    return session.hasNonNull(field) ? session.get(field).asText() : null;
  }
}
