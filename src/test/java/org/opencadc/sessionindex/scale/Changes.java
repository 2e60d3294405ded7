package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.opencadc.sessionindex.testserver.SkahaSession;

/**
 * Changes of sessions at a steady rate, each user as often as another: 90 percent relabel a Job, 5
 * start a session, 5 end one that was started so. Each is one request; what controllers do because
 * of it comes on top.
 */
final class Changes implements AutoCloseable {
  private static final int ENDED_BELOW = 5;
  private static final int STARTED_BELOW = 10;
  private static final int PROJECTS = 40;

  private final Stage stage;
  private final Visibility visibility;
  private final String jobs;
  private final Random random = new Random(7);
  private final AtomicLong done = new AtomicLong();
  private final ObjectMapper json = new ObjectMapper();
  private final SteadyRate rate;

  /**
   * Changes that begin at once and end with {@link #close}.
   *
   * @param visibility is told of each
   */
  Changes(Stage stage, double perSecond, Visibility visibility) {
    this.stage = stage;
    this.visibility = visibility;
    this.jobs = "/apis/batch/v1/namespaces/" + stage.namespace() + "/jobs";
    this.rate = new SteadyRate(perSecond, this::step);
  }

  private void step() throws IOException, InterruptedException {
    int dice;
    synchronized (random) {
      dice = random.nextInt(100);
    }
    Roster.Taken oldest = dice < ENDED_BELOW ? stage.roster().oldestStarted() : null;
    if (oldest != null) {
      end(oldest);
    } else if (dice >= ENDED_BELOW && dice < STARTED_BELOW) {
      start();
    } else {
      relabel();
    }
  }

  private void relabel() throws IOException, InterruptedException {
    Roster.Taken taken = take();
    if (taken == null) {
      return;
    }
    String project = taken.project();
    try {
      project = next(project);
      Change change = new Change(Change.Kind.RELABELLED, taken.user(), taken.job(), project);
      String body = "{\"metadata\":{\"labels\":{\"canfar.net/project\":\"" + project + "\"}}}";
      send(change, "PATCH", jobs + "/" + taken.job(), AdminHttp.MERGE, body);
    } finally {
      stage.roster().add(new Roster.Taken(taken.user(), taken.job(), project));
    }
  }

  /**
   * Few values, as many projects as a platform has: the summaries' map of them is bounded. A Job
   * has each of them before one comes back, as a summary that is equal again is not written.
   */
  private static String next(String project) {
    int number = project.isEmpty() ? 0 : Integer.parseInt(project.substring(1)) + 1;
    return "p" + number % PROJECTS;
  }

  private Roster.Taken take() {
    synchronized (random) {
      return stage.roster().take(random);
    }
  }

  private void start() throws IOException, InterruptedException {
    Roster.Taken of = take();
    if (of == null) {
      return;
    }
    stage.roster().add(of);
    SkahaSession session = stage.newSession(of.user());
    String job = session.job().getMetadata().getName();
    Change change = new Change(Change.Kind.STARTED, of.user(), job, null);
    send(change, "POST", jobs, "application/json", Serialization.asJson(session.job()));
    stage.roster().started(new Roster.Taken(of.user(), job, ""));
  }

  private void end(Roster.Taken taken) throws IOException, InterruptedException {
    Change change = new Change(Change.Kind.ENDED, taken.user(), taken.job(), null);
    String options = "{\"propagationPolicy\":\"Background\"}";
    send(change, "DELETE", jobs + "/" + taken.job(), "application/json", options);
  }

  private void send(Change change, String method, String path, String type, String body)
      throws IOException, InterruptedException {
    Visibility.Pending pending = visibility.expect(change);
    AdminHttp.Answer answer = stage.http().send(method, path, type, body);
    long now = System.nanoTime();
    if (answer.code() >= 300) {
      visibility.refused(pending);
      answer.orThrow();
    }
    boolean job = change.kind() != Change.Kind.ENDED;
    long version = job ? json.readTree(answer.body()).at("/metadata/resourceVersion").asLong() : 0;
    visibility.acknowledged(pending, now, version);
    done.incrementAndGet();
  }

  /** Throws when a change failed. */
  void check() {
    rate.check();
  }

  /** How many changes were acknowledged. */
  long done() {
    return done.get();
  }

  /** Ends the changes; returns when all is acknowledged. Sessions that were started go on. */
  @Override
  public void close() {
    rate.close();
  }
}
