package org.opencadc.sessionindex.reader;

import java.util.Locale;

/** Skaha's connectURLs, as an installation configures them. */
record WorkloadUrls(String host, String homeBase) implements ConnectUrls {

  @Override
  public String of(Session session) {
    String id = session.id();
    String base = "https://" + host + "/session/";
    return switch (session.kind().toLowerCase(Locale.ROOT)) {
      case "desktop" ->
          base + "desktop/" + id + "/?password=" + id + "&path=session/desktop/" + id + "/";
      case "carta" -> base + "carta/" + id + "/";
      case "notebook" ->
          base
              + "notebook/"
              + id
              + "/lab/tree"
              + homeBase
              + "/"
              + session.username()
              + "?token="
              + id;
      case "contributed" -> base + "contrib/" + id + "/";
      case "firefly" -> base + "firefly/" + id + "/firefly/";
      default -> "";
    };
  }
}
