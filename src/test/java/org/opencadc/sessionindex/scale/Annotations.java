package org.opencadc.sessionindex.scale;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Events that no summary tells of, at a steady rate: an annotation of a Job changes, as much of
 * what happens to Jobs and Pods changes nothing that a reader sees.
 */
final class Annotations implements AutoCloseable {
  private final Stage stage;
  private final Random random = new Random(11);
  private final AtomicLong count = new AtomicLong();
  private final SteadyRate rate;

  /** Events that begin at once and end with {@link #close}. */
  Annotations(Stage stage, double perSecond) {
    this.stage = stage;
    this.rate = new SteadyRate(perSecond, this::step);
  }

  private void step() throws IOException, InterruptedException {
    Roster.Taken taken;
    synchronized (random) {
      taken = stage.roster().take(random);
    }
    if (taken == null) {
      return;
    }
    String path = "/apis/batch/v1/namespaces/" + stage.namespace() + "/jobs/" + taken.job();
    String annotation = "{\"session-index.test/count\":\"" + count.incrementAndGet() + "\"}";
    try {
      stage.http().merge(path, "{\"metadata\":{\"annotations\":" + annotation + "}}").orThrow();
    } finally {
      stage.roster().add(taken);
    }
  }

  /** Throws when one failed. */
  void check() {
    rate.check();
  }

  @Override
  public void close() {
    rate.close();
  }
}
