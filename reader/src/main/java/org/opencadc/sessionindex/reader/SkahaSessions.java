package org.opencadc.sessionindex.reader;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/** Sessions as Skaha's JSON: fields in Skaha's order, without those that are not known. */
public final class SkahaSessions {
  private static final String GPU = "nvidia.com/gpu";

  private final ConnectUrls urls;

  /** Rendering with the connectURLs of an installation. */
  public SkahaSessions(ConnectUrls urls) {
    this.urls = urls;
  }

  /** Sessions in the given order. */
  public JsonArray array(List<Session> sessions, Usage usage) {
    JsonArray array = new JsonArray();
    sessions.forEach(session -> array.add(object(session, usage)));
    return array;
  }

  /** One session. */
  public JsonObject object(Session session, Usage usage) {
    Usage.InUse inUse = usage.of(session);
    JsonObject json = new JsonObject();
    add(json, "id", session.id());
    add(json, "userid", session.username());
    add(json, "runAsUID", numericId(session.runAsUser()));
    add(json, "runAsGID", numericId(session.runAsGroup()));
    json.add("supplementalGroups", groups(session.supplementalGroups()));
    add(json, "appid", session.appId());
    add(json, "image", session.image());
    add(json, "type", session.kind());
    add(json, "status", session.status());
    add(json, "name", session.name());
    add(json, "startTime", SkahaFormat.startTime(session.startTime()));
    add(
        json,
        "expiryTime",
        SkahaFormat.expiryTime(session.startTime(), session.activeDeadlineSeconds()));
    add(json, "connectURL", urls.of(session));
    if (session.fixed()) {
      add(json, "requestedRAM", SkahaFormat.sessionRam(session.requests().memory()));
      add(json, "requestedCPUCores", SkahaFormat.sessionCores(session.requests().cpu()));
    }
    add(json, "requestedGPUCores", SkahaFormat.count(session.limits().extended().get(GPU)));
    add(json, "ramInUse", inUse.ram());
    add(json, "cpuCoresInUse", inUse.cpuCores());
    json.addProperty("isFixedResources", session.fixed());
    return json;
  }

  /** The public part of sessions in the given order. */
  public JsonArray publicArray(List<PublicSession> sessions) {
    JsonArray array = new JsonArray();
    for (PublicSession session : sessions) {
      JsonObject json = new JsonObject();
      add(json, "userid", session.username());
      add(json, "type", session.kind());
      add(json, "status", session.status());
      add(json, "startTime", SkahaFormat.startTime(session.startTime()));
      array.add(json);
    }
    return array;
  }

  private static void add(JsonObject json, String name, String value) {
    if (value != null) {
      json.addProperty(name, value);
    }
  }

  private static String numericId(Long id) {
    return id == null ? "" : id.toString();
  }

  private static JsonArray groups(List<Long> groups) {
    JsonArray array = new JsonArray();
    // Skaha keeps them as int: 4294967290 comes out as -6
    groups.forEach(group -> array.add(group.intValue()));
    return array;
  }
}
