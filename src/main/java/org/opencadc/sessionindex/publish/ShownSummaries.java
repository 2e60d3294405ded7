package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.opencadc.sessionindex.http.ApiRefused;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.ledger.ResourceVersions;

/**
 * Tells by a LIST whether an informer of summaries is current: nothing else proves that. What it
 * does not show when publishing begins may never be compared, and what it shows as it was may be
 * equal by chance.
 */
public final class ShownSummaries {
  private static final int PAGE = 500;
  private static final int LOOKS = 10;
  private static final long PAUSE_MILLIS = 100;

  private final ApiRequests requests;
  private final ObjectMapper mapper;
  private final int page;

  /** Lists by these requests. */
  public ShownSummaries(ApiRequests requests, ObjectMapper mapper) {
    this(requests, mapper, PAGE);
  }

  ShownSummaries(ApiRequests requests, ObjectMapper mapper, int page) {
    this.requests = requests;
    this.mapper = mapper;
    this.page = page;
  }

  /** What there is at one moment: versions by uid, and the version of the whole. */
  private record Listed(Map<String, String> versions, String version) {}

  /**
   * Whether the informer shows nothing older than what there is now; waits a second at most for
   * what is under way. Costs a LIST of metadata.
   *
   * @param informed gives the summaries of the namespace that the informer shows by then
   * @throws IOException if the API server refused or did not answer
   */
  public boolean current(String namespace, Supplier<List<PublishedSummary>> informed)
      throws IOException {
    Set<String> shown = new HashSet<>();
    informed.get().forEach(summary -> shown.add(summary.getMetadata().getUid()));
    Listed listed = list(namespace);
    boolean current = isShown(listed, informed.get(), shown);
    try {
      for (int look = 1; look < LOOKS && !current; look++) {
        Thread.sleep(PAUSE_MILLIS);
        current = isShown(listed, informed.get(), shown);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return current;
  }

  /**
   * Compares object by object: an informer that lists again takes them in page by page.
   *
   * @param shown uids that were shown before; one that is not shown any more was deleted since
   */
  private static boolean isShown(
      Listed listed, List<PublishedSummary> informed, Set<String> shown) {
    Set<String> missing = new HashSet<>(listed.versions().keySet());
    boolean older = false;
    for (PublishedSummary summary : informed) {
      ObjectMeta seen = summary.getMetadata();
      String least = listed.versions().get(seen.getUid());
      // what is not in the list was made after it, or is gone
      older |=
          least == null
              ? ResourceVersions.compare(seen.getResourceVersion(), listed.version()) <= 0
              : ResourceVersions.compare(seen.getResourceVersion(), least) < 0;
      missing.remove(seen.getUid());
      shown.add(seen.getUid());
    }
    return !older && shown.containsAll(missing);
  }

  private Listed list(String namespace) throws IOException {
    Map<String, String> versions = new HashMap<>();
    JsonNode whole;
    String next = "";
    do {
      JsonNode part = part(namespace, next);
      for (JsonNode item : part.path("items")) {
        JsonNode metadata = item.path("metadata");
        versions.put(metadata.path("uid").asText(), metadata.path("resourceVersion").asText());
      }
      whole = part.path("metadata");
      next = whole.path("continue").asText();
    } while (!next.isEmpty());
    return new Listed(versions, whole.path("resourceVersion").asText());
  }

  private JsonNode part(String namespace, String next) throws IOException {
    String path = SummaryWriter.collection(namespace) + "?limit=" + page;
    ApiRequests.Answer answer =
        requests.listMetadata(
            next.isEmpty()
                ? path
                : path + "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    if (answer.code() >= 300) {
      throw new ApiRefused("list sessionsummaries", answer.code(), "");
    }
    return mapper.readTree(answer.body());
  }
}
