package org.opencadc.sessionindex.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionIndexStatus;
import org.opencadc.sessionindex.http.ApiRefused;
import org.opencadc.sessionindex.http.ApiRequests;

/**
 * Writes the status of an index: at once when a condition's status or reason changed, or what
 * hinders its sources; else at most once a minute.
 */
final class IndexStatusWriter {
  private static final long CALM_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int CONFLICT = 409;
  private static final int GONE = 404;

  private final ApiRequests requests;
  private final ObjectMapper mapper;
  private final IndexEvents events;
  private final LongSupplier ticker;
  private final Map<String, Long> written = new ConcurrentHashMap<>();

  IndexStatusWriter(
      ApiRequests requests, ObjectMapper mapper, IndexEvents events, LongSupplier ticker) {
    this.requests = requests;
    this.mapper = mapper;
    this.events = events;
    this.ticker = ticker;
  }

  /** Writes the status if it is due; tells of every transition by an Event. */
  void write(SessionIndex index, SessionIndexStatus next) throws IOException {
    SessionIndexStatus before = index.getStatus();
    if (next.equals(before)) {
      return;
    }
    boolean transition = before == null || !outline(before).equals(outline(next));
    String uid = index.getMetadata().getUid();
    Long last = written.get(uid);
    if (!transition && last != null && ticker.getAsLong() - last < CALM_NANOS) {
      return;
    }
    ObjectNode body = mapper.createObjectNode();
    body.put("apiVersion", SessionIndex.GROUP + "/" + SessionIndex.VERSION);
    body.put("kind", "SessionIndex");
    body.putObject("metadata")
        .put("name", index.getMetadata().getName())
        .put("namespace", index.getMetadata().getNamespace())
        .put("uid", uid)
        .put("resourceVersion", index.getMetadata().getResourceVersion());
    body.set("spec", mapper.valueToTree(index.getSpec()));
    body.set("status", mapper.valueToTree(next));
    ApiRequests.Answer answer =
        requests.send("PUT", path(index), "application/json", mapper.writeValueAsString(body));
    if (answer.code() == CONFLICT || answer.code() == GONE) {
      // the informer is behind; its next event brings us here again
      return;
    }
    if (answer.code() >= 300) {
      throw new ApiRefused("update sessionindexes/status", answer.code(), "");
    }
    written.put(uid, ticker.getAsLong());
    if (transition) {
      events.tell(index, before == null ? List.of() : conditions(before), conditions(next));
    }
  }

  /** Forgets an index that is gone. */
  void forget(SessionIndex index) {
    written.remove(index.getMetadata().getUid());
  }

  private static List<Condition> conditions(SessionIndexStatus status) {
    return status.conditions() == null ? List.of() : status.conditions();
  }

  private static List<Object> outline(SessionIndexStatus status) {
    return List.of(
        Objects.requireNonNullElse(status.summary(), ""),
        Objects.requireNonNullElse(status.observedGeneration(), 0L),
        conditions(status).stream().map(IndexStatusWriter::outlineOf).toList());
  }

  private static String outlineOf(Condition condition) {
    // a second missing permission has the same reason as the first, and must not wait to be named
    boolean hindered =
        condition.getType().equals("SourcesLive") && condition.getStatus().equals("False");
    return condition.getType()
        + condition.getStatus()
        + condition.getReason()
        + (hindered ? condition.getMessage() : "");
  }

  private static String path(SessionIndex index) {
    return "/apis/"
        + SessionIndex.GROUP
        + "/"
        + SessionIndex.VERSION
        + "/namespaces/"
        + index.getMetadata().getNamespace()
        + "/sessionindexes/"
        + index.getMetadata().getName()
        + "/status";
  }
}
