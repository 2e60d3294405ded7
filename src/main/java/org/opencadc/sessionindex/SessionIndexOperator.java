package org.opencadc.sessionindex;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.ops.Health;
import org.opencadc.sessionindex.ops.HttpEndpoints;
import org.opencadc.sessionindex.ops.Metrics;
import org.opencadc.sessionindex.publish.Budget;
import org.opencadc.sessionindex.reconcile.Controllers;
import org.opencadc.sessionindex.reconcile.IndexFigures;
import org.opencadc.sessionindex.reconcile.Prerequisites;
import org.opencadc.sessionindex.verify.VerifyCommand;
import org.opencadc.sessionindex.watch.ServerClock;
import org.opencadc.sessionindex.watch.Sources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator: wires the parts together and runs them until it is told to stop. */
public final class SessionIndexOperator implements AutoCloseable, Health {
  private static final Logger log = LoggerFactory.getLogger(SessionIndexOperator.class);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(2);
  private static final Duration STUCK = Duration.ofSeconds(60);

  private final Settings settings;
  private final Clients clients;
  private final Sources sources;
  private final Prerequisites prerequisites;
  private final Supplier<Controllers> newControllers;
  private final Metrics metrics;
  private final HttpEndpoints endpoints;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicBoolean beginningAnew = new AtomicBoolean();
  private volatile Controllers controllers;
  private volatile String starting = "starting";

  /**
   * An operator that answers its probes and does nothing else yet; see {@link #run}.
   *
   * @param configs gives a fresh client configuration each time
   * @throws IOException if the health port is taken
   */
  public SessionIndexOperator(Settings settings, Supplier<Config> configs, Clock clock)
      throws IOException {
    this(settings, configs, clock, Pace.DEFAULT);
  }

  SessionIndexOperator(Settings settings, Supplier<Config> configs, Clock clock, Pace pace)
      throws IOException {
    this.settings = settings;
    LongSupplier ticker = System::nanoTime;
    clients = new Clients(configs);
    ApiRequests requests = clients.requests();
    ServerClock serverClock = new ServerClock(clock);
    sources = new Sources(clients.slim(), requests, serverClock, pace.proofs());
    prerequisites = new Prerequisites(requests);
    Budget budget = new Budget(settings.budget(), ticker);
    metrics = new Metrics(sources::states, this::figures, budget, serverClock, version());
    Controllers.Parts parts =
        new Controllers.Parts(
            clients.controllers(),
            requests,
            sources,
            serverClock,
            budget,
            metrics::wrote,
            ticker,
            pace.emptyGrace(),
            pace.audits());
    newControllers = () -> new Controllers(parts, settings.namespaces());
    controllers = newControllers.get();
    sources.onRestore(this::beginAnewSoon);
    endpoints =
        new HttpEndpoints(
            new InetSocketAddress(settings.httpAddress(), settings.httpPort()),
            this,
            metrics::scrape);
  }

  private List<IndexFigures> figures() {
    return controllers.figures();
  }

  private static String version() {
    return Objects.requireNonNullElse(
        SessionIndexOperator.class.getPackage().getImplementationVersion(), "development");
  }

  /** Waits for what must be there, then starts the controllers; returns once they run. */
  public void run() throws InterruptedException {
    if (startWhenPossible()) {
      log.info(
          "session-index {} serves namespaces {}; health and metrics on port {}",
          version(),
          settings.namespaces(),
          port());
    }
  }

  /** False when the operator was closed meanwhile. */
  private boolean startWhenPossible() throws InterruptedException {
    while (awaitPrerequisites()) {
      try {
        return start();
      } catch (RuntimeException e) {
        // the API server may have gone since it was asked; a half-started operator serves nobody
        starting = "the controllers did not start";
        log.warn("the controllers did not start: {}", e.toString());
        renew();
      }
    }
    return false;
  }

  private synchronized void renew() {
    controllers.close();
    controllers = newControllers.get();
  }

  /** False when the operator was closed meanwhile. */
  private boolean awaitPrerequisites() throws InterruptedException {
    String before = null;
    for (String missing = missing(); missing != null; missing = missing()) {
      starting = missing;
      if (!missing.equals(before)) {
        log.warn("waiting: {}", missing);
        before = missing;
      }
      if (stopped.await(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  private synchronized boolean start() {
    if (stopped.getCount() == 0) {
      return false;
    }
    controllers.start();
    starting = null;
    return true;
  }

  private void beginAnewSoon() {
    // several sources notice, and none of them may wait for its own end
    if (beginningAnew.compareAndSet(false, true)) {
      Thread thread = new Thread(this::beginAnew, "begin-anew");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void beginAnew() {
    log.warn("the API server's storage was restored: beginning anew, as after a restart");
    try {
      starting = "beginning anew after a restore";
      renew();
      var unused = startWhenPossible();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      beginningAnew.set(false);
    }
  }

  private String missing() {
    return prerequisites.missing(settings.namespaces());
  }

  /** The port of health and metrics. */
  public int port() {
    return endpoints.port();
  }

  /** Complete LISTs of Jobs, Pods and Nodes beyond the first of each; 0 unless one was forced. */
  public long listsAfterStart() {
    return sources.states().stream().mapToLong(state -> Math.max(0, state.lists() - 1)).sum();
  }

  @Override
  public String notAlive() {
    boolean stuck = starting == null && controllers.nanosSinceRound() > STUCK.toNanos();
    return stuck ? "the pacer has not gone round for " + STUCK.toSeconds() + " s" : null;
  }

  @Override
  public String notReady() {
    return starting != null ? starting : controllers.notListed();
  }

  @Override
  public void close() {
    stopped.countDown();
    synchronized (this) {
      controllers.close();
    }
    sources.close();
    endpoints.close();
    metrics.close();
    clients.close();
  }

  /**
   * Runs the operator with the settings and the Kubernetes configuration of its environment.
   *
   * @param arguments none; or {@code verify} and its options, to compare what is published with a
   *     recount from LISTs and end
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 0 && arguments[0].equals("verify")) {
      System.exit(verify(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
    Settings settings;
    try {
      settings = Settings.from(System.getenv());
    } catch (Settings.Invalid e) {
      log.error("{}", e.getMessage());
      System.exit(2);
      return;
    }
    SessionIndexOperator operator =
        new SessionIndexOperator(settings, () -> Config.autoConfigure(null), Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(operator::close, "shutdown"));
    operator.run();
    operator.stopped.await();
  }

  private static int verify(String[] options) {
    Config config = Config.autoConfigure(null);
    config.setHttp2Disable(true);
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      return VerifyCommand.run(options, System.out, client, Clock.systemUTC());
    }
  }
}
