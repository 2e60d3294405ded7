package org.opencadc.sessionindex.reader;

import io.kubernetes.client.openapi.ApiClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Answers about sessions from what session-index publishes; from a LIST of Jobs by selector where
 * that is not to be relied on. One per process, shared by all requests: thread-safe, without
 * threads of its own.
 *
 * <p>Methods that take a username or an id throw IllegalArgumentException when it cannot be the
 * value of a label, which Skaha answers with 400, and {@link IndexReadException} when neither a
 * summary nor a LIST gives an answer.
 */
public final class SessionIndexReader {
  private final ReaderCounts counts = new ReaderCounts();
  private final ReaderSettings settings;
  private final LongSupplier nanoTime;
  private final PlatformSource platforms;
  private final UserSource users;
  private final PublicSource everybody;
  private final JobSource jobs;
  private final Writes writes;
  private final LastGood<UserKey, Session> lastGood;
  private final LastGood<String, PublicSession> lastPublic;

  private record UserKey(String username, boolean interactive) {}

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
    SummaryClient summaries = new SummaryClient(client, settings, nanoTime, counts);
    SliceSource slices = new SliceSource(summaries);
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.platforms = new PlatformSource(summaries, settings, nanoTime);
    this.users = new UserSource(platforms, slices, settings, nanoTime);
    this.everybody = new PublicSource(platforms, slices, settings, nanoTime);
    this.jobs = new JobSource(client, settings, nanoTime, counts);
    this.writes = new Writes(nanoTime, settings.writeKeep());
    this.lastGood = new LastGood<>(nanoTime, settings.staleFor(), settings.staleRows());
    this.lastPublic = new LastGood<>(nanoTime, settings.staleFor(), Integer.MAX_VALUE);
  }

  /** What the reader did, for metrics. */
  public ReaderCounts counts() {
    return counts;
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
    return rows(username, false, purpose);
  }

  /** All sessions of a user but headless ones, with desktop apps, by Job name. */
  public Answer<List<Session>> interactiveSessions(String username, Purpose purpose) {
    return rows(username, true, purpose);
  }

  /**
   * One session of a user that is no desktop app. What a summary does not have is looked up.
   *
   * @return an empty value when there is none
   */
  public Answer<Optional<Session>> session(String username, String id, Purpose purpose) {
    return one(
        new JobQuery(
            JobQuery.labelValue("username", username), JobQuery.labelValue("id", id), false),
        session -> session.id().equals(id) && !session.desktopApp(),
        purpose);
  }

  /**
   * One session of whomever that is no desktop app, always by a LIST.
   *
   * @return an empty value when there is none
   */
  public Answer<Optional<Session>> sessionOfAnybody(String id) {
    counts.fallback(FallbackReason.ID_WITHOUT_USER);
    JobQuery query = new JobQuery(null, JobQuery.labelValue("id", id), false);
    Predicate<Session> wanted = session -> !session.desktopApp();
    return counts.answered(found(query, null, wanted));
  }

  /**
   * One desktop app of a user.
   *
   * @return an empty value when there is none
   */
  public Answer<Optional<Session>> desktopApp(
      String username, String id, String appId, Purpose purpose) {
    return one(
        new JobQuery(
            JobQuery.labelValue("username", username), JobQuery.labelValue("id", id), true),
        session -> session.desktopApp() && session.id().equals(id) && appId.equals(session.appId()),
        purpose);
  }

  /** The public part of every session, to show; a published one is up to a minute behind. */
  public Answer<List<PublicSession>> everybody() {
    PublicSource.Reading reading = everybody.read();
    if (reading.objection() == null) {
      lastPublic.put("", reading.rows(), reading.versions());
      return counts.answered(
          new Answer<>(reading.rows(), Origin.SUMMARY, reading.versions(), Duration.ZERO));
    }
    counts.fallback(reading.objection());
    Optional<Answer<List<PublicSession>>> stale =
        reading.objection().untrusted() ? lastPublic.get("") : Optional.empty();
    return counts.answered(
        stale.orElseGet(
            () ->
                jobs.list(JobQuery.EVERYTHING, null, found -> true)
                    .map(found -> found.stream().map(PublicSession::of).toList())));
  }

  /**
   * The platform's figures. There is no LIST in their place: it would be one of all Jobs, Pods and
   * Nodes.
   *
   * @return empty when they are not to be relied on; Skaha answers 503
   */
  public Optional<Answer<PlatformFigures>> platform(Purpose purpose) {
    PlatformReading reading = platforms.current();
    long now = nanoTime.getAsLong();
    FallbackReason objection = reading.objectionAt(now);
    if (objection == null) {
      return Optional.of(
          counts.answered(figures(reading, reading.nodesValidAt(now), Origin.SUMMARY, now)));
    }
    counts.fallback(objection);
    PlatformReading last = platforms.lastGood();
    boolean showable =
        purpose == Purpose.SHOW
            && last != null
            && now - last.sentAt() <= settings.staleFor().toNanos();
    return showable
        ? Optional.of(counts.answered(figures(last, true, Origin.STALE_SUMMARY, now)))
        : Optional.empty();
  }

  /**
   * Skaha's session limit: whether a user may have one more. From the summary if it is recent and
   * leaves room; the last slot and a refusal are confirmed by one LIST.
   *
   * @param max how many sessions a user may have
   */
  public LimitVerdict checkLimit(String username, int max) {
    JobQuery query = new JobQuery(JobQuery.labelValue("username", username), null, true);
    String write = writes.of(username);
    UserReading reading = users.read(username, UserSource.Rows.OF_SLICE_ZERO);
    FallbackReason objection = limitObjection(reading, write, max);
    if (objection == null) {
      return verdict(username, reading.active(), max, Origin.SUMMARY);
    }
    counts.fallback(objection);
    boolean confirm = objection == FallbackReason.LIMIT_CLOSE;
    Answer<List<Session>> listed =
        jobs.list(query, write, found -> !confirm && active(found) <= max - 2L);
    return verdict(username, active(listed.value()), max, Origin.LIST);
  }

  private FallbackReason limitObjection(UserReading reading, String write, int max) {
    if (reading.objection() != null) {
      return reading.objection();
    }
    if (reading.active() == null) {
      return FallbackReason.MALFORMED;
    }
    if (Versions.compare(reading.versions().jobs(), write) < 0) {
      return FallbackReason.WRITE_NOT_INCLUDED;
    }
    if (reading.throughAge().compareTo(settings.limitAge()) > 0) {
      return FallbackReason.LIMIT_TOO_OLD;
    }
    return reading.active() <= max - 2L ? null : FallbackReason.LIMIT_CLOSE;
  }

  private LimitVerdict verdict(String username, long active, int max, Origin origin) {
    counts.answered(new Answer<>(active, origin, Versions.UNKNOWN, Duration.ZERO));
    return new LimitVerdict(username, active, max, origin);
  }

  private static long active(List<Session> sessions) {
    return sessions.stream().filter(Session::countsAgainstLimit).count();
  }

  private Answer<List<Session>> rows(String username, boolean interactive, Purpose purpose) {
    JobQuery query = new JobQuery(JobQuery.labelValue("username", username), null, interactive);
    String write = writes.of(username);
    UserReading reading =
        users.read(username, interactive ? UserSource.Rows.INTERACTIVE : UserSource.Rows.ALL);
    FallbackReason objection = objection(reading, write);
    if (objection == null) {
      List<Session> rows = reading.rows().stream().filter(query::matches).toList();
      lastGood.put(new UserKey(username, interactive), rows, reading.versions());
      return counts.answered(new Answer<>(rows, Origin.SUMMARY, reading.versions(), Duration.ZERO));
    }
    counts.fallback(objection);
    Optional<Answer<List<Session>>> stale =
        purpose == Purpose.SHOW && objection.untrusted()
            ? stale(username, interactive, write)
            : Optional.empty();
    return counts.answered(stale.orElseGet(() -> jobs.list(query, write, found -> true)));
  }

  private Answer<Optional<Session>> one(
      JobQuery query, Predicate<Session> wanted, Purpose purpose) {
    String write = writes.of(query.username());
    UserReading reading = users.read(query.username(), UserSource.Rows.OF_SLICE_ZERO);
    FallbackReason objection = objection(reading, write);
    if (objection == null) {
      Optional<Session> found = first(reading.rows(), wanted);
      if (found.isPresent()) {
        return counts.answered(
            new Answer<>(found, Origin.SUMMARY, reading.versions(), Duration.ZERO));
      }
      objection = FallbackReason.ID_NOT_FOUND;
    }
    counts.fallback(objection);
    if (purpose == Purpose.SHOW && objection.untrusted()) {
      Optional<Answer<Optional<Session>>> stale =
          stale(query.username(), query.interactive(), write)
              .map(answer -> answer.map(rows -> first(rows, wanted)))
              .filter(answer -> answer.value().isPresent());
      if (stale.isPresent()) {
        return counts.answered(stale.get());
      }
    }
    return counts.answered(found(query, write, wanted));
  }

  /** What a kept LIST does not have may have been created since. */
  private Answer<Optional<Session>> found(JobQuery query, String write, Predicate<Session> wanted) {
    return jobs.list(query, write, found -> first(found, wanted).isPresent())
        .map(found -> first(found, wanted));
  }

  private Optional<Answer<List<Session>>> stale(
      String username, boolean interactive, String write) {
    Optional<Answer<List<Session>>> all = lastGood.get(new UserKey(username, false));
    Optional<Answer<List<Session>>> found =
        interactive
            ? lastGood
                .get(new UserKey(username, true))
                .or(
                    () ->
                        all.map(a -> a.map(r -> r.stream().filter(Session::interactive).toList())))
            : all;
    return found.filter(answer -> Versions.compare(answer.versions().jobs(), write) >= 0);
  }

  private static FallbackReason objection(UserReading reading, String write) {
    if (reading.objection() != null) {
      return reading.objection();
    }
    return Versions.compare(reading.versions().jobs(), write) < 0
        ? FallbackReason.WRITE_NOT_INCLUDED
        : null;
  }

  private static Answer<PlatformFigures> figures(
      PlatformReading reading, boolean withNodes, Origin origin, long now) {
    return new Answer<>(
        withNodes ? reading.figures() : reading.figures().withoutNodes(),
        origin,
        reading.observed(),
        origin == Origin.SUMMARY ? Duration.ZERO : Duration.ofNanos(now - reading.sentAt()));
  }

  private static Optional<Session> first(List<Session> sessions, Predicate<Session> wanted) {
    return sessions.stream().filter(wanted).findFirst();
  }
}
