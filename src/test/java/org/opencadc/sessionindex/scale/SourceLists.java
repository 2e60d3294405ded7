package org.opencadc.sessionindex.scale;

import java.util.Map;

/** Complete LISTs that the operator's sources made since its start. */
record SourceLists(double jobs, double pods, double nodes) {

  static SourceLists of(OperatorProcess operator) {
    PrometheusText text = operator.metrics();
    return new SourceLists(lists(text, "jobs"), lists(text, "pods"), lists(text, "nodes"));
  }

  private static double lists(PrometheusText text, String resource) {
    return text.sum("session_index_source_lists", Map.of("resource", resource));
  }

  double total() {
    return jobs + pods + nodes;
  }
}
