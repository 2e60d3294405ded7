package org.opencadc.sessionindex.reader;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The answers of Skaha's read paths as JSON text: what a maintainer of Skaha puts in place of its
 * LISTs. Thread-safe. Errors are those of {@link SessionIndexReader}.
 */
public final class SkahaViews {
  private static final String DESKTOP_APP = "desktop-app";

  private final Gson gson = new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
  private final SessionIndexReader reader;
  private final SkahaSessions sessions;
  private final SkahaStats stats;

  /** Views of what a reader reads. */
  public SkahaViews(SessionIndexReader reader, ConnectUrls urls, Ceilings ceilings) {
    this.reader = reader;
    this.sessions = new SkahaSessions(urls);
    this.stats = new SkahaStats(ceilings);
  }

  /**
   * GET /session.
   *
   * @param type in any case; null for every type but desktop-app
   * @param status in any case; null for any
   */
  public Answer<String> list(String username, String type, String status, Usage usage) {
    return json(
        reader.sessions(username, Purpose.SHOW),
        session -> listed(session.kind(), session.status(), type, status),
        usage);
  }

  /**
   * GET /session?view=interactive, with desktop apps.
   *
   * @param status in any case; null for any
   */
  public Answer<String> interactive(String username, String status, Usage usage) {
    return json(
        reader.interactiveSessions(username, Purpose.SHOW),
        session -> status == null || status.equalsIgnoreCase(session.status()),
        usage);
  }

  /**
   * GET /session?view=all.
   *
   * @param type in any case; null for every type but desktop-app
   * @param status in any case; null for any
   */
  public Answer<String> all(String type, String status) {
    return reader
        .everybody()
        .map(
            everybody ->
                gson.toJson(
                    sessions.publicArray(
                        everybody.stream()
                            .filter(s -> listed(s.kind(), s.status(), type, status))
                            .toList())));
  }

  /**
   * GET /session/{id}.
   *
   * @return an empty value when there is none: Skaha answers 404
   */
  public Answer<Optional<String>> one(String username, String id, Usage usage) {
    return optional(reader.session(username, id, Purpose.SHOW), usage);
  }

  /** GET /session/{id}/app: all desktop apps of the user, whatever the id. */
  public Answer<String> desktopApps(String username, Usage usage) {
    return json(reader.interactiveSessions(username, Purpose.SHOW), Session::desktopApp, usage);
  }

  /**
   * GET /session/{id}/app/{appid}.
   *
   * @return an empty value when there is none: Skaha answers 404
   */
  public Answer<Optional<String>> desktopApp(
      String username, String id, String appId, Usage usage) {
    return optional(reader.desktopApp(username, id, appId, Purpose.SHOW), usage);
  }

  /**
   * GET /session?view=stats as it was before Skaha's metrics backend.
   *
   * @return empty when the figures are not known: Skaha answers 503
   */
  public Optional<Answer<String>> stats() {
    return reader
        .platform(Purpose.SHOW)
        .flatMap(answer -> stats.object(answer.value()).map(json -> answer.map(f -> text(json))));
  }

  private static boolean listed(String kind, String is, String type, String status) {
    boolean typeFits =
        type == null ? !DESKTOP_APP.equalsIgnoreCase(kind) : type.equalsIgnoreCase(kind);
    return typeFits && (status == null || status.equalsIgnoreCase(is));
  }

  private Answer<String> json(
      Answer<List<Session>> answer, Predicate<Session> wanted, Usage usage) {
    return answer.map(rows -> text(sessions.array(rows.stream().filter(wanted).toList(), usage)));
  }

  private Answer<Optional<String>> optional(Answer<Optional<Session>> answer, Usage usage) {
    return answer.map(found -> found.map(session -> text(sessions.object(session, usage))));
  }

  private String text(JsonElement json) {
    return gson.toJson(json);
  }
}
