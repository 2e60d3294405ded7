package org.opencadc.sessionindex.ledger;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Facts from small ranges, so that they collide often. */
final class RandomFacts {
  private static final List<PodPhase> PHASES = List.of(PodPhase.values());
  private static final List<PodDemand> DEMANDS =
      List.of(
          PodDemand.NONE,
          new PodDemand(Amounts.of(500, 1L << 30), Amounts.of(750, 1L << 31), 0),
          new PodDemand(Amounts.gpus(1), Amounts.gpus(2), 0),
          new PodDemand(
              new ResourceVector(1, 2, Map.of("nvidia.com/gpu", 1L, "example.org/fpga", 4L)),
              new ResourceVector(3, 5, Map.of("example.org/fpga", 4L)),
              new ResourceVector(7, 0, Map.of("nvidia.com/gpu", 1L)),
              2));

  private final Random random;

  RandomFacts(Random random) {
    this.random = random;
  }

  JobFacts job(String uid, String version) {
    return new JobFacts(
        uid,
        pick("skaha-a", "skaha-b", "skaha-\uFFFD", "skaha-\uD83D\uDE00", "skaha"),
        version,
        random.nextInt(8) == 0 ? null : labels(uid),
        random.nextInt(2) == 0 ? null : labels(uid),
        pick(null, "short", "long"),
        "2026-11-23T10:00:00Z",
        random.nextInt(3) == 0,
        random.nextInt(4),
        null,
        new TemplateFacts(
            pick("image:1", "image:2"),
            1000L,
            null,
            List.of(),
            VerbatimAmounts.NONE,
            VerbatimAmounts.NONE,
            demand()),
        pick(null, "2026-11-23T10:00:01Z"),
        null,
        random.nextInt(2),
        random.nextInt(2),
        random.nextInt(4) / 3,
        random.nextInt(4) / 3,
        random.nextInt(4) / 3,
        condition("JobSuspended", "OutOfQuota"),
        condition("BackoffLimitExceeded", "DeadlineExceeded"));
  }

  private JobCondition condition(String usual, String special) {
    return random.nextInt(3) == 0
        ? null
        : new JobCondition(pick(null, usual, special), pick(null, "2026-11-23T10:00:02Z"));
  }

  private Why waiting() {
    return random.nextInt(3) == 0
        ? null
        : new Why(
            pick("Unschedulable", "NotReady"),
            pick(null, "no room"),
            pick(null, "2026-11-23T10:00:03Z"));
  }

  private PodEnd end() {
    return random.nextInt(3) > 0
        ? null
        : new PodEnd(
            pick("OOMKilled", "Error"),
            random.nextBoolean() ? null : random.nextInt(3),
            pick(null, "2026-11-23T10:00:04Z"));
  }

  PodFacts pod(String uid, String version, String jobUid) {
    return new PodFacts(
        uid,
        pick("pod-" + uid, "pod"),
        version,
        jobUid,
        pick(null, "2026-11-23T10:00:00Z", "2026-11-23T10:00:01Z"),
        PHASES.get(random.nextInt(PHASES.size())),
        random.nextInt(3) > 0,
        demand(),
        waiting(),
        end());
  }

  NodeFacts node(String uid, String version) {
    return new NodeFacts(
        uid,
        pick("worker-1", "worker-2", "worker-3") + uid,
        version,
        random.nextInt(3) == 0,
        random.nextInt(3) > 0,
        demand().effective(),
        demand().allocated(),
        random.nextInt(8) / 7);
  }

  private SessionLabels labels(String uid) {
    return new SessionLabels(
        random.nextInt(6) == 0 ? pick(null, "") : pick("id-" + uid, "id"),
        pick("adal", "adal", "bchen", "Adal", random.nextInt(3) == 0 ? pick(null, "") : "adal"),
        pick(
            "notebook",
            "headless",
            "Headless",
            "desktop-app",
            random.nextBoolean() ? pick(null, "") : "x"),
        pick(null, "name"),
        pick(null, "app"),
        pick(null, "fixed", "flexible"),
        pick(null, "default", "radio"),
        pick(null, "default", "survey"));
  }

  private PodDemand demand() {
    return DEMANDS.get(random.nextInt(DEMANDS.size()));
  }

  private String pick(String... values) {
    return values[random.nextInt(values.length)];
  }
}
