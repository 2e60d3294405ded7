package org.opencadc.sessionindex;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.management.JMException;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.leader.Leadership;
import org.opencadc.sessionindex.leader.LeaseElection;
import org.opencadc.sessionindex.ops.Health;
import org.opencadc.sessionindex.ops.HttpEndpoints;
import org.opencadc.sessionindex.ops.Metrics;
import org.opencadc.sessionindex.reconcile.Controllers;
import org.opencadc.sessionindex.reconcile.IndexFigures;
import org.opencadc.sessionindex.reconcile.PermittedNamespaces;
import org.opencadc.sessionindex.reconcile.Prerequisites;
import org.opencadc.sessionindex.verify.VerifyCommand;
import org.opencadc.sessionindex.watch.ServerClock;
import org.opencadc.sessionindex.watch.SourceState;
import org.opencadc.sessionindex.watch.Sources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator: wires the parts together and runs them until it is told to stop. */
public final class SessionIndexOperator implements AutoCloseable, Health {
  private static final Logger log = LoggerFactory.getLogger(SessionIndexOperator.class);

  private final Settings settings;
  private final Clients clients;
  private final Sources sources;
  private final PermittedNamespaces namespaces;
  private final Lifecycle lifecycle;
  private final LeaseElection election;
  private final Metrics metrics;
  private final HttpEndpoints endpoints;

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
    // an orderly end would wait for what is being written, and that may not be ours to write
    this(settings, configs, clock, pace, () -> Runtime.getRuntime().halt(1), Controllers::new);
  }

  SessionIndexOperator(
      Settings settings,
      Supplier<Config> configs,
      Clock clock,
      Pace pace,
      Runnable leadershipLost,
      Function<Controllers.Parts, Controllers> newControllers)
      throws IOException {
    this.settings = settings;
    LongSupplier ticker = System::nanoTime;
    clients = new Clients(configs);
    ApiRequests requests = clients.requests();
    ServerClock serverClock = new ServerClock(clock);
    sources = new Sources(clients.slim(), requests, serverClock, pace.proofs());
    namespaces = new PermittedNamespaces(new Prerequisites(requests), settings.namespaces());
    boolean elects = settings.leaseNamespace() != null;
    Leadership leadership =
        elects ? new Leadership(pace.lease().renewDeadline(), ticker) : Leadership.alone();
    metrics =
        new Metrics(
            sources::states,
            this::figures,
            namespaces::figures,
            leadership::leading,
            this::queued,
            serverClock,
            version());
    Controllers.Parts parts =
        new Controllers.Parts(
            clients.controllers(),
            clients.writes(leadership),
            leadership::leading,
            sources,
            serverClock,
            settings.budget(),
            metrics::wrote,
            ticker,
            pace.emptyGrace(),
            pace.audits(),
            pace.proofs().listing(),
            this::summariesStandStill);
    lifecycle = new Lifecycle(namespaces, () -> newControllers.apply(parts), pace.permissions());
    sources.onRestore(() -> lifecycle.beginAnew("the API server's storage was restored"));
    election =
        !elects
            ? null
            : new LeaseElection(
                new LeaseElection.Parts(
                    clients.plain(), settings.leaseNamespace(), pace.lease(), clock, ticker),
                identity(),
                leadership,
                () -> lifecycle.controllers().leads(),
                leadershipLost);
    endpoints =
        new HttpEndpoints(
            new InetSocketAddress(settings.httpAddress(), settings.httpPort()),
            this,
            metrics::scrape);
  }

  /** Unlike a host's or a pod's name it is no earlier process's: that one may not be over yet. */
  private static String identity() {
    String host = Objects.requireNonNullElse(System.getenv("HOSTNAME"), "session-index");
    return host + "_" + UUID.randomUUID();
  }

  private void summariesStandStill() {
    lifecycle.beginAnew("the watch of summaries stands still");
  }

  private int queued() {
    return lifecycle.controllers().queued();
  }

  private List<IndexFigures> figures() {
    return lifecycle.controllers().figures();
  }

  private static String version() {
    return Objects.requireNonNullElse(
        SessionIndexOperator.class.getPackage().getImplementationVersion(), "development");
  }

  /** Waits for what must be there, then starts the controllers; returns once they run. */
  public void run() throws InterruptedException {
    if (lifecycle.run()) {
      log.info(
          "session-index {} serves namespaces {}; health and metrics on port {}",
          version(),
          settings.namespaces(),
          port());
      if (election != null) {
        election.start();
      }
    }
  }

  /** The port of health and metrics. */
  public int port() {
    return endpoints.port();
  }

  /** Complete LISTs of Jobs, Pods and Nodes beyond the first of each; 0 unless one was forced. */
  public long listsAfterStart() {
    return sources.states().stream().mapToLong(state -> Math.max(0, state.lists() - 1)).sum();
  }

  /** How the sources are doing that the served indexes hold. */
  public List<SourceState> sources() {
    return sources.states();
  }

  @Override
  public String notAlive() {
    String stuck = lifecycle.notAlive();
    return stuck != null || election == null ? stuck : election.notAlive();
  }

  @Override
  public String notReady() {
    return lifecycle.notReady();
  }

  @Override
  public List<String> leftOut() {
    return Stream.of(
            namespaces.leftOut(),
            lifecycle.controllers().notListed(),
            election == null ? null : election.problem())
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public void close() {
    // the last one first, and each whatever another throws: else the Lease would not be given up
    try (clients;
        metrics;
        endpoints;
        sources;
        election) {
      lifecycle.close();
    }
  }

  /**
   * Runs the operator with the settings and the Kubernetes configuration of its environment.
   *
   * @param arguments none; or {@code verify} and its options, to compare what is published with a
   *     recount from LISTs and end
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 0 && arguments[0].equals("verify")) {
      String[] options = Arrays.copyOfRange(arguments, 1, arguments.length);
      System.exit(VerifyCommand.run(options, System.out, Clock.systemUTC()));
    }
    try {
      CompilerDirectives.apply();
    } catch (IOException | JMException e) {
      log.warn("this JVM takes no compiler directives, so it computes more: {}", e.toString());
    }
    Settings settings;
    try {
      settings = Settings.from(System.getenv());
    } catch (Settings.Invalid e) {
      log.error("{}", e.getMessage());
      System.exit(2);
      return;
    }
    HttpEndpoints.limitTimes();
    SessionIndexOperator operator =
        new SessionIndexOperator(settings, () -> Config.autoConfigure(null), Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(operator::close, "shutdown"));
    try {
      operator.run();
    } catch (RuntimeException e) {
      // the other threads would keep a process alive that never becomes ready
      log.error("the operator did not start", e);
      System.exit(1);
    }
    operator.lifecycle.awaitEnd();
  }
}
