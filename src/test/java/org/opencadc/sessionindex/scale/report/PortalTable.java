package org.opencadc.sessionindex.scale.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the portal's day costs in each of the three ways. */
final class PortalTable {
  private static final String STEP = "portal";
  private static final List<String> WAYS = List.of("lists", "cache", "index");

  private static final List<Map.Entry<String, String>> COSTS =
      List.of(
          Map.entry("quiet.serverCpu", "API server CPU, the churn alone, just before"),
          Map.entry("serverCpu", "API server CPU, above the churn alone"),
          Map.entry("requests.LIST jobs", "LISTs of Jobs, above the churn alone"),
          Map.entry("requests.GET sessionsummaries", "GETs of summaries"),
          Map.entry("requests.PUT sessionsummaries/status", "PUTs of summaries"),
          Map.entry("etcdCpu", "etcd CPU, above the churn alone"),
          Map.entry("bytes", "Bytes from the API server to readers and operator"),
          Map.entry("readerCpu", "CPU of both readers"),
          Map.entry("operatorCpu", "CPU of the operator"),
          Map.entry("readerAndOperatorCpu", "CPU of readers and operator"),
          Map.entry("readerHeap", "Live heap of both readers"),
          Map.entry("readerRss", "RSS of both readers"),
          Map.entry("operatorRss", "RSS of the operator"),
          Map.entry("rss", "RSS of readers and operator"),
          Map.entry("churn", "Sessions started, and as many ended"),
          Map.entry("polls.wanted", "Polls wanted"),
          Map.entry("polls.answered", "Polls answered"),
          Map.entry("polls.answeredShare", "of those wanted"),
          Map.entry("polls.rows", "Rows in the answers"),
          Map.entry("polls.failed", "Polls failed"),
          Map.entry("latency.p50", "Answer, p50"),
          Map.entry("latency.p99", "Answer, p99"),
          Map.entry("serverCpuPerPoll", "API server CPU per answered poll"),
          Map.entry("start.seconds", "Start, the readers' JVMs aside: until the first answer"),
          Map.entry("start.serverCpu", "Start: API server CPU"),
          Map.entry("start.readerCpu", "Start: CPU of both readers"),
          Map.entry("start.operatorCpu", "Start: CPU of the operator"),
          Map.entry("start.listed", "Start: bytes of LISTs"));

  private final Runs runs;
  private final Cells cells;

  PortalTable(Runs runs) {
    this.runs = runs;
    this.cells = new Cells(runs);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Run run : runs.with(STEP)) {
      if (run.figure(STEP, "users") != null) {
        text.append(text.isEmpty() ? "" : "\n\n").append(table(run));
      }
    }
    return text.isEmpty() ? "Not measured yet." : text.toString();
  }

  private String table(Run run) {
    Table table =
        new Table(
            List.of(
                Numbers.number(run.sessions()) + " sessions",
                "LISTs",
                "Informers in two replicas",
                "Index",
                "LISTs to index",
                "Informers to index"));
    for (Map.Entry<String, String> cost : COSTS) {
      List<String> row = new ArrayList<>(List.of(cost.getValue()));
      WAYS.forEach(way -> row.add(cells.of(run, STEP, way + "." + cost.getKey())));
      row.add(cells.of(run, STEP, "ratio.lists." + cost.getKey()));
      row.add(cells.of(run, STEP, "ratio.cache." + cost.getKey()));
      table.add(row);
    }
    return table.text() + StepTable.notes(STEP, List.of(run));
  }
}
