package org.opencadc.sessionindex.testserver;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The Job that Skaha makes of a session. */
final class SkahaJob {
  private final SkahaSession session;
  private final String name;
  private final boolean headless;

  private SkahaJob(SkahaSession session) {
    this.session = session;
    this.headless = session.kind.equals("headless");
    String user = session.username.replaceAll("[^0-9a-zA-Z-]", "-");
    String appName = session.id + "-" + session.appId + "-" + user + "-" + session.name;
    String wanted =
        session.appId.isEmpty()
            ? "skaha-" + session.kind + "-" + user + "-" + session.id
            : appName.substring(0, Math.min(57, appName.length()));
    this.name = wanted.toLowerCase(Locale.ROOT);
  }

  static Job of(SkahaSession session) {
    return new SkahaJob(session).build();
  }

  private Job build() {
    Map<String, String> labels = new SkahaLabels(session, name).onJob();
    Job job =
        new JobBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(session.namespace)
            .withLabels(labels)
            .endMetadata()
            .withNewSpec()
            .withParallelism(1)
            .withCompletions(1)
            .withActiveDeadlineSeconds(session.deadlineSeconds)
            .withBackoffLimit(headless ? 0 : 6)
            .withTtlSecondsAfterFinished(session.ttlSeconds)
            .withSuspend(session.suspended)
            .withNewTemplate()
            .withNewMetadata()
            .withLabels(new SkahaLabels(session, name).onPod())
            .withAnnotations(annotations())
            .endMetadata()
            .withSpec(new SkahaPod(session, name).spec())
            .endTemplate()
            .endSpec()
            .build();
    if (session.desktop != null) {
      job.getMetadata()
          .setOwnerReferences(
              List.of(
                  new OwnerReferenceBuilder()
                      .withApiVersion("batch/v1")
                      .withKind("Job")
                      .withName(session.desktop.getMetadata().getName())
                      .withUid(session.desktop.getMetadata().getUid())
                      .withController(false)
                      .withBlockOwnerDeletion(true)
                      .build()));
    }
    return job;
  }

  private Map<String, String> annotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    put(annotations, Lifetime.START_AFTER, session.startAfter);
    put(annotations, Lifetime.RUN_FOR, session.runFor);
    put(annotations, Lifetime.FAIL_AFTER, session.failAfter);
    return annotations;
  }

  private static void put(Map<String, String> annotations, String key, Duration value) {
    Optional.ofNullable(value).ifPresent(d -> annotations.put(key, GoDuration.print(d)));
  }
}
