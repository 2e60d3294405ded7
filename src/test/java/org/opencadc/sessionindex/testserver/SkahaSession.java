package org.opencadc.sessionindex.testserver;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;

/** A session to be made into a Job; a mutable draft whose setters return itself. */
public final class SkahaSession {
  /** Which label keys Skaha writes. */
  public enum Generation {
    /** {@code canfar.net/*}, Skaha 1.4. */
    CANONICAL,
    /** {@code canfar-net-*}, Skaha 1.2 and before. */
    LEGACY
  }

  final String namespace;
  final String kind;
  final String username;
  final String id;
  String name;
  Generation generation = Generation.CANONICAL;
  String image;
  boolean fixed;
  String cpu = "1";
  String memory = "4Gi";
  int gpus;
  String queue = "";
  boolean suspended;
  String appId = "";
  Job desktop;
  Duration startAfter;
  Duration runFor;
  Duration failAfter;
  long deadlineSeconds;
  int ttlSeconds;

  SkahaSession(String namespace, String kind, String username, String id) {
    this.namespace = namespace;
    this.kind = kind;
    this.username = username;
    this.id = id;
    this.name = kind + "-" + id.substring(0, 3);
    boolean headless = kind.equals("headless");
    this.deadlineSeconds = headless ? 1_209_600 : 345_600;
    this.ttlSeconds = headless ? 3600 : 86_400;
    this.image =
        switch (kind) {
          case "desktop" -> "images.canfar.net/skaha/desktop:1.0.3";
          case "carta" -> "images.canfar.net/skaha/carta:5.0";
          case "firefly" -> "images.canfar.net/skaha/firefly:2025.4";
          case "contributed" -> "images.canfar.net/skaha/marimo:0.16";
          case "desktop-app" -> "images.canfar.net/skaha/casa-6.5:latest";
          default -> "images.canfar.net/skaha/astroml:25.09";
        };
  }

  /** The session's display name, a label value. */
  public SkahaSession name(String wanted) {
    name = wanted;
    return this;
  }

  /** Which label keys are written; canonical unless told. */
  public SkahaSession generation(Generation wanted) {
    generation = wanted;
    return this;
  }

  /** The image of the session's container. */
  public SkahaSession image(String wanted) {
    image = wanted;
    return this;
  }

  /** Fixed resources: the limits equal the requests. */
  public SkahaSession fixed(String cpuCores, String memoryAmount) {
    fixed = true;
    cpu = cpuCores;
    memory = memoryAmount;
    return this;
  }

  /** Flexible resources: these requests, limits of 8 cores and 32Gi. */
  public SkahaSession flexible(String cpuCores, String memoryAmount) {
    fixed = false;
    cpu = cpuCores;
    memory = memoryAmount;
    return this;
  }

  /** GPUs requested, and a node with GPUs required. */
  public SkahaSession gpus(int count) {
    gpus = count;
    return this;
  }

  /** A Kueue queue; the Job is made suspended, as Kueue wants it. */
  public SkahaSession queue(String localQueue) {
    queue = localQueue;
    suspended = true;
    return this;
  }

  /** Whether the Job is made suspended. */
  public SkahaSession suspended(boolean wanted) {
    suspended = wanted;
    return this;
  }

  /** How long its pod takes to become ready. */
  public SkahaSession startAfter(Duration delay) {
    startAfter = delay;
    return this;
  }

  /** How long its pod runs before it succeeds; for ever unless told. */
  public SkahaSession runFor(Duration time) {
    runFor = time;
    return this;
  }

  /** How long its pod runs before it fails; never unless told. */
  public SkahaSession failAfter(Duration time) {
    failAfter = time;
    return this;
  }

  /** activeDeadlineSeconds of the Job. */
  public SkahaSession deadlineSeconds(long seconds) {
    deadlineSeconds = seconds;
    return this;
  }

  /** ttlSecondsAfterFinished of the Job. */
  public SkahaSession ttlSeconds(int seconds) {
    ttlSeconds = seconds;
    return this;
  }

  /** The session id. */
  public String id() {
    return id;
  }

  /** The Job, ready to be created. */
  public Job job() {
    return SkahaJob.of(this);
  }
}
