package org.opencadc.sessionindex.scale;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;

/** The API server's own counters, which only grow: the difference of two readings counts. */
final class ServerMetrics {
  private static final String REQUESTS = "apiserver_request_total";
  private static final String RETURNED = "apiserver_cache_list_returned_objects_total";
  private static final String BYTES = "apiserver_response_sizes_sum";

  private final Supplier<String> scrape;

  ServerMetrics(KubernetesClient admin) {
    this(() -> admin.raw("/metrics"));
  }

  ServerMetrics(Supplier<String> scrape) {
    this.scrape = scrape;
  }

  /** The counters now; a scrape costs the server some 50 ms of CPU. */
  Reading read() {
    return new Reading(PrometheusText.parse(scrape.get(), REQUESTS, RETURNED, BYTES));
  }

  /** The counters at one time. */
  record Reading(PrometheusText text) {

    /**
     * Requests since the server's start, from everybody.
     *
     * @param verb {@code LIST}, {@code GET}, {@code WATCH}, {@code PUT}, {@code PATCH}, {@code
     *     POST} or {@code DELETE}
     * @param resource such as {@code jobs}
     */
    double requests(String verb, String resource) {
      return text.sum(REQUESTS, Map.of("verb", verb, "resource", resource));
    }

    /** Requests for a subresource, such as {@code status}. */
    double requests(String verb, String resource, String subresource) {
      return text.sum(
          REQUESTS, Map.of("verb", verb, "resource", resource, "subresource", subresource));
    }

    /** Requests since the server's start by kind, such as {@code PUT sessionsummaries/status}. */
    SortedMap<String, Double> requests() {
      return text.sums(REQUESTS, Reading::kind);
    }

    private static String kind(Map<String, String> labels) {
      String resource = labels.getOrDefault("resource", "");
      String subresource = labels.getOrDefault("subresource", "");
      String what = resource.isEmpty() ? "others" : resource;
      return labels.get("verb") + ' ' + what + (subresource.isEmpty() ? "" : '/' + subresource);
    }

    /** Objects that LISTs of a resource returned from the watch cache. */
    double returnedObjects(String resource) {
      return text.sum(RETURNED, Map.of("resource", resource));
    }

    /** Bytes of the answers to requests. */
    double responseBytes(String verb, String resource) {
      return text.sum(BYTES, Map.of("verb", verb, "resource", resource));
    }
  }
}
