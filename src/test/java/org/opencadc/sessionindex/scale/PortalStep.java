package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.opencadc.sessionindex.scale.portal.PortalReplica.Way;

/**
 * A portal's day, replayed in three ways: 200 users' pages poll two replicas of a reader, which
 * LISTs each time, or keeps informers of its own, or reads what the index publishes.
 */
final class PortalStep implements Step {
  /** The property that says how long each way is looked at, in seconds. */
  static final String SECONDS = "scale.portal.seconds";

  private static final int USERS = 200;
  private static final int GOAL_FROM = 5_000;
  private static final double MIB = 1 << 20;

  /** Of a divisor; what is less than a tick of the kernel's clock is no figure. */
  private static final double LEAST = 0.01;

  private static final double FEW_REQUESTS = 0.1;

  /** What the operator's end leaves to do is over by then. */
  private static final long SETTLED_MILLIS = 2_000;

  @Override
  public String name() {
    return "portal";
  }

  @Override
  public boolean needsOperator() {
    return false;
  }

  @Override
  public void run(Stage stage, Figures figures) throws Exception {
    if (!stage.real()) {
      figures.note("portal", "not replayed at this size: polls by LIST take all of the machine");
      return;
    }
    int seconds = Integer.getInteger(SECONDS, stage.smoke() ? 2 : 120);
    int warmUp = stage.smoke() ? 1 : 30;
    List<String> users = users(stage.population());
    try (PortalReplicas replicas = new PortalReplicas(stage, users);
        PortalChurn churn = new PortalChurn(stage)) {
      stage.operator().stop();
      if (!stage.smoke()) {
        Thread.sleep(PortalChurn.steadyAfter().toMillis());
      }
      List<PortalBill> quiet = new ArrayList<>();
      Map<Way, PortalSight> sights = new EnumMap<>(Way.class);
      for (Way way : Way.values()) {
        String name = name(way);
        stage.tick("the churn alone");
        PortalBill alone = quiet(stage, seconds);
        quiet.add(alone);
        figures.put(
            name + ".quiet.serverCpu", percent(alone.servers().cpu(), alone), "% of a core");
        requests(name + ".quiet", alone, figures);
        stage.tick("the portal by " + way);
        long before = churn.done();
        long begin = System.nanoTime();
        PortalSight sight = PortalSight.of(way, stage, replicas.of(way), warmUp, seconds);
        replicas.end(way);
        sights.put(way, sight);
        double took = (System.nanoTime() - begin) / 1e9;
        figures.put(name + ".churn", (churn.done() - before) / took, "starts/s");
        figures.put(name + ".polls.wanted", sight.sum("wanted"), "");
      }
      new PublicRows(stage).withdraw();
      // all ways against the same: what LISTs held up is made up for just after them
      PortalBill middle = PortalBill.middle(quiet);
      sights.forEach((way, sight) -> put(name(way), sight, middle, figures));
      ratios(stage.sessions(), figures);
      figures.put("churn.started", churn.done(), "");
      figures.put("churn.failed", churn.failed(), "");
      figures.put("users", users.size(), "");
      figures.put("seconds", seconds, "s");
    }
    notes(figures);
  }

  private static String name(Way way) {
    return way.name().toLowerCase(Locale.ROOT);
  }

  /** As many as there are up to 200, from those with most sessions to those with fewest. */
  static List<String> users(Population population) {
    List<Population.User> all = population.users();
    int count = Math.min(USERS, all.size());
    List<String> users = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      users.add(all.get((int) ((long) i * all.size() / count)).name());
    }
    return users;
  }

  private static PortalBill quiet(Stage stage, int seconds)
      throws IOException, InterruptedException {
    if (!stage.smoke()) {
      Thread.sleep(SETTLED_MILLIS);
    }
    PortalBill begin = PortalBill.begin(stage, List.of());
    Thread.sleep(seconds * 1000L);
    return PortalBill.end(stage, List.of()).minus(begin);
  }

  private static void put(String way, PortalSight sight, PortalBill quiet, Figures figures) {
    PortalBill day = sight.day().above(quiet);
    figures.put(way + ".serverCpu", percent(day.servers().cpu(), day), "% of a core");
    figures.put(way + ".etcdCpu", percent(day.servers().etcdCpu(), day), "% of a core");
    figures.put(way + ".readerCpu", percent(day.clients().readerCpu(), day), "% of a core");
    figures.put(way + ".operatorCpu", percent(day.clients().operatorCpu(), day), "% of a core");
    figures.put(way + ".readerAndOperatorCpu", percent(day.clients().cpu(), day), "% of a core");
    figures.put(way + ".readerBytes", day.clients().readerBytes() / day.seconds() / 1e3, "kB/s");
    figures.put(way + ".bytes", day.clients().bytes() / day.seconds() / 1e3, "kB/s");
    figures.put(way + ".readerHeap", sight.heap() / MIB, "MiB");
    figures.put(way + ".readerRss", sight.rss() / MIB, "MiB");
    figures.put(way + ".operatorRss", sight.operatorRss() / MIB, "MiB");
    figures.put(way + ".rss", (sight.rss() + sight.operatorRss()) / MIB, "MiB");
    polls(way, sight, day, figures);
    requests(way, day, figures);
    PortalBill start = sight.start().above(quiet);
    figures.put(way + ".start.seconds", start.seconds(), "s");
    figures.put(way + ".start.serverCpu", start.servers().cpu(), "s");
    figures.put(way + ".start.readerCpu", start.clients().readerCpu(), "s");
    figures.put(way + ".start.operatorCpu", start.clients().operatorCpu(), "s");
    figures.put(way + ".start.listed", sight.listedBytes() / 1e6, "MB");
  }

  private static void polls(String way, PortalSight sight, PortalBill day, Figures figures) {
    double[] millis = sight.millis();
    figures.put(way + ".polls.answered", millis.length, "");
    figures.put(way + ".polls.answeredShare", 100 * millis.length / sight.sum("wanted"), "%");
    figures.put(way + ".polls.failed", sight.sum("failed"), "");
    figures.put(way + ".polls.rows", sight.sum("rows"), "");
    figures.put(way + ".serverCpuPerPoll", 1e3 * day.servers().cpu() / millis.length, "ms");
    figures.distribution(way + ".latency", millis, "ms");
    int replica = 0;
    for (JsonNode reply : sight.replies()) {
      replica++;
      String note = reply.path("note").asText() + reply.at("/polls/failure").asText();
      if (!note.isEmpty()) {
        figures.note(way + ", replica " + replica, note);
      }
    }
  }

  /** Who asked for what is the first thing to know where two runs differ. */
  private static void requests(String time, PortalBill bill, Figures figures) {
    bill.servers()
        .requests()
        .forEach(
            (kind, count) -> {
              double perSecond = count / bill.seconds();
              if (Math.abs(perSecond) >= FEW_REQUESTS) {
                figures.put(time + ".requests." + kind, perSecond, "1/s");
              }
            });
  }

  private static double percent(double cpu, PortalBill bill) {
    return 100 * cpu / bill.seconds();
  }

  private static void ratios(int sessions, Figures figures) {
    Goal goal = sessions >= GOAL_FROM ? Goal.atLeast(1) : null;
    Map<String, Figure> found = figures.numbers();
    for (String way : List.of("lists", "cache")) {
      for (String cost :
          List.of("serverCpu", "bytes", "readerAndOperatorCpu", "readerCpu", "readerHeap", "rss")) {
        ToDoubleFunction<String> of = name -> found.get(name + "." + cost).value();
        if (of.applyAsDouble("index") >= LEAST) {
          double ratio = of.applyAsDouble(way) / of.applyAsDouble("index");
          figures.put("ratio." + way + "." + cost, ratio, "x", goal);
        }
      }
    }
  }

  private static void notes(Figures figures) {
    figures.note(
        "polls",
        "each user every 5 to 10 s: 97 % own interactive sessions, 2.5 % the platform's load,"
            + " 0.5 % everybody's sessions");
    figures.note(
        "cost",
        "above the churn alone, of whose three times the middle one counts, a last garbage collection of the API server included; bytes as"
            + " received by readers and operator, TLS included");
    figures.note("churn", PortalChurn.PER_SECOND + " sessions start and as many end every second");
  }
}
