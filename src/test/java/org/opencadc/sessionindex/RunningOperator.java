package org.opencadc.sessionindex;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.opencadc.sessionindex.leader.LeaseTiming;
import org.opencadc.sessionindex.publish.BudgetLimits;
import org.opencadc.sessionindex.reconcile.Controllers;
import org.opencadc.sessionindex.testserver.ApiServer;
import org.opencadc.sessionindex.watch.ProofPace;

/** The operator in this JVM, at a pace that tests can wait for. */
final class RunningOperator implements AutoCloseable {
  static final ProofPace PROOFS = proofs(Duration.ofSeconds(20));

  /**
   * For tests that wait until patience is over. To be listed, summaries have twice as long, and the
   * client gives up an answer later than that.
   */
  static final Pace IMPATIENT =
      new Pace(proofs(Duration.ofSeconds(3)), Duration.ofSeconds(1), Pace.DEFAULT.audits());

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final LeaseTiming LEASE =
      new LeaseTiming(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(300));

  private static final Pace PACE =
      new Pace(PROOFS, Duration.ofSeconds(1), Pace.DEFAULT.audits(), Duration.ofMillis(500), LEASE);

  private final SessionIndexOperator operator;

  private RunningOperator(SessionIndexOperator operator) {
    this.operator = operator;
  }

  private static ProofPace proofs(Duration patience) {
    return new ProofPace(
        Duration.ofMillis(500),
        Duration.ofMillis(300),
        Duration.ofMillis(300),
        Duration.ofSeconds(2),
        patience);
  }

  /** Starts and waits until the controllers run. */
  static RunningOperator in(ApiServer server, String... namespaces) {
    return in(server, PACE, namespaces);
  }

  /** The same at a pace of the test's own. */
  static RunningOperator in(ApiServer server, Pace pace, String... namespaces) {
    RunningOperator running = of(server, pace, namespaces);
    running.run();
    return running;
  }

  /** Starts in the background, for a server that is not ready for it. */
  static RunningOperator waiting(ApiServer server, String... namespaces) {
    return waiting(server, PACE, namespaces);
  }

  /** The same at a pace of the test's own. */
  static RunningOperator waiting(ApiServer server, Pace pace, String... namespaces) {
    RunningOperator running = of(server, pace, namespaces);
    Thread thread = new Thread(running::run, "operator");
    thread.setDaemon(true);
    thread.start();
    return running;
  }

  /** Starts one of several replicas, which elect a leader in a namespace. */
  static RunningOperator replica(
      ApiServer server, String leaseNamespace, Runnable lost, String... namespaces) {
    return replica(server, leaseNamespace, lost, Controllers::new, namespaces);
  }

  /** The same with controllers that a test makes. */
  static RunningOperator replica(
      ApiServer server,
      String leaseNamespace,
      Runnable lost,
      Function<Controllers.Parts, Controllers> newControllers,
      String... namespaces) {
    RunningOperator running = of(server, PACE, leaseNamespace, lost, newControllers, namespaces);
    running.run();
    return running;
  }

  private static RunningOperator of(ApiServer server, Pace pace, String... namespaces) {
    return of(server, pace, null, () -> {}, Controllers::new, namespaces);
  }

  private static RunningOperator of(
      ApiServer server,
      Pace pace,
      String leaseNamespace,
      Runnable lost,
      Function<Controllers.Parts, Controllers> newControllers,
      String... namespaces) {
    Settings settings =
        new Settings(Set.of(namespaces), "127.0.0.1", 0, BudgetLimits.DEFAULT, leaseNamespace);
    try {
      return new RunningOperator(
          new SessionIndexOperator(
              settings, server::config, Clock.systemUTC(), pace, lost, newControllers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    try {
      operator.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  SessionIndexOperator operator() {
    return operator;
  }

  /** What a probe or a scrape of the health port is told. */
  String ask(String path) {
    try {
      URI uri = URI.create("http://127.0.0.1:" + operator.port() + path);
      return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    operator.close();
  }
}
