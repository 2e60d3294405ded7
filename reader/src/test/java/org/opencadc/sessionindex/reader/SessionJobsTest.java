package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Jobs of one session: what is renewed, where an app is attached, whose events there are. */
class SessionJobsTest {
  private static final String ID = "id-adal-0-0";

  private static SessionIndexReader reader(FakeApiServer server) {
    return new SessionIndexReader(server.client(), ReaderSettings.of("skaha-workload", "main"));
  }

  private static JsonObject row(JsonObject status, int row) {
    return status.getAsJsonArray("rows").get(row).getAsJsonObject();
  }

  /** A desktop, its app and a headless session, in slice 0 of more. */
  private static JsonObject desktop(Index index) {
    JsonObject status = index.user("adal", "100", "desktop", "desktop-app", "headless");
    row(status, 0).addProperty("podName", "desktop-pod");
    row(status, 0).addProperty("active", 1);
    row(status, 1).addProperty("id", ID);
    row(status, 1).addProperty("podName", "app-pod");
    row(status, 1).addProperty("active", 1);
    JsonObject sessions = status.getAsJsonObject("sessions");
    sessions.addProperty("total", 1003);
    sessions.getAsJsonObject("byKind").addProperty("headless", 1001);
    return status;
  }

  @Test
  void aSessionAndItsAppsNeedSliceZeroAlone() {
    try (Index index = new Index()) {
      desktop(index);
      Answer<List<Session>> jobs = index.reader.jobs("adal", ID, Purpose.SHOW);
      assertThat(jobs.origin()).isEqualTo(Origin.SUMMARY);
      assertThat(jobs.value())
          .extracting(Session::podName)
          .containsExactly("desktop-pod", "app-pod");
      assertThat(index.reader.jobs("adal", "id-adal-0-2", Purpose.SHOW).value()).hasSize(1);
      assertThat(index.reader.jobsToRenew("adal", ID).value()).hasSize(2);
      assertThat(index.server.gets()).isEqualTo(4);
      assertThat(index.server.lists()).isZero();
    }
  }

  @Test
  void whatASummaryDoesNotHaveIsLookedUpById() {
    try (Index index = new Index()) {
      index.user("adal", "100");
      index.jobs("adal", "notebook", "carta");
      assertThat(index.reader.jobs("adal", ID, Purpose.SHOW).value())
          .extracting(Session::jobName)
          .containsExactly("adal-0-0");
      assertThat(index.reader.jobsToRenew("adal", "id-adal-0-1").value()).hasSize(1);
      assertThat(index.reader.jobsToRenew("adal", "nowhere").value()).isEmpty();
      assertThat(index.server.requests)
          .filteredOn(request -> request.contains("/jobs"))
          .hasSize(6)
          .allMatch(request -> request.contains("canfar") && request.contains("%3Dadal"))
          .anyMatch(request -> request.contains("labelSelector=canfar.net%2Fid%3D" + ID));
      assertThat(index.reader.counts().fallbacks(FallbackReason.ID_NOT_FOUND)).isEqualTo(3);
    }
  }

  @Test
  void appsThatMayBeInAnotherSliceAreLookedUpById() {
    try (Index index = new Index()) {
      JsonObject sessions = desktop(index).getAsJsonObject("sessions");
      sessions.addProperty("total", 1004);
      index.jobs("adal", "desktop");
      assertThat(index.reader.jobsToRenew("adal", ID).origin()).isEqualTo(Origin.LIST);
      sessions.remove("total");
      assertThat(index.reader.jobs("adal", ID, Purpose.SHOW).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.session("adal", ID, Purpose.SHOW).origin()).isEqualTo(Origin.SUMMARY);
      assertThat(index.reader.counts().fallbacks(FallbackReason.TRUNCATED)).isEqualTo(2);
      assertThat(index.server.gets()).as("no further slice").isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource({"canonical", "legacy"})
  void allThatIsActiveIsRenewed(String generation) {
    try (FakeApiServer server = FakeApiServer.withCaptured("fixtures-" + generation)) {
      Answer<List<Session>> renewed = reader(server).jobsToRenew("adal", "d7u1mmca");
      assertThat(renewed.origin()).isEqualTo(Origin.SUMMARY);
      assertThat(renewed.value())
          .extracting(Session::kind)
          .containsExactly("desktop-app", "desktop");
      assertThat(renewed.value())
          .allMatch(job -> job.startTime() != null && job.activeDeadlineSeconds() == 345600);
      assertThat(server.lists()).isZero();
    }
  }

  /** Skaha renews by the status of the Job, too: what a LIST gives is the same. */
  @ParameterizedTest
  @CsvSource({
    "adal, d7u1mmca, 2",
    "adal, k3x9tq2a, 1",
    "adal, h1e2a3d6, 0",
    "bchen, c1r2t3a4, 1",
    "bchen, n3w1n3w2, 0",
    "c.o_dell, h1e2a3d4, 0",
    "c.o_dell, t3rm1nat, 0",
  })
  void thatNothingIsRenewedIsConfirmed(String user, String id, int renewed) {
    try (FakeApiServer server = FakeApiServer.withCaptured("fixtures-canonical")) {
      server.jobs.putAll(Samples.byName("fixtures/canonical.joblist.json"));
      SessionIndexReader reader = reader(server);
      Answer<List<Session>> published = reader.jobsToRenew(user, id);
      assertThat(published.origin()).isEqualTo(renewed == 0 ? Origin.LIST : Origin.SUMMARY);
      server.summaries.clear();
      Answer<List<Session>> listed = reader(server).jobsToRenew(user, id);
      assertThat(listed.origin()).isEqualTo(Origin.LIST);
      assertThat(published.value()).extracting(Session::jobName).hasSize(renewed);
      assertThat(published.value())
          .usingRecursiveComparison()
          .ignoringFields("podName", "reason", "message", "sinceTime")
          .isEqualTo(listed.value());
    }
  }

  @Test
  void aJobThatHasBecomeActiveIsRenewed() {
    try (Index index = new Index()) {
      index.user("adal", "100", "notebook");
      index.jobs("adal", "notebook");
      assertThat(index.reader.jobsToRenew("adal", ID).value()).hasSize(1);
      assertThat(index.reader.jobsToRenew("adal", ID).origin()).isEqualTo(Origin.LIST);
    }
  }

  @Test
  void renewalIsDecidedOnWhatIsReadNow() {
    try (Index index = new Index()) {
      desktop(index);
      index.jobs("adal", "desktop");
      index.userWrites("one", 7);
      assertThat(index.reader.jobs("adal", ID, Purpose.SHOW).value()).hasSize(2);
      index.user("adal", "150", "desktop");
      assertThat(index.reader.jobs("adal", ID, Purpose.SHOW).value()).hasSize(2);
      assertThat(index.reader.jobsToRenew("adal", ID).value()).hasSize(1);
      index.pass(Index.VALID);
      assertThat(index.reader.jobsToRenew("adal", ID).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.counts().fallbacks(FallbackReason.EXPIRED)).isEqualTo(1);
    }
  }

  @Test
  void theDesktopsPodIsThatOfItsRow() {
    try (FakeApiServer server = FakeApiServer.withCaptured("fixtures-canonical")) {
      SessionIndexReader reader = reader(server);
      Answer<String> pod = reader.desktopPod("adal", "d7u1mmca").orElseThrow();
      assertThat(pod.value()).isEqualTo("skaha-desktop-adal-d7u1mmca-x7k2p");
      assertThat(pod.origin()).isEqualTo(Origin.SUMMARY);
      assertThat(reader.desktopPod("adal", "k3x9tq2a")).as("a notebook").isEmpty();
      assertThat(reader.desktopPod("adal", "nowhere")).isEmpty();
      assertThat(reader.desktopPod("nobody", "d7u1mmca")).isEmpty();
      assertThat(server.lists()).isZero();
      assertThat(reader.counts().fallbacks(FallbackReason.ID_NOT_FOUND)).isEqualTo(3);
    }
  }

  @Test
  void aPodIsNotTakenFromWhatIsNotTrusted() {
    try (Index index = new Index()) {
      desktop(index);
      assertThat(index.reader.desktopPod("adal", ID)).isPresent();
      row(desktop(index), 0).remove("podName");
      assertThat(index.reader.desktopPod("adal", ID)).as("not started").isEmpty();
      desktop(index);
      index.reader.written("adal", "101");
      assertThat(index.reader.desktopPod("adal", ID)).isEmpty();
      index.platform("101", index.now());
      index.pass(Duration.ofSeconds(3));
      assertThat(index.reader.desktopPod("adal", ID)).isPresent();
      index.pass(Index.VALID);
      assertThat(index.reader.desktopPod("adal", ID)).isEmpty();
      assertThat(index.server.lists()).isZero();
    }
  }

  /** Its events are those of no Pod: Skaha can say what it waits for. */
  @Test
  void aSuspendedSessionHasAReasonAndNoPod() {
    try (FakeApiServer server = FakeApiServer.withCaptured("fixtures-canonical")) {
      server.jobs.putAll(Samples.byName("fixtures/canonical.joblist.json"));
      Session queued = onlyJob(reader(server), "c.o_dell", "h1e2a3d4");
      assertThat(queued.podName()).isNull();
      assertThat(queued.suspended()).isTrue();
      assertThat(queued.reason()).isEqualTo("Queued");
      assertThat(server.lists()).isZero();
      server.summaries.clear();
      Session listed = onlyJob(reader(server), "c.o_dell", "h1e2a3d4");
      assertThat(listed.suspended()).isTrue();
      assertThat(listed.reason()).as("a LIST of Jobs does not say").isNull();
    }
  }

  private static Session onlyJob(SessionIndexReader reader, String user, String id) {
    List<Session> jobs = reader.jobs(user, id, Purpose.SHOW).value();
    assertThat(jobs).hasSize(1);
    return jobs.get(0);
  }

  @Test
  void stalePodsAreShownAsStale() {
    try (Index index = new Index()) {
      desktop(index).getAsJsonObject("sessions").addProperty("total", 3);
      index.jobs("adal", "desktop");
      index.reader.sessions("adal", Purpose.SHOW);
      index.pass(Duration.ofSeconds(100));
      assertThat(index.reader.jobs("adal", ID, Purpose.SHOW).origin())
          .isEqualTo(Origin.STALE_SUMMARY);
      assertThat(index.reader.jobs("adal", ID, Purpose.DECIDE).origin()).isEqualTo(Origin.LIST);
      assertThat(index.reader.jobs("adal", "nowhere", Purpose.SHOW).origin())
          .isEqualTo(Origin.LIST);
    }
  }
}
