package org.opencadc.sessionindex.reader;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** An index as an operator would publish it, on a server and a clock that the test moves. */
final class Index implements AutoCloseable {
  static final Duration VALID = Duration.ofSeconds(60);

  final FakeApiServer server = new FakeApiServer();
  final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
  final Instant began;
  final SessionIndexReader reader;

  Index() {
    this(Instant.now());
  }

  /** With an API server whose clock stands at a time. */
  Index(Instant time) {
    // whole seconds, as in the Date header, so that tests are exact
    this.began = time.truncatedTo(ChronoUnit.SECONDS);
    server.time = this::time;
    reader =
        new SessionIndexReader(
            server.client(), ReaderSettings.of("skaha-workload", "main"), nanos::get);
    platform("100", began);
  }

  /** What a right clock would say. */
  Instant time() {
    return began.plusNanos(nanos.get() + 5_000_000_000L);
  }

  Instant now() {
    return server.time.get();
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Publishes the platform, alive for a minute from now on. */
  void platform(String through, Instant throughTime) {
    server.summaries.put(
        "main",
        json(
            """
            {"metadata": {"resourceVersion": "500"},
             "spec": {"indexName": "main", "scope": "Platform", "slice": 0},
             "status": {
               "heartbeat": {"time": "%s", "validUntil": "%s"},
               "publishedThrough": {"time": "%s", "validUntil": "%s", "jobs": "%s", "pods": "%s"},
               "observed": {"time": "%s", "jobs": "%s", "pods": "%s"},
               "sessions": {"total": 0},
               "usersOmitted": 0}}
            """
                .formatted(
                    now(),
                    now().plus(VALID),
                    throughTime,
                    throughTime.plus(VALID),
                    through,
                    through,
                    now(),
                    through,
                    through)));
  }

  /** The platform says whose summaries were written lately, the newest first. */
  void userWrites(String epoch, long count, String... latest) {
    platformStatus().add("userWrites", toldWrites(epoch, count, latest));
  }

  static JsonObject toldWrites(String epoch, long count, String... latest) {
    JsonArray users = new JsonArray();
    Arrays.stream(latest).forEach(users::add);
    JsonObject writes = new JsonObject();
    writes.addProperty("epoch", epoch);
    writes.addProperty("count", count);
    writes.add("latest", users);
    return writes;
  }

  JsonObject platformStatus() {
    return server.summaries.get("main").getAsJsonObject("status");
  }

  /** Publishes slice 0 of a user with as many rows as kinds, active but for headless ones. */
  JsonObject user(String username, String observed, String... kinds) {
    JsonObject status = slice("main." + username, username, 0, observed, kinds);
    long interactive =
        Arrays.stream(kinds)
            .filter(kind -> !kind.equals("headless") && !kind.equals("desktop-app"))
            .count();
    long headless = Arrays.stream(kinds).filter("headless"::equals).count();
    status.add(
        "sessions",
        json(
            """
            {"total": %d, "interactive": {"active": %d}, "byKind": {"headless": %d}}
            """
                .formatted(kinds.length, interactive, headless)));
    return status;
  }

  /** Publishes one object of a user; its Job names end in the number of the row. */
  JsonObject slice(String name, String username, int slice, String observed, String... kinds) {
    JsonArray rows = new JsonArray();
    for (int i = 0; i < kinds.length; i++) {
      rows.add(row(username + "-" + slice + "-" + i, kinds[i], "Running"));
    }
    JsonObject summary =
        json(
            """
            {"spec": {"indexName": "main", "scope": "User", "username": "%s", "slice": %d},
             "status": {"observed": {"time": "%s", "jobs": "%s", "pods": "%s"}}}
            """
                .formatted(username, slice, now(), observed, observed));
    JsonObject status = summary.getAsJsonObject("status");
    status.add("rows", rows);
    server.summaries.put(name, summary);
    return status;
  }

  static JsonObject row(String jobName, String kind, String status) {
    return json(
        """
        {"jobName": "%s", "id": "id-%s", "kind": "%s", "status": "%s", "fixed": false}
        """
            .formatted(jobName, jobName, kind, status));
  }

  /** Stores Jobs with canonical labels that run. */
  void jobs(String username, String... kinds) {
    for (int i = 0; i < kinds.length; i++) {
      String name = username + "-0-" + i;
      server.jobs.put(
          name,
          json(
              """
              {"metadata": {"name": "%s", "labels": {"canfar.net/id": "id-%s",
                 "canfar.net/username": "%s", "canfar.net/kind": "%s"}},
               "spec": {"template": {"spec": {"containers": [{"name": "c"}]}}},
               "status": {"active": 1, "ready": 1}}
              """
                  .formatted(name, name, username, kinds[i])));
    }
  }

  /** What an API server says of an object that is not there. */
  static JsonObject notFound(String name) {
    return json(
        """
        {"kind": "Status", "status": "Failure", "reason": "NotFound", "code": 404,
         "details": {"name": "%s", "group": "skaha.opencadc.org", "kind": "sessionsummaries"}}
        """
            .formatted(name));
  }

  static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  @Override
  public void close() {
    server.close();
  }
}
