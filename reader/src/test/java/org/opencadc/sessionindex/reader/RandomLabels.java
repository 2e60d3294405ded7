package org.opencadc.sessionindex.reader;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Random;

/**
 * Labels of a Job and what they say, of either generation, of both, disputed or missing.
 *
 * @param labels as they are on the Job
 * @param id null when the Job is no session
 * @param name null for none
 * @param appId null for none
 * @param fixed Skaha's isFixedResources
 */
record RandomLabels(
    JsonObject labels,
    String id,
    String user,
    String kind,
    String name,
    String appId,
    boolean fixed) {
  /** By which labels a Job is named. */
  private enum Shape {
    CANONICAL,
    LEGACY,
    /** Legacy ones, and canonical ones without values. */
    EMPTY,
    BOTH,
    /** The legacy labels name another user's session. */
    DISPUTED,
    INCOMPLETE
  }

  private static final List<Shape> SHAPES =
      List.of(
          Shape.CANONICAL,
          Shape.CANONICAL,
          Shape.LEGACY,
          Shape.LEGACY,
          Shape.EMPTY,
          Shape.BOTH,
          Shape.DISPUTED,
          Shape.INCOMPLETE);
  private static final List<String> REQUIRED = List.of("id", "username", "kind");
  private static final List<String> KEYS =
      List.of("id", "username", "kind", "name", "app-id", "flavor", "community", "project");

  /**
   * Draws labels.
   *
   * @param victim whom forged labels name
   */
  static RandomLabels of(Random random, String id, String user, String kind, String victim) {
    Shape shape = SHAPES.get(random.nextInt(SHAPES.size()));
    boolean known = !kind.equals("gradio");
    String name = random.nextInt(4) == 0 ? null : "name-" + random.nextInt(9) + ".x_y";
    String appId = kind.equalsIgnoreCase("desktop-app") ? "app" + random.nextInt(3) : null;
    int flavor = random.nextInt(4);
    JsonObject labels = new JsonObject();
    // without any label the API server would give the Job those of its pods
    labels.addProperty("app.kubernetes.io/part-of", "canfar");
    if (shape == Shape.LEGACY || shape == Shape.EMPTY) {
      legacy(labels, id, user, kind, name, appId, flavor);
      if (shape == Shape.EMPTY) {
        KEYS.forEach(key -> labels.addProperty("canfar.net/" + key, ""));
      }
      return new RandomLabels(labels, known ? id : null, user, kind, name, appId, flavor < 2);
    }
    canonical(labels, id, user, kind, name, appId);
    String canonicalFlavor = List.of("fixed", "flexible", "Fixed", "none").get(flavor);
    if (flavor < 3) {
      labels.addProperty("canfar.net/flavor", canonicalFlavor);
    }
    if (random.nextInt(4) == 0) {
      // what is not said may also be said without a value
      KEYS.stream()
          .map("canfar.net/"::concat)
          .filter(key -> !labels.has(key))
          .forEach(key -> labels.addProperty(key, ""));
    }
    if (shape == Shape.BOTH) {
      legacy(labels, id, user, kind, name, appId, flavor);
    } else if (shape == Shape.DISPUTED) {
      legacy(labels, "forged-" + id, victim, "notebook", "forged", null, 3);
      name = name == null ? "forged" : name;
    } else if (shape == Shape.INCOMPLETE) {
      String missing = "canfar.net/" + REQUIRED.get(random.nextInt(REQUIRED.size()));
      if (random.nextBoolean()) {
        labels.remove(missing);
      } else {
        labels.addProperty(missing, "");
      }
      known = false;
    }
    // without a canonical flavor legacy labels stand in, but drawn together they say flexible
    return new RandomLabels(labels, known ? id : null, user, kind, name, appId, flavor == 0);
  }

  private static void canonical(
      JsonObject labels, String id, String user, String kind, String name, String appId) {
    labels.addProperty("canfar.net/id", id);
    labels.addProperty("canfar.net/username", user);
    labels.addProperty("canfar.net/kind", kind);
    optional(labels, "canfar.net/name", name);
    optional(labels, "canfar.net/app-id", appId);
  }

  private static void legacy(
      JsonObject labels,
      String id,
      String user,
      String kind,
      String name,
      String appId,
      int flavor) {
    labels.addProperty("canfar-net-sessionID", id);
    labels.addProperty("canfar-net-userid", user);
    labels.addProperty("canfar-net-sessionType", kind);
    optional(labels, "canfar-net-sessionName", name);
    optional(labels, "canfar-net-appID", appId);
    // 0: fixed, 1: neither, which is fixed too, 2: flexible, 3: both, which is flexible
    if (flavor == 0 || flavor == 3) {
      labels.addProperty("opencadc.org/canfar-job-fixed", "true");
    }
    if (flavor == 2 || flavor == 3) {
      labels.addProperty("opencadc.org/canfar-job-flexible", "true");
    }
  }

  private static void optional(JsonObject labels, String key, String value) {
    if (value != null) {
      labels.addProperty(key, value);
    }
  }

  /** Whether the Job is a session. */
  boolean ofSession() {
    return id != null;
  }
}
