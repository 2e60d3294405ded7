package org.opencadc.sessionindex.reader;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CustomObjectsApi;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Reads summaries. Without a resourceVersion the API server asks etcd, with one it answers from its
 * watch cache.
 */
final class SummaryClient {
  private static final String GROUP = "skaha.opencadc.org";
  private static final String VERSION = "v1alpha1";
  private static final String PLURAL = "sessionsummaries";
  private static final int NOT_FOUND = 404;
  private static final Set<Integer> VERSION_REFUSED = Set.of(400, 410);

  /** The cause that the API server gives when its cache does not get that far in time. */
  private static final String TOO_LARGE = "ResourceVersionTooLarge";

  private final ApiClient client;
  private final OkHttpClient http;
  private final String namespace;
  private final LongSupplier nanoTime;
  private final ReaderCounts counts;

  /**
   * The API server's answer.
   *
   * @param object null when there is no such object, by the API server's word
   * @param date the API server's time; null when it did not say
   * @param sentAt on the monotonic clock, before the request: the date is never earlier
   * @param failure null when there is an answer to rely on
   * @param refused whether it failed for the version that was asked for
   * @param late whether there was no answer in time
   */
  record Got(
      Members object,
      Instant date,
      long sentAt,
      FallbackReason failure,
      boolean refused,
      boolean late) {

    static Got failed(FallbackReason failure, long sentAt) {
      return new Got(null, null, sentAt, failure, false, false);
    }
  }

  SummaryClient(
      ApiClient client, ReaderSettings settings, LongSupplier nanoTime, ReaderCounts counts) {
    this.client = client;
    this.http = BoundedCalls.of(client, settings.readTimeout());
    this.namespace = settings.namespace();
    this.nanoTime = nanoTime;
    this.counts = counts;
  }

  /**
   * Sends a GET.
   *
   * @param version a resourceVersion that the answer must not be older than; null for the newest
   */
  Got get(String name, String version) {
    return read(
        api ->
            api.getNamespacedCustomObject(GROUP, VERSION, namespace, PLURAL, name).buildCall(null),
        name,
        version);
  }

  /**
   * Sends a LIST; its items are in the answer's object.
   *
   * @param fieldSelector one of the fields that summaries can be selected by
   * @param version as for a GET
   */
  Got list(String fieldSelector, String version) {
    return read(
        api ->
            api.listNamespacedCustomObject(GROUP, VERSION, namespace, PLURAL)
                .fieldSelector(fieldSelector)
                .buildCall(null),
        null,
        version);
  }

  private interface Read {
    Call call(CustomObjectsApi api) throws ApiException;
  }

  /**
   * Reads.
   *
   * @param name of what may be missing; null for what never is
   */
  private Got read(Read read, String name, String version) {
    counts.get();
    long sentAt = nanoTime.getAsLong();
    try (Response response = http.newCall(request(read, version)).execute()) {
      return got(response, name, version, sentAt);
    } catch (InterruptedIOException e) {
      // an interrupt is this request's own, and says nothing of the API server
      boolean late = !Thread.currentThread().isInterrupted();
      return new Got(null, null, sentAt, FallbackReason.READ_FAILED, false, late);
    } catch (IOException | ApiException e) {
      return Got.failed(FallbackReason.READ_FAILED, sentAt);
    } catch (RuntimeException e) {
      return Got.failed(FallbackReason.MALFORMED, sentAt);
    }
  }

  private static Got got(Response response, String name, String version, long sentAt)
      throws IOException {
    Instant date = date(response.header("Date"));
    String body = response.body().string();
    if (response.code() == NOT_FOUND && isMissing(name, body)) {
      return new Got(null, date, sentAt, null, false, false);
    }
    if (!response.isSuccessful()) {
      boolean refused = VERSION_REFUSED.contains(response.code()) || body.contains(TOO_LARGE);
      return new Got(
          null, date, sentAt, FallbackReason.READ_FAILED, version != null && refused, false);
    }
    JsonElement tree = JsonParser.parseString(body);
    return new Got(new Members(tree.getAsJsonObject()), date, sentAt, null, false, false);
  }

  /** A 404 may also come from a proxy, or mean that the API server does not serve summaries. */
  private static boolean isMissing(String name, String body) {
    try {
      Members status = new Members(JsonParser.parseString(body).getAsJsonObject());
      Members details = status.object("details");
      return name != null
          && "NotFound".equals(status.text("reason"))
          && details != null
          && name.equals(details.text("name"));
    } catch (RuntimeException e) {
      return false;
    }
  }

  private Request request(Read read, String version) throws ApiException {
    Request plain = read.call(new CustomObjectsApi(client)).request();
    return version == null
        ? plain
        : plain
            .newBuilder()
            .url(plain.url().newBuilder().addQueryParameter("resourceVersion", version).build())
            .build();
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
