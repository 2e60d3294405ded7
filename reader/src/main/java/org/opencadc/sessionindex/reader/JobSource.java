package org.opencadc.sessionindex.reader;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.ApiResponse;
import io.kubernetes.client.openapi.apis.BatchV1Api;
import io.kubernetes.client.openapi.models.V1JobList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** LISTs of Jobs by selector, one at a time per query, kept for a few seconds. */
final class JobSource {
  private final ApiClient client;
  private final OkHttpClient http;
  private final ReaderSettings settings;
  private final JobSessions sessions;
  private final ReaderCounts counts;
  private final Flights<JobQuery, Listed> flights;
  private final LongSupplier nanoTime;

  /**
   * What LISTs found.
   *
   * @param sessions by Job name
   * @param version resourceVersion that they reflect at least
   */
  record Listed(List<Session> sessions, String version) {}

  JobSource(ApiClient client, ReaderSettings settings, LongSupplier nanoTime, ReaderCounts counts) {
    this.client = client;
    this.http = BoundedCalls.of(client, settings.listTimeout());
    this.settings = settings;
    this.sessions = new JobSessions(settings.generations());
    this.counts = counts;
    this.nanoTime = nanoTime;
    this.flights = new Flights<>(nanoTime, settings.listKeep());
  }

  /**
   * What a LIST finds that is a few seconds old at most, if that is enough; else what one finds
   * that began after this call.
   *
   * @param write a version it must include; null for none
   * @throws IndexReadException when the API server does not answer, in time or at all
   */
  Answer<List<Session>> list(
      JobQuery query, String write, Predicate<? super List<Session>> enough) {
    return answer(
        flights.shared(
            query,
            known ->
                (write == null || Versions.compare(known.version(), write) >= 0)
                    && enough.test(known.sessions()),
            () -> load(query)));
  }

  private Answer<List<Session>> answer(Flights.Landed<Listed> landed) {
    return new Answer<>(
        landed.value().sessions(),
        Origin.LIST,
        new Versions(landed.value().version(), null),
        Duration.ofNanos(nanoTime.getAsLong() - landed.begunAt()));
  }

  private Listed load(JobQuery query) {
    try {
      return read(query);
    } catch (ApiException e) {
      throw new IndexReadException("LIST of Jobs failed: HTTP " + e.getCode(), e.getCode(), e);
    } catch (RuntimeException e) {
      throw new IndexReadException("LIST of Jobs could not be read", 0, e);
    }
  }

  private Listed read(JobQuery query) throws ApiException {
    Map<String, Session> byName = new TreeMap<>();
    String version = null;
    for (String selector : query.selectors(settings.generations())) {
      V1JobList list = list(selector);
      // the first LIST is the oldest: what came later may be in the second alone
      version = version == null ? list.getMetadata().getResourceVersion() : version;
      list.getItems().stream()
          .flatMap(job -> sessions.session(job).stream())
          .filter(query::matches)
          .forEach(session -> byName.put(session.jobName(), session));
    }
    return new Listed(new ArrayList<>(byName.values()), version);
  }

  private V1JobList list(String selector) throws ApiException {
    counts.list();
    Request request =
        new BatchV1Api(client)
            .listNamespacedJob(settings.namespace())
            .labelSelector(selector)
            .buildCall(null)
            .request();
    ApiResponse<V1JobList> response = client.execute(http.newCall(request), V1JobList.class);
    return response.getData();
  }
}
