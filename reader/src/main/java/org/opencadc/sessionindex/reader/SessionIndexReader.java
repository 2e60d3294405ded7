package org.opencadc.sessionindex.reader;

import io.kubernetes.client.openapi.ApiClient;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Answers about sessions from what session-index publishes; from a LIST of Jobs by selector where
 * that is not to be relied on. One per process, shared by all requests: thread-safe, without
 * threads of its own.
 *
 * <p>Methods that take a username or an id throw IllegalArgumentException when it cannot be the
 * value of a label, which Skaha answers with 400, and {@link IndexReadException} when neither a
 * summary nor a LIST gives an answer in time, or when the thread is interrupted while it reads. A
 * request that shares another's read goes on waiting for it, interrupted or not.
 *
 * <p>A GET takes {@code readTimeout} at most, a LIST of one label generation {@code listTimeout},
 * both of {@link ReaderSettings}, even if it is sent again because its connection was dead; that an
 * HTTP/2 connection is dead is found out in ten seconds. With an API server that does not answer, a
 * decision fails after two GETs and one LIST, by default 36 s at most, and after twice that if
 * another request's had begun before.
 */
public final class SessionIndexReader {
  private final ReaderCounts counts = new ReaderCounts();
  private final ReaderSettings settings;
  private final LongSupplier nanoTime;
  private final UserSource source;
  private final Writes writes;
  private final UserAnswers users;
  private final PlatformAnswers platform;
  private final LimitCheck limit;

  /**
   * A reader on the monotonic clock of this machine.
   *
   * @param client authenticated, allowed to get SessionSummaries and to list Jobs
   */
  public SessionIndexReader(ApiClient client, ReaderSettings settings) {
    this(client, settings, System::nanoTime);
  }

  /**
   * A reader on a given clock.
   *
   * @param nanoTime a monotonic clock as {@link System#nanoTime()}
   */
  public SessionIndexReader(ApiClient client, ReaderSettings settings, LongSupplier nanoTime) {
    CachedSummaries summaries =
        new CachedSummaries(new SummaryClient(client, settings, nanoTime, counts), nanoTime);
    SliceSource slices = new SliceSource(summaries);
    PlatformSource platforms = new PlatformSource(summaries, settings, nanoTime);
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.source = new UserSource(platforms, slices, settings, nanoTime);
    JobSource jobs = new JobSource(client, settings, nanoTime, counts);
    this.writes = new Writes(nanoTime, settings.writeKeep());
    this.users =
        new UserAnswers(
            source,
            jobs,
            writes,
            new StaleSessions(nanoTime, settings),
            new LastGood<>(nanoTime, settings.staleFor(), settings.staleRows()),
            counts);
    this.platform =
        new PlatformAnswers(
            platforms,
            new PublicSource(platforms, slices, settings, nanoTime),
            jobs,
            settings.staleFor(),
            nanoTime,
            counts);
    this.limit = new LimitCheck(source, jobs, writes, settings.limitAge(), counts);
  }

  /** What the reader did, for metrics. */
  public ReaderCounts counts() {
    return counts;
  }

  /**
   * Shadow mode: compares what Skaha LISTs with the users' summaries, before anything is answered
   * from them. One per process.
   *
   * @param listed the generation whose labels Skaha selects by, one of the settings'
   */
  public ShadowComparison shadow(LabelGeneration listed) {
    return new ShadowComparison(source, settings, listed, nanoTime);
  }

  /**
   * Tells of a write of a Job of a user, so that answers for this user include it: call it after
   * each create with the resourceVersion of the created Job. For deletes, the resourceVersion of an
   * empty LIST after them does.
   *
   * @param jobVersion as the API server answered
   */
  public void written(String username, String jobVersion) {
    writes.told(username, jobVersion);
  }

  /** All sessions of a user with desktop apps and headless ones, by Job name. */
  public Answer<List<Session>> sessions(String username, Purpose purpose) {
    return users.rows(username, false, purpose);
  }

  /** All sessions of a user but headless ones, with desktop apps, by Job name. */
  public Answer<List<Session>> interactiveSessions(String username, Purpose purpose) {
    return users.rows(username, true, purpose);
  }

  /**
   * One session of a user that is no desktop app. What a summary does not have is looked up.
   *
   * @return an empty value when there is none
   */
  public Answer<Optional<Session>> session(String username, String id, Purpose purpose) {
    return users.one(
        JobQuery.ofSession(username, id, false),
        session -> session.id().equals(id) && !session.desktopApp(),
        purpose);
  }

  /**
   * One session of whomever that is no desktop app, always by a LIST.
   *
   * @return an empty value when there is none
   */
  public Answer<Optional<Session>> sessionOfAnybody(String id) {
    return users.ofAnybody(JobQuery.labelValue("id", id));
  }

  /**
   * One desktop app of a user.
   *
   * @return an empty value when there is none
   */
  public Answer<Optional<Session>> desktopApp(
      String username, String id, String appId, Purpose purpose) {
    return users.one(
        JobQuery.ofSession(username, id, true),
        session -> session.desktopApp() && session.id().equals(id) && appId.equals(session.appId()),
        purpose);
  }

  /**
   * The Jobs of a session, itself and its desktop apps, by Job name: their Pods have its events and
   * logs. What a summary does not have is looked up.
   *
   * <p>A podName is that of the newest Pod of the Job. It is null when there is none, and always
   * from a LIST, which does not know it: the Pods are to be listed then, unless the session is
   * suspended and so has none.
   *
   * @return an empty value when there is no such session
   */
  public Answer<List<Session>> jobs(String username, String id, Purpose purpose) {
    return users.all(
        JobQuery.ofSession(username, id, false), session -> session.id().equals(id), purpose);
  }

  /**
   * The Jobs of a session that Skaha renews, desktop apps too, with startTime and
   * activeDeadlineSeconds; to decide on. That there is none is confirmed by a LIST.
   *
   * @return an empty value when there is none: Skaha answers 400
   */
  public Answer<List<Session>> jobsToRenew(String username, String id) {
    return users.all(
        JobQuery.ofSession(username, id, false),
        session -> session.id().equals(id) && session.renewable(),
        Purpose.DECIDE);
  }

  /**
   * Name of the Pod of a desktop that an app is attached to: GET it for its address, as no summary
   * has that. There is no LIST of Jobs in its place, as that knows no Pods.
   *
   * @return empty when it is not known: list the Pods of the session. Do so as well when the Pod is
   *     gone or being deleted
   */
  public Optional<Answer<String>> desktopPod(String username, String id) {
    JobQuery query = JobQuery.ofSession(username, id, true);
    return users.pod(
        query.username(), session -> session.id().equals(id) && session.kind().equals("desktop"));
  }

  /**
   * The figures of a user. There is no LIST in their place: it would be one of the user's Jobs and
   * Pods.
   *
   * @return empty when they are not to be relied on, or do not include what {@link #written} told
   */
  public Optional<Answer<UserFigures>> user(String username, Purpose purpose) {
    return users.figures(JobQuery.labelValue("username", username), purpose);
  }

  /** The public part of every session, to show; a published one is about a minute behind. */
  public Answer<List<PublicSession>> everybody() {
    return platform.everybody();
  }

  /**
   * The platform's figures. There is no LIST in their place: it would be one of all Jobs, Pods and
   * Nodes.
   *
   * @return empty when they are not to be relied on; Skaha answers 503
   */
  public Optional<Answer<PlatformFigures>> platform(Purpose purpose) {
    return platform.figures(purpose);
  }

  /**
   * Skaha's session limit: whether a user may have one more. From the summary if it is recent and
   * leaves room; the last slot and a refusal are confirmed by one LIST.
   *
   * @param max how many sessions a user may have
   */
  public LimitVerdict checkLimit(String username, int max) {
    return limit.check(username, max);
  }
}
