package org.opencadc.sessionindex.demo;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.opencadc.sessionindex.SessionIndexOperator;
import org.opencadc.sessionindex.Settings;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.publish.BudgetLimits;
import org.opencadc.sessionindex.testserver.LoadPlan;
import org.opencadc.sessionindex.testserver.SkahaLoad;
import org.opencadc.sessionindex.verify.VerifyCommand;

/**
 * The main job, live: sessions of many users start, run, finish and go, the operator publishes, and
 * in the end the summaries are compared with a recount from LISTs. Exit code 1 if one figure
 * differs.
 */
public final class Demo {
  private static final String NAMESPACE = "skaha-workload";
  private static final String INDEX = "main";
  private static final int SESSIONS = 250;
  private static final int USERS = 30;
  private static final double DEEDS_PER_SECOND = 8;
  private static final Duration CALM = Duration.ofSeconds(4);
  private static final Duration LONGEST_UNREST = Duration.ofMinutes(2);

  private final Stage stage;
  private final Duration time;
  private final boolean terminal;
  private final PrintStream out;

  private Demo(Stage stage, Duration time, boolean terminal, PrintStream out) {
    this.stage = stage;
    this.time = time;
    this.terminal = terminal;
    this.out = out;
  }

  /**
   * Runs the demo.
   *
   * @param arguments {@code --cluster} for a real local control plane, {@code --seconds N}, {@code
   *     --terminal} to redraw the table in place
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> given = List.of(arguments);
    int at = given.indexOf("--seconds");
    Duration time = Duration.ofSeconds(at < 0 ? 45 : Integer.parseInt(given.get(at + 1)));
    int code;
    System.out.println("Starting an API server, its controllers and the operator ...");
    try (Stage stage =
        given.contains("--cluster") ? new LocalStage() : new EmbeddedStage(NAMESPACE)) {
      code = new Demo(stage, time, given.contains("--terminal"), System.out).run();
    }
    System.exit(code);
  }

  private int run() throws IOException, InterruptedException {
    KubernetesClient admin = stage.admin();
    LoadPlan plan =
        LoadPlan.of(NAMESPACE)
            .withUsers(USERS)
            .withRate(DEEDS_PER_SECOND, time)
            .withSessions(SESSIONS, Duration.ofSeconds(20))
            .withNodes(stage.nodesToCreate());
    Settings settings = new Settings(Set.of(NAMESPACE), "127.0.0.1", 0, BudgetLimits.DEFAULT);
    try (SessionIndexOperator operator =
            new SessionIndexOperator(settings, stage.operatorConfigs(), Clock.systemUTC());
        SkahaLoad load = new SkahaLoad(admin, plan).createNodes().fill(SESSIONS / 3)) {
      createIndex(admin);
      operator.run();
      out.printf(
          "%nLive, on %s: %d users, %.0f changes a second, for %d s.%n%n",
          stage.description(), USERS, DEEDS_PER_SECOND, time.toSeconds());
      watch(admin, load);
      out.printf("%nThe load has ended. What the operator published:%n%n");
      awaitCalm(admin);
      SummaryTable.print(out, summaries(admin));
      out.printf("%nThe same, counted anew from LISTs of Jobs, Pods and Nodes:%n%n");
      int code =
          VerifyCommand.run(
              new String[] {"--namespace", NAMESPACE, "--index", INDEX},
              out,
              admin,
              Clock.systemUTC());
      out.printf(
          "%nLISTs that the operator needed after its start: %d%n", operator.listsAfterStart());
      return code;
    }
  }

  private void watch(KubernetesClient admin, SkahaLoad load) throws InterruptedException {
    Instant start = Instant.now();
    LiveTable table = new LiveTable(out, terminal, start);
    table.header();
    load.start();
    while (!load.await(Duration.ofSeconds(1))) {
      table.show(platform(admin), load.counters(), Instant.now());
    }
  }

  /**
   * Until nothing was published for a while but heartbeats: a slow machine has pods to start yet.
   */
  private static void awaitCalm(KubernetesClient admin) throws InterruptedException {
    Instant last = Instant.now().plus(LONGEST_UNREST);
    Instant calmSince = Instant.now();
    SessionSummaryStatus before = platform(admin);
    while (Instant.now().isBefore(last) && calmSince.plus(CALM).isAfter(Instant.now())) {
      Thread.sleep(500);
      SessionSummaryStatus after = platform(admin);
      if (!content(after).equals(content(before))) {
        calmSince = Instant.now();
        before = after;
      }
    }
  }

  private static List<Object> content(SessionSummaryStatus platform) {
    return platform == null ? List.of() : Arrays.asList(platform.observed(), platform.userWrites());
  }

  private static void createIndex(KubernetesClient admin) {
    SessionIndex index = new SessionIndex();
    index.setMetadata(new ObjectMetaBuilder().withName(INDEX).withNamespace(NAMESPACE).build());
    admin.resource(index).create();
  }

  private static SessionSummaryStatus platform(KubernetesClient admin) {
    SessionSummary platform =
        admin.resources(SessionSummary.class).inNamespace(NAMESPACE).withName(INDEX).get();
    return platform == null ? null : platform.getStatus();
  }

  private static List<SessionSummary> summaries(KubernetesClient admin) {
    return admin.resources(SessionSummary.class).inNamespace(NAMESPACE).list().getItems();
  }
}
