package org.opencadc.sessionindex.reader;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CustomObjectsApi;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.function.LongSupplier;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** GETs summaries: always the newest, as no resourceVersion is sent. */
final class SummaryClient {
  private static final String GROUP = "skaha.opencadc.org";
  private static final String VERSION = "v1alpha1";
  private static final String PLURAL = "sessionsummaries";
  private static final int NOT_FOUND = 404;

  private final ApiClient client;
  private final OkHttpClient http;
  private final String namespace;
  private final LongSupplier nanoTime;
  private final ReaderCounts counts;

  /**
   * The API server's answer.
   *
   * @param object null when there is no such object
   * @param date the API server's time; null when it did not say
   * @param sentAt on the monotonic clock, before the request: the date is never earlier
   * @param failure null when there is an answer to rely on
   */
  record Got(Members object, Instant date, long sentAt, FallbackReason failure) {}

  SummaryClient(
      ApiClient client, ReaderSettings settings, LongSupplier nanoTime, ReaderCounts counts) {
    this.client = client;
    this.http = client.getHttpClient().newBuilder().callTimeout(settings.readTimeout()).build();
    this.namespace = settings.namespace();
    this.nanoTime = nanoTime;
    this.counts = counts;
  }

  Got get(String name) {
    counts.get();
    long sentAt = nanoTime.getAsLong();
    try (Response response = http.newCall(request(name)).execute()) {
      Instant date = date(response.header("Date"));
      if (response.code() == NOT_FOUND) {
        return new Got(null, date, sentAt, null);
      }
      if (!response.isSuccessful()) {
        return new Got(null, date, sentAt, FallbackReason.READ_FAILED);
      }
      JsonElement tree = JsonParser.parseString(response.body().string());
      return new Got(new Members(tree.getAsJsonObject()), date, sentAt, null);
    } catch (IOException | ApiException e) {
      return new Got(null, null, sentAt, FallbackReason.READ_FAILED);
    } catch (RuntimeException e) {
      return new Got(null, null, sentAt, FallbackReason.MALFORMED);
    }
  }

  private Request request(String name) throws ApiException {
    return new CustomObjectsApi(client)
        .getNamespacedCustomObject(GROUP, VERSION, namespace, PLURAL, name)
        .buildCall(null)
        .request();
  }

  private static Instant date(String header) {
    try {
      return header == null
          ? null
          : DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
