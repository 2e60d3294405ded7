package org.opencadc.sessionindex.scale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Small writes that have nothing to do with sessions, at a steady rate: how long one takes is what
 * the API server makes everybody wait.
 */
final class UnrelatedWrites implements AutoCloseable {
  private static final String NAME = "scale-unrelated";
  private static final double PER_SECOND = 5;
  private static final int EXISTS = 409;

  private final AdminHttp http;
  private final String path;
  private final AtomicLong number = new AtomicLong();
  private final List<Double> millis = new ArrayList<>();
  private final SteadyRate rate;

  /** Begins at once, with an object of their own, which stays. */
  UnrelatedWrites(Stage stage) throws IOException, InterruptedException {
    http = stage.http();
    String all = "/api/v1/namespaces/" + stage.namespace() + "/configmaps";
    path = all + "/" + NAME;
    AdminHttp.Answer made =
        http.send("POST", all, "application/json", "{\"metadata\":{\"name\":\"" + NAME + "\"}}");
    if (made.code() != EXISTS) {
      made.orThrow();
    }
    rate = new SteadyRate(PER_SECOND, this::write);
  }

  private void write() throws IOException, InterruptedException {
    String body = "{\"data\":{\"number\":\"" + number.incrementAndGet() + "\"}}";
    long sent = System.nanoTime();
    http.send("PATCH", path, AdminHttp.MERGE, body).orThrow();
    double took = (System.nanoTime() - sent) / 1e6;
    synchronized (millis) {
      millis.add(took);
    }
  }

  /** Puts how long they took so far; throws when one failed. */
  void put(Figures figures, String name) {
    rate.check();
    synchronized (millis) {
      figures.distribution(name, millis.stream().mapToDouble(Double::doubleValue).toArray(), "ms");
    }
  }

  @Override
  public void close() {
    rate.close();
  }
}
