package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

/** A user with ten thousand batch jobs is served, and so is everybody else meanwhile. */
@Timeout(60)
class ManyJobsTest {
  private static final int JOBS = 10_000;
  private static final int MOST_BYTES = 384 << 10;
  private static final String BULK = "main.bulk";
  private static final VerbatimAmounts AMOUNTS =
      new VerbatimAmounts("1500m", "16Gi", Map.of("nvidia.com/gpu", "1"));

  private final PublishingBench bench;

  ManyJobsTest() throws IOException {
    bench = new PublishingBench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** Every tenth has ended. */
  private static SomeJob job(int number) {
    SomeJob job =
        SomeJob.of(uid(number), "bulk")
            .kind("headless")
            .template(
                SomeJob.template(
                    "images.example.org/project/container:" + "1".repeat(40),
                    IntStream.range(0, 30).mapToObj(group -> 900_000L + group).toList(),
                    AMOUNTS));
    return number % 10 == 0 ? job.ended() : job;
  }

  private static String uid(int number) {
    return String.format("job%05d", number);
  }

  private static List<String> names(IntPredicate which) {
    return IntStream.range(0, JOBS).filter(which).mapToObj(n -> "skaha-" + uid(n)).toList();
  }

  @Test
  void hasAllRowsInSlicesAndLosesThemAgain() {
    IntStream.range(0, JOBS).forEach(number -> bench.apply(job(number)));
    bench.apply(SomeJob.of("a", "adal"));
    bench.begin();
    assertThat(bench.round()).isPositive();
    assertThat(bench.status("main.adal").at("/sessions/total").asInt()).as("at once").isEqualTo(1);
    assertCounts(JOBS, JOBS / 10 * 9);
    assertThat(bench.status(BULK).at("/conditions/0/type").asText()).isEqualTo("Truncated");
    settle();

    assertCounts(JOBS, JOBS / 10 * 9);
    assertThat(bench.status(BULK).path("conditions")).isEmpty();
    assertThat(rows()).isEqualTo(names(number -> true));
    assertNothingIsTooLarge();
    assertEverythingIsClaimed();

    IntPredicate left = number -> number % 1000 == 7;
    IntStream.range(0, JOBS).filter(left.negate()).forEach(number -> bench.remove(uid(number)));
    settle();

    assertCounts(10, 10);
    assertThat(rows()).isEqualTo(names(left));
    assertThat(bench.status(BULK).path("slices")).isEmpty();
    assertThat(objects()).containsExactlyInAnyOrder("main", BULK, "main.adal");
    assertEverythingIsClaimed();
    bench.inform();
    settle();
    assertThat(objects()).as("and stay away").hasSize(3);
    bench.pass(Duration.ofSeconds(5));
    bench.compareAll();
    assertThat(bench.sentSince(bench::settle)).as("one object is as one ever was").isEmpty();
    assertThat(bench.failures).isEmpty();
  }

  private void settle() {
    for (int i = 0; i < 1000 && (i < 5 || bench.publication.dirtyUsers() > 0); i++) {
      bench.pass(Duration.ofMillis(500));
      int unused = bench.round();
    }
    assertThat(bench.publication.dirtyUsers()).isZero();
  }

  private void assertCounts(int total, int active) {
    JsonNode sessions = bench.status(BULK).path("sessions");
    assertThat(sessions.path("total").asInt()).isEqualTo(total);
    assertThat(sessions.path("running").asInt()).isEqualTo(active);
    assertThat(sessions.at("/headless/active").asInt()).isEqualTo(active);
    assertThat(sessions.at("/interactive/active").asInt()).isZero();
  }

  /** The Job names of all rows in order, of slices that are just as slice 0 names them. */
  private List<String> rows() {
    JsonNode first = bench.status(BULK);
    List<String> rows = new ArrayList<>(jobNames(first));
    for (JsonNode named : first.path("slices")) {
      JsonNode slice = bench.status(named.path("name").asText());
      assertThat(slice.path("sequence")).isEqualTo(named.path("sequence"));
      rows.addAll(jobNames(slice));
    }
    Collections.sort(rows);
    return rows;
  }

  private static List<String> jobNames(JsonNode status) {
    return status.path("rows").valueStream().map(row -> row.path("jobName").asText()).toList();
  }

  private List<String> objects() {
    return bench.existing().stream().map(summary -> summary.getMetadata().getName()).toList();
  }

  private void assertNothingIsTooLarge() {
    assertThat(bench.json("").path("items"))
        .hasSizeGreaterThan(200)
        .allSatisfy(
            object ->
                assertThat(object.toString().getBytes(StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(MOST_BYTES));
  }

  private void assertEverythingIsClaimed() {
    bench.pass(Duration.ofSeconds(15));
    bench.publication.tick();
    bench.settle();
    assertThat(bench.status("main").at("/publishedThrough/jobs").asText())
        .isEqualTo(bench.ledger.applied().jobs());
    assertThat(bench.status("main").at("/sessions/total").asInt())
        .isEqualTo(bench.status(BULK).at("/sessions/total").asInt() + 1);
  }
}
