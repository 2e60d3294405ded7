package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class VisibilityTest {
  private static final long MILLISECOND = 1_000_000;

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final Visibility visibility = new Visibility(() -> NOW);

  private static Seen user(long millis, String name, long jobs, Map<String, String> rows) {
    return new Seen(
        millis * MILLISECOND, "MODIFIED", name, "adal", 1000, 1, null, null, null, jobs, 0, rows);
  }

  private static Seen platform(long millis, long jobs, long published) {
    return new Seen(
        millis * MILLISECOND,
        "MODIFIED",
        "main",
        null,
        9,
        1,
        "t",
        null,
        NOW,
        jobs,
        published,
        Map.of());
  }

  private Visibility.Pending sent(Change.Kind kind, String project, long millis, long version) {
    Visibility.Pending pending = visibility.expect(new Change(kind, "adal", "job-1", project));
    visibility.acknowledged(pending, millis * MILLISECOND, version);
    return pending;
  }

  @Test
  void aLabelIsVisibleWhenTheRowHasIt() {
    sent(Change.Kind.RELABELLED, "p1", 100, 50);
    visibility.accept(user(150, "main.adal", 49, Map.of("job-1", "p0")));

    assertThat(visibility.users()).isEmpty();
    assertThat(visibility.oldestSeconds(1100 * MILLISECOND)).isEqualTo(1.0);
    visibility.accept(user(180, "main.adal", 50, Map.of("job-1", "p1")));

    assertThat(visibility.users()).extracting(Visibility.Sample::millis).containsExactly(80.0);
    assertThat(visibility.oldestSeconds(1100 * MILLISECOND)).isZero();
  }

  @Test
  void aLabelThatWasOvertakenIsVisibleByVersion() {
    sent(Change.Kind.RELABELLED, "p1", 100, 50);

    visibility.accept(user(200, "main.adal", 60, Map.of("job-1", "p2")));

    assertThat(visibility.users()).hasSize(1);
  }

  @Test
  void anotherSliceShowsNothing() {
    sent(Change.Kind.RELABELLED, "p1", 100, 50);

    visibility.accept(user(200, "main.adal.s1", 60, Map.of("job-2", "p2")));

    assertThat(visibility.users()).isEmpty();
  }

  @Test
  void aChangeMayBeSeenBeforeItsAnswer() {
    Visibility.Pending early =
        visibility.expect(new Change(Change.Kind.RELABELLED, "adal", "job-1", "p1"));
    visibility.accept(user(98, "main.adal", 50, Map.of("job-1", "p1")));
    assertThat(visibility.users()).isEmpty();

    visibility.acknowledged(early, 100 * MILLISECOND, 50);

    assertThat(visibility.users()).extracting(Visibility.Sample::millis).containsExactly(-2.0);
  }

  @Test
  void anEndIsVisibleWhenNoObjectHasTheRow() {
    visibility.accept(user(1, "main.adal.s1", 10, Map.of("job-1", "")));
    sent(Change.Kind.ENDED, null, 100, 0);
    visibility.accept(user(150, "main.adal", 50, Map.of()));
    assertThat(visibility.users()).isEmpty();

    visibility.accept(user(160, "main.adal.s1", 50, Map.of("job-3", "")));

    assertThat(visibility.users()).extracting(Visibility.Sample::millis).containsExactly(60.0);
    assertThat(visibility.waiting()).isZero();
  }

  @Test
  void thePlatformShowsItWhenItReflectsTheVersion() {
    sent(Change.Kind.RELABELLED, "p1", 100, 50);
    visibility.accept(platform(200, 49, 49));
    assertThat(visibility.platform()).isEmpty();

    visibility.accept(platform(300, 50, 49));

    assertThat(visibility.platform()).extracting(Visibility.Sample::millis).containsExactly(200.0);
  }

  @Test
  void whatOthersUndidIsNotLateOnThePlatform() {
    sent(Change.Kind.RELABELLED, "p1", 100, 50);
    visibility.accept(user(150, "main.adal", 50, Map.of("job-1", "p1")));

    visibility.accept(platform(15_000, 40, 60));

    assertThat(visibility.platform()).isEmpty();
    assertThat(visibility.waiting()).isZero();
    assertThat(visibility.brokenClaims()).isEmpty();
  }

  @Test
  void aStartThatEndedUnseenIsNotWaitedFor() {
    sent(Change.Kind.STARTED, null, 100, 50);
    sent(Change.Kind.ENDED, null, 110, 0);
    visibility.accept(platform(1000, 60, 60));
    assertThat(visibility.waiting()).as("the end, by time").isEqualTo(1);

    visibility.accept(platform(3000, 60, 60));

    assertThat(visibility.waiting()).isZero();
    assertThat(visibility.users()).isEmpty();
    assertThat(visibility.brokenClaims()).isEmpty();
  }

  @Test
  void aClaimThatNoObjectBearsOutIsBroken() {
    sent(Change.Kind.RELABELLED, "p1", 100, 50);

    visibility.accept(platform(200, 60, 49));
    assertThat(visibility.brokenClaims()).isEmpty();
    visibility.accept(platform(300, 60, 50));

    assertThat(visibility.brokenClaims())
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("job=job-1", "version 50", "in no row");
  }

  @Test
  void eventsOfAWatchAreRead() {
    String line =
        """
        {"type":"MODIFIED","object":{"metadata":{"name":"main.adal","resourceVersion":"77"},\
        "spec":{"username":"adal"},"status":{"observed":{"jobs":"70","pods":"71"},\
        "rows":[{"jobName":"job-1","project":"p1"},{"jobName":"job-2"}]}}}""";

    Seen seen = Seen.parse(line, 5, new ObjectMapper()).orElseThrow();

    assertThat(seen.platform()).isFalse();
    assertThat(seen.jobsVersion()).isEqualTo(70);
    assertThat(seen.projects()).containsEntry("job-1", "p1").containsEntry("job-2", "");
    assertThat(seen.version()).isEqualTo(77);
    assertThat(Seen.parse("{\"type\":\"BOOKMARK\",\"object\":{}}", 5, new ObjectMapper()))
        .isEmpty();
  }
}
