package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Asks a reader all that Skaha asks about a user, and compares with what there must be. */
final class AnswerComparison {
  private static final List<String> TYPES =
      Arrays.asList(null, "notebook", "Headless", "desktop-app", "CARTA", "none");
  private static final List<String> STATUSES =
      Arrays.asList(null, "running", "Pending", "COMPLETED", "Failed", "terminating");

  private final SessionIndexReader reader;
  private final SkahaViews views;
  private final Usage usage;
  private final Origin origin;
  private final int rowsPerSlice;
  private int answers;

  /**
   * A comparison of answers of one origin.
   *
   * @param origin which all answers must have that need no confirmation
   * @param rowsPerSlice of the index: of users with more sessions, one may need a LIST
   */
  AnswerComparison(
      SessionIndexReader reader, ConnectUrls urls, Usage usage, Origin origin, int rowsPerSlice) {
    this.reader = reader;
    this.views = new SkahaViews(reader, urls, Ceilings.LARGEST_NODES);
    this.usage = usage;
    this.origin = origin;
    this.rowsPerSlice = rowsPerSlice;
  }

  /** How many answers were compared. */
  int answers() {
    return answers;
  }

  /** Waits until what the reader gives is a summary that reflects all writes up to a version. */
  static void awaitSummary(SessionIndexReader reader, String user, String version)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      Answer<List<Session>> answer = reader.sessions(user, Purpose.DECIDE);
      if (answer.origin() == Origin.SUMMARY
          && answer.includes(version)
          && Versions.compare(answer.versions().pods(), version) >= 0) {
        return;
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
      Thread.sleep(200);
    }
  }

  void check(ExpectedSessions expected) {
    String user = expected.user();
    for (String status : STATUSES) {
      for (String type : TYPES) {
        same(views.list(user, type, status, usage), expected.list(type, status), user);
      }
      same(views.interactive(user, status, usage), expected.interactive(status), user);
    }
    same(views.desktopApps(user, usage), expected.apps(), user);
    expected
        .all()
        .map(ExpectedSessions::id)
        .distinct()
        .forEach(
            id -> {
              one(expected, id);
              jobs(expected, id);
            });
    absent(views.one(user, "no-such-id", usage));
    absent(views.desktopApp(user, "no-such-id", "app", usage));
    expected
        .all()
        .filter(session -> ExpectedSessions.appId(session) != null)
        .forEach(session -> app(expected, session));
    for (long max = Math.max(0, expected.active() - 1); max <= expected.active() + 3; max++) {
      limit(expected, (int) max);
    }
  }

  private void one(ExpectedSessions expected, String id) {
    found(views.one(expected.user(), id, usage), expected.withId(id), expected);
  }

  /** Of a session and its apps none is missing; of a headless one, one of two with the same id. */
  private void jobs(ExpectedSessions expected, String id) {
    Answer<List<Session>> answer = reader.jobs(expected.user(), id, Purpose.DECIDE);
    boolean sliced = expected.byJobName().size() > rowsPerSlice;
    answers++;
    List<String> names = answer.value().stream().map(Session::jobName).toList();
    String what = "Jobs with an id of " + expected.user();
    if (sliced && answer.origin() == Origin.SUMMARY) {
      assertThat(expected.jobNames(id, true)).as(what).containsAll(names);
      assertThat(names).as(what).containsAll(expected.jobNames(id, false));
    } else {
      assertThat(names).as(what).isEqualTo(expected.jobNames(id, true));
    }
    assertThat(answer.origin()).as(what).isIn(origin, sliced ? Origin.LIST : origin);
  }

  private void app(ExpectedSessions expected, JsonObject session) {
    String id = ExpectedSessions.id(session);
    String appId = ExpectedSessions.appId(session);
    found(views.desktopApp(expected.user(), id, appId, usage), expected.apps(id, appId), expected);
  }

  private void limit(ExpectedSessions expected, int max) {
    LimitVerdict verdict = reader.checkLimit(expected.user(), max);
    boolean close = expected.active() > max - 2;
    answers++;
    assertThat(verdict.active()).as("active of " + expected.user()).isEqualTo(expected.active());
    assertThat(verdict.allowed()).isEqualTo(expected.active() < max);
    assertThat(verdict.origin()).isEqualTo(close ? Origin.LIST : origin);
  }

  private void same(Answer<String> answer, String expected, String user) {
    answers++;
    assertThat(answer.value()).as(origin + " of " + user).isEqualTo(expected);
    assertThat(answer.origin()).as("origin for " + user).isEqualTo(origin);
  }

  /**
   * What is not there is confirmed by a LIST. Of a user with several slices the first that has the
   * id is known in slice 0 alone, and what is in a further one is found by a LIST.
   */
  private void found(
      Answer<Optional<String>> answer, List<String> expected, ExpectedSessions sessions) {
    answers++;
    boolean sliced = sessions.byJobName().size() > rowsPerSlice;
    String what = origin + " of " + sessions.user();
    if (expected.isEmpty()) {
      assertThat(answer.value()).as(what).isEmpty();
      assertThat(answer.origin()).as(what).isEqualTo(Origin.LIST);
    } else {
      assertThat(expected.subList(0, sliced ? expected.size() : 1))
          .as(what)
          .contains(answer.value().orElse(null));
      assertThat(answer.origin()).as(what).isIn(origin, sliced ? Origin.LIST : origin);
    }
  }

  /** What is asked about everybody. */
  void checkEverybody(SortedMap<String, JsonObject> sessions) {
    for (String status : STATUSES) {
      for (String type : TYPES) {
        same(
            views.all(type, status),
            ExpectedSessions.everybody(sessions, type, status),
            "everybody");
      }
    }
  }

  private void absent(Answer<Optional<String>> answer) {
    answers++;
    assertThat(answer.value()).isEmpty();
    assertThat(answer.origin()).isEqualTo(Origin.LIST);
  }

  /** All that the reader gives of some users, by Job name: nothing else is in the index. */
  static List<String> jobNames(SessionIndexReader reader, Stream<String> users) {
    return users
        .flatMap(user -> reader.sessions(user, Purpose.DECIDE).value().stream())
        .map(Session::jobName)
        .sorted()
        .toList();
  }
}
