package org.opencadc.sessionindex.reader;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What Skaha's request paths answer about one user, by the filters of Skaha's code, from the
 * sessions that there must be.
 *
 * @param user whose they are
 * @param byJobName Skaha's JSON of each
 */
record ExpectedSessions(String user, SortedMap<String, JsonObject> byJobName) {
  private static final String HEADLESS = "headless";
  private static final String DESKTOP_APP = "desktop-app";

  /** Those of each user, also of users who have none. */
  static SortedMap<String, ExpectedSessions> byUser(
      Map<String, JsonObject> sessions, Set<String> users) {
    SortedMap<String, ExpectedSessions> byUser = new TreeMap<>();
    users.forEach(user -> byUser.put(user, new ExpectedSessions(user, new TreeMap<>())));
    sessions.forEach(
        (job, session) ->
            byUser.get(session.get("userid").getAsString()).byJobName.put(job, session));
    return byUser;
  }

  static Set<String> users(Map<String, JsonObject> sessions) {
    Set<String> users = new TreeSet<>();
    sessions.values().forEach(session -> users.add(session.get("userid").getAsString()));
    return users;
  }

  String list(String type, String status) {
    return text(session -> isListed(session, type, status));
  }

  /** What view=all answers: the public part of what there is, by Job name. */
  static String everybody(SortedMap<String, JsonObject> sessions, String type, String status) {
    JsonArray array = new JsonArray();
    for (JsonObject session : sessions.values()) {
      if (isListed(session, type, status)) {
        JsonObject part = new JsonObject();
        for (String name : List.of("userid", "type", "status", "startTime")) {
          if (session.has(name)) {
            part.add(name, session.get(name));
          }
        }
        array.add(part);
      }
    }
    return text(array);
  }

  String interactive(String status) {
    return text(
        session ->
            !HEADLESS.equals(kind(session))
                && (status == null || status.equalsIgnoreCase(status(session))));
  }

  String apps() {
    return text(session -> isApp(session) && !HEADLESS.equals(kind(session)));
  }

  /** Those with an id that are no desktop apps; Skaha answers the first. */
  List<String> withId(String id) {
    return all().filter(s -> id.equals(id(s)) && !isApp(s)).map(ExpectedSessions::text).toList();
  }

  /** Names of the Jobs with an id, desktop apps too, with or without the headless ones. */
  List<String> jobNames(String id, boolean headless) {
    return byJobName.entrySet().stream()
        .filter(entry -> id.equals(id(entry.getValue())))
        .filter(entry -> headless || !HEADLESS.equals(kind(entry.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Desktop apps by id and app id; Skaha answers the first. */
  List<String> apps(String id, String appId) {
    return all()
        .filter(s -> id.equals(id(s)) && isApp(s) && appId.equals(appId(s)))
        .map(ExpectedSessions::text)
        .toList();
  }

  /** What the limit counts: both kinds are compared with regard to case. */
  long active() {
    return all()
        .filter(s -> !HEADLESS.equals(kind(s)) && !DESKTOP_APP.equals(kind(s)))
        .filter(s -> Set.of("Running", "Pending").contains(status(s)))
        .count();
  }

  Stream<JsonObject> all() {
    return byJobName.values().stream();
  }

  static String id(JsonObject session) {
    return session.get("id").getAsString();
  }

  static String appId(JsonObject session) {
    return session.has("appid") ? session.get("appid").getAsString() : null;
  }

  private static boolean isListed(JsonObject session, String type, String status) {
    return (type == null ? !isApp(session) : type.equalsIgnoreCase(kind(session)))
        && (status == null || status.equalsIgnoreCase(status(session)));
  }

  private static boolean isApp(JsonObject session) {
    return DESKTOP_APP.equalsIgnoreCase(kind(session));
  }

  private static String kind(JsonObject session) {
    return session.get("type").getAsString();
  }

  private static String status(JsonObject session) {
    return session.get("status").getAsString();
  }

  private String text(Predicate<JsonObject> wanted) {
    JsonArray array = new JsonArray();
    all().filter(wanted).forEach(array::add);
    return text(array);
  }

  private static String text(JsonElement json) {
    return new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create().toJson(json);
  }
}
