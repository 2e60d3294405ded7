package org.opencadc.sessionindex.ledger;

import java.util.List;

/** Builds the facts of a Job: by default a running canonical notebook of adal's. */
final class AJob {
  private final String uid;
  private String name;
  private String version = "10";
  private SessionLabels canonical;
  private SessionLabels legacy;
  private String queue;
  private boolean suspend;
  private int parallelism = 1;
  private String startTime;
  private PodDemand demand = PodDemand.NONE;
  private int active;
  private int ready;
  private int succeeded;
  private int failed;
  private int terminating;
  private JobCondition suspension;
  private JobCondition failure;

  private AJob(String uid) {
    this.uid = uid;
    this.name = "skaha-" + uid;
    this.canonical = labels(uid, "adal", "notebook");
  }

  static AJob of(String uid) {
    return new AJob(uid).counters(1, 1, 0, 0, 0);
  }

  static SessionLabels labels(String id, String username, String kind) {
    return labels(id, username, kind, null);
  }

  static SessionLabels labels(String id, String username, String kind, String flavor) {
    return new SessionLabels(id, username, kind, null, null, flavor, null, null);
  }

  AJob user(String username, String kind) {
    return canonical(labels(uid, username, kind));
  }

  AJob canonical(SessionLabels labels) {
    canonical = labels;
    return this;
  }

  AJob legacy(SessionLabels labels) {
    legacy = labels;
    return this;
  }

  AJob name(String given) {
    name = given;
    return this;
  }

  AJob version(String given) {
    version = given;
    return this;
  }

  AJob queue(String given) {
    queue = given;
    return this;
  }

  AJob startTime(String given) {
    startTime = given;
    return this;
  }

  /** Suspended, and its pods gone. */
  AJob suspended() {
    suspend = true;
    return counters(0, 0, 0, 0, 0);
  }

  AJob suspension(String reason, String time) {
    suspension = new JobCondition(reason, time);
    return suspended();
  }

  AJob failure(String reason, String time) {
    failure = new JobCondition(reason, time);
    return this;
  }

  AJob demand(PodDemand given, int times) {
    demand = given;
    parallelism = times;
    return this;
  }

  AJob counters(int isActive, int isReady, int hasSucceeded, int hasFailed, int isTerminating) {
    active = isActive;
    ready = isReady;
    succeeded = hasSucceeded;
    failed = hasFailed;
    terminating = isTerminating;
    return this;
  }

  JobFacts facts() {
    return new JobFacts(
        uid,
        name,
        version,
        canonical,
        legacy,
        queue,
        "2026-11-23T10:00:00Z",
        suspend,
        parallelism,
        null,
        new TemplateFacts(
            "image:1", null, null, List.of(), VerbatimAmounts.NONE, VerbatimAmounts.NONE, demand),
        startTime,
        null,
        active,
        ready,
        succeeded,
        failed,
        terminating,
        suspension,
        failure);
  }
}
