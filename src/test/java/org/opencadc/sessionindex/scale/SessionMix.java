package org.opencadc.sessionindex.scale;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.opencadc.sessionindex.testserver.SkahaJobs;
import org.opencadc.sessionindex.testserver.SkahaSession;

/**
 * The sessions of a population as a platform has them: four in five headless, one in ten with the
 * labels of older releases, some suspended in a queue, some not ready yet, some over.
 */
final class SessionMix {
  private static final long SEED = 5;
  private static final String QUEUE = "canfar-science-platform-local-queue";
  private static final Duration NEVER = Duration.ofHours(24);

  private final Population population;
  private final SkahaJobs sessions;
  private final Random random = new Random(SEED);

  SessionMix(Population population, String namespace) {
    this.population = population;
    this.sessions = SkahaJobs.seeded(SEED, namespace);
  }

  long seed() {
    return SEED;
  }

  /**
   * A Job that is ready to be created.
   *
   * @param user whose session it is
   */
  record OwnedJob(String user, Job job) {}

  /** The Jobs of all users; others each time. */
  synchronized List<OwnedJob> jobs() {
    List<OwnedJob> jobs = new ArrayList<>();
    for (Population.User user : population.users()) {
      for (int i = 0; i < user.sessions(); i++) {
        jobs.add(new OwnedJob(user.name(), session(user.name()).job()));
      }
    }
    return jobs;
  }

  private SkahaSession session(String user) {
    SkahaSession session = ordinary(user);
    int fate = random.nextInt(100);
    if (fate < 4) {
      session.queue(QUEUE);
    } else if (fate < 7) {
      session.startAfter(NEVER);
    } else if (fate < 10) {
      session.runFor(Duration.ofSeconds(1)).ttlSeconds((int) NEVER.toSeconds());
    } else if (fate < 11) {
      session.failAfter(Duration.ofSeconds(1)).ttlSeconds((int) NEVER.toSeconds());
    }
    return session;
  }

  /** A session that starts at once and runs until it is deleted. */
  synchronized SkahaSession ordinary(String user) {
    boolean headless = random.nextInt(5) > 0;
    int interactive = SkahaJobs.KINDS.size() - 1;
    SkahaSession session =
        sessions.session(
            headless ? "headless" : SkahaJobs.KINDS.get(random.nextInt(interactive)), user);
    if (random.nextInt(10) == 0) {
      session.generation(SkahaSession.Generation.LEGACY);
    }
    if (random.nextInt(4) == 0) {
      session.fixed(Integer.toString(1 + random.nextInt(2)), (1 + random.nextInt(8)) + "Gi");
    }
    return session;
  }

  /** A session that waits in a queue, so that it has no pod. */
  synchronized SkahaSession queued(String user) {
    return sessions.session("headless", user).queue(QUEUE);
  }

  /** Whether a pod was told never to become ready. */
  boolean staysPending(Pod pod) {
    return pod.getMetadata().getAnnotations() != null
        && pod.getMetadata().getAnnotations().containsKey("session-index.test/start-after");
  }
}
