package org.opencadc.sessionindex.reader;

/** The two generations of Skaha's labels. */
public enum LabelGeneration {
  /** canfar.net/* */
  CANONICAL(
      "canfar.net/id",
      "canfar.net/username",
      "canfar.net/kind",
      "canfar.net/name",
      "canfar.net/app-id"),
  /** canfar-net-* */
  LEGACY(
      "canfar-net-sessionID",
      "canfar-net-userid",
      "canfar-net-sessionType",
      "canfar-net-sessionName",
      "canfar-net-appID");

  private final String id;
  private final String username;
  private final String kind;
  private final String name;
  private final String appId;

  LabelGeneration(String id, String username, String kind, String name, String appId) {
    this.id = id;
    this.username = username;
    this.kind = kind;
    this.name = name;
    this.appId = appId;
  }

  String id() {
    return id;
  }

  String username() {
    return username;
  }

  String kind() {
    return kind;
  }

  String sessionName() {
    return name;
  }

  String appId() {
    return appId;
  }
}
