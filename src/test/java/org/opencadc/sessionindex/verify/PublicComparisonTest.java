package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublicRow;

class PublicComparisonTest {
  private static final SessionIndexSpec WANTED =
      new SessionIndexSpec(
          null, null, null, new SessionIndexSpec.Publish(null, null, null, null, null, true));

  private final List<PublicRow> rows =
      Recount.of(Given.jobs("fixtures/canonical.joblist.json"), List.of(), null, WANTED)
          .publicRows();

  @ParameterizedTest
  @ValueSource(strings = {"canonical", "legacy"})
  void theRecountIsWhatSkahaShows(String generation) {
    List<String> golden = new ArrayList<>();
    for (JsonNode session : Given.json("contract/golden/" + generation + ".all.json")) {
      golden.add(
          String.join(
              " ",
              session.path("userid").asText(),
              session.path("type").asText(),
              session.path("status").asText(),
              session.path("startTime").asText()));
    }

    assertThat(
            Recount.of(
                    Given.jobs("fixtures/" + generation + ".joblist.json"), List.of(), null, WANTED)
                .publicRows())
        .filteredOn(row -> !row.kind().equals("desktop-app"))
        .map(row -> String.join(" ", row.username(), row.kind(), row.status(), start(row)))
        .containsExactlyInAnyOrderElementsOf(golden);
  }

  private static String start(PublicRow row) {
    return row.startTime() == null ? "" : OffsetDateTime.parse(row.startTime()).toString();
  }

  @Test
  void rowsThatAreNotWantedAreNotCounted() {
    assertThat(
            Recount.of(Given.jobs("fixtures/canonical.joblist.json"), List.of(), null, null)
                .publicRows())
        .isNull();
    assertThat(PublicComparison.compare(null, null)).isEmpty();
    assertThat(PublicComparison.compare(null, rows))
        .containsExactly(new Difference("public", "publicRows", "absent", "present"));
    assertThat(PublicComparison.compare(rows, null))
        .containsExactly(new Difference("public", "publicRows", "present", "absent"));
  }

  @Test
  void equalRowsHaveNoDifference() {
    assertThat(rows).hasSizeGreaterThan(10);
    assertThat(PublicComparison.compare(rows, List.copyOf(rows))).isEmpty();
  }

  @Test
  void aRowThatChangedIsMissingAndOneTooMany() {
    List<PublicRow> other = new ArrayList<>(rows);
    other.set(0, new PublicRow("somebody", "carta", "Failed", null));

    assertThat(PublicComparison.compare(rows, other))
        .hasSize(2)
        .contains(
            new Difference(
                "public", "publicRows[somebody carta Failed not started]", "0 times", "1 times"));
  }

  @Test
  void theOrderCounts() {
    List<PublicRow> other = new ArrayList<>(rows);
    Collections.reverse(other);

    assertThat(PublicComparison.compare(rows, other))
        .containsExactly(new Difference("public", "publicRows", "by Job name", "another order"));
  }

  @Test
  void slicesAreReadAsTheFirstOneNamesThem() {
    FakeCluster cluster = new FakeCluster();
    cluster.publish();
    cluster.others.add(slice(0, rows.subList(0, 2), 5, 3));
    cluster.others.add(slice(3, rows.subList(6, rows.size())));
    cluster.others.add(slice(4, rows.subList(0, 1)));
    cluster.others.add(slice(5, rows.subList(2, 6)));
    assertThat(Published.read(cluster, "main").publicRows()).isEqualTo(rows);

    cluster.others.remove(3);
    assertThat(Published.read(cluster, "main").publicRows()).isNull();
  }

  @Test
  void aReportTellsOfThemWhenTheyAreWanted() {
    FakeCluster cluster = new FakeCluster();
    cluster.publish();
    assertThat(ReportText.of(cluster.verify(false).run("main"))).doesNotContain("public");

    cluster.spec = WANTED;
    cluster.publish();
    cluster.others.add(slice(0, rows));
    VerifyReport equal = cluster.verify(false).run("main");
    assertThat(equal.exitCode()).isZero();
    assertThat(ReportText.of(equal)).contains(", " + rows.size() + " public rows in 1 rounds");

    cluster.others.set(0, slice(0, rows.subList(1, rows.size())));
    VerifyReport different = cluster.verify(false).run("main");
    assertThat(different.exitCode()).isOne();
    assertThat(different.differences())
        .singleElement()
        .satisfies(difference -> assertThat(difference.scope()).isEqualTo("public"));
  }

  @Test
  void itIsWaitedForWhatThePlatformClaimsOfThem() {
    FakeCluster cluster = new FakeCluster();
    cluster.publish();
    cluster.others.add(slice(0, rows));
    cluster.spec = WANTED;

    VerifyReport report = cluster.verify(false).run("main");

    assertThat(report.caughtUp()).isFalse();
    assertThat(report.notes())
        .containsExactly("the public rows alone did not reflect the LIST in time");
  }

  @Test
  void itIsNotThePublicRowsAloneThatLag() {
    FakeCluster cluster = new FakeCluster();
    cluster.spec = WANTED;
    cluster.publish();
    cluster.others.add(slice(0, rows));
    cluster.version++;

    VerifyReport report = cluster.verify(false).run("main");

    assertThat(report.caughtUp()).isFalse();
    assertThat(report.notes()).isEmpty();
  }

  @Test
  void theyAreWaitedForLongerUnlessATimeoutIsGiven() {
    assertThat(waited(WANTED, null)).isEqualTo(240);
    assertThat(waited(WANTED, Duration.ofSeconds(60))).isEqualTo(60);
    assertThat(waited(null, null)).isEqualTo(60);
    assertThat(waited(null, Duration.ofSeconds(90))).isEqualTo(90);
  }

  /** Seconds until it was given up to wait for what never comes. */
  private static double waited(SessionIndexSpec spec, Duration timeout) {
    FakeCluster cluster = new FakeCluster();
    cluster.spec = spec;
    cluster.publish();
    cluster.version++;
    return cluster.verify(false, timeout).run("main").lagSeconds();
  }

  private static SessionSummary slice(int number, List<PublicRow> rows, int... following) {
    List<SessionSummaryStatus.SliceReference> slices = new ArrayList<>();
    for (int other : following) {
      slices.add(new SessionSummaryStatus.SliceReference("main.public--" + other, 1L));
    }
    return FakeCluster.summary(
        "main.public--" + number,
        SessionSummarySpec.publicRows("main", number),
        new SessionSummaryStatus(
            null, null, null, null, null, null, null, null, null, null, null, null, rows, null, 1L,
            slices));
  }
}
