package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.opencadc.sessionindex.ledger.SessionLabels;

/** Reads the labels of one Job: both generations of Skaha's and Kueue's queue. */
final class LabelsReader {

  private final Interner interner;
  private final Generation canonical = new Generation();
  private final Generation legacy = new Generation();
  private boolean legacyFixed;
  private boolean legacyFlexible;
  private String queue;

  LabelsReader(Interner interner) {
    this.interner = interner;
  }

  void read(JsonParser labels) throws IOException {
    LenientJson.fields(labels, this::field);
  }

  private void field(String key, JsonParser value) throws IOException {
    switch (key) {
      case "canfar.net/id" -> canonical.id = LenientJson.text(value);
      case "canfar.net/username" -> canonical.username = shared(value);
      case "canfar.net/kind" -> canonical.kind = shared(value);
      case "canfar.net/name" -> canonical.name = shared(value);
      case "canfar.net/app-id" -> canonical.appId = LenientJson.text(value);
      case "canfar.net/flavor" -> canonical.flavor = shared(value);
      case "canfar.net/community" -> canonical.community = shared(value);
      case "canfar.net/project" -> canonical.project = shared(value);
      case "canfar-net-sessionID" -> legacy.id = LenientJson.text(value);
      case "canfar-net-userid" -> legacy.username = shared(value);
      case "canfar-net-sessionType" -> legacy.kind = shared(value);
      case "canfar-net-sessionName" -> legacy.name = shared(value);
      case "canfar-net-appID" -> legacy.appId = LenientJson.text(value);
      case "opencadc.org/canfar-job-fixed" -> legacyFixed = LenientJson.truth(value);
      case "opencadc.org/canfar-job-flexible" -> legacyFlexible = LenientJson.truth(value);
      case "kueue.x-k8s.io/queue-name" -> queue = shared(value);
      default -> {}
    }
  }

  private String shared(JsonParser value) throws IOException {
    return interner.share(LenientJson.text(value));
  }

  SessionLabels canonical() {
    return canonical.labels();
  }

  SessionLabels legacy() {
    if (legacyFlexible) {
      legacy.flavor = "flexible";
    } else if (legacyFixed) {
      legacy.flavor = "fixed";
    }
    return legacy.labels();
  }

  String queue() {
    return queue == null || queue.isEmpty() ? null : queue;
  }

  private static final class Generation {
    private static final SessionLabels NONE =
        new SessionLabels(null, null, null, null, null, null, null, null);

    private String id;
    private String username;
    private String kind;
    private String name;
    private String appId;
    private String flavor;
    private String community;
    private String project;

    SessionLabels labels() {
      var labels = new SessionLabels(id, username, kind, name, appId, flavor, community, project);
      return labels.equals(NONE) ? null : labels;
    }
  }
}
