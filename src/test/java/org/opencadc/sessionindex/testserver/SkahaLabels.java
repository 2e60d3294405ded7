package org.opencadc.sessionindex.testserver;

import java.util.LinkedHashMap;
import java.util.Map;

/** The labels that Skaha puts on a Job and on its pods, per generation. */
record SkahaLabels(SkahaSession session, String jobName) {

  Map<String, String> onJob() {
    Map<String, String> labels = onPod();
    if (session.generation == SkahaSession.Generation.LEGACY) {
      labels.put("opencadc.org/canfar-job-" + (session.fixed ? "fixed" : "flexible"), "true");
    }
    if (!session.queue.isEmpty()) {
      labels.put("kueue.x-k8s.io/queue-name", session.queue);
      labels.put("kueue.x-k8s.io/priority-class", session.kind.equals("headless") ? "low" : "high");
    }
    return labels;
  }

  Map<String, String> onPod() {
    Map<String, String> labels = new LinkedHashMap<>();
    if (session.generation == SkahaSession.Generation.LEGACY) {
      labels.put("canfar-net-sessionID", session.id);
      labels.put("canfar-net-sessionType", session.kind);
      labels.put("canfar-net-userid", session.username);
      if (session.appId.isEmpty()) {
        labels.put("canfar-net-sessionName", session.name);
      } else {
        labels.put("canfar-net-appID", session.appId);
      }
      return labels;
    }
    labels.put("canfar.net/community", "default");
    labels.put("canfar.net/project", "default");
    labels.put("canfar.net/id", session.id);
    labels.put("canfar.net/username", session.username);
    labels.put("canfar.net/name", session.name);
    labels.put("canfar.net/kind", session.kind);
    labels.put("canfar.net/flavor", session.fixed ? "fixed" : "flexible");
    labels.put("canfar.net/job", jobName);
    labels.put("canfar.net/accelerator", session.gpus > 0 ? "gpu" : "none");
    labels.put("app.kubernetes.io/managed-by", "skaha");
    labels.put("app.kubernetes.io/part-of", "canfar");
    labels.put("app.kubernetes.io/version", "1.4.0");
    if (!session.appId.isEmpty()) {
      labels.put("canfar.net/app-id", session.appId);
    }
    return labels;
  }
}
