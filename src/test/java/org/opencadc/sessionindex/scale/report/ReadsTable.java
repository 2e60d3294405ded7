package org.opencadc.sessionindex.scale.report;

import java.util.List;
import java.util.Map;

/** What each read costs at each size, and how the LISTs compare with the GETs. */
final class ReadsTable {
  private static final String STEP = "reads";

  private static final List<Map.Entry<String, String>> READS =
      List.of(
          Map.entry("list.jobs", "LIST all Jobs"),
          Map.entry("list.jobs.gzip", "LIST all Jobs, compressed"),
          Map.entry("list.pods", "LIST all Pods"),
          Map.entry("list.nodes", "LIST the Nodes"),
          Map.entry("list.busiestUser", "LIST the Jobs of the busiest user"),
          Map.entry("list.smallUser", "LIST the Jobs of a user with few"),
          Map.entry("get.platform", "GET the platform's summary"),
          Map.entry("get.busiestUser", "GET all slices of the busiest user"),
          Map.entry("get.smallUser", "GET the summary of a user with few"),
          Map.entry("get.namespace", "to compare: GET the Namespace"),
          Map.entry("get.platform.fromEtcd", "the same from etcd: the platform"),
          Map.entry("get.smallUser.fromEtcd", "the same from etcd: a user with few"));

  private final Runs runs;
  private final Cells cells;

  ReadsTable(Runs runs) {
    this.runs = runs;
    this.cells = new Cells(runs);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Run run : runs.with(STEP)) {
      Table table =
          new Table(
              List.of(
                  Numbers.number(run.sessions()) + " sessions",
                  "bytes",
                  "p50",
                  "p99",
                  "API server CPU"));
      for (Map.Entry<String, String> read : READS) {
        table.add(
            List.of(
                read.getValue(),
                cells.of(run, STEP, read.getKey() + ".bytes"),
                cells.of(run, STEP, read.getKey() + ".p50"),
                cells.of(run, STEP, read.getKey() + ".p99"),
                cells.of(run, STEP, read.getKey() + ".cpu")));
      }
      text.append(text.isEmpty() ? "" : "\n\n").append(table.text());
    }
    return text.isEmpty() ? "Not measured yet." : text.toString();
  }
}
