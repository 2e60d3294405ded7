package org.opencadc.sessionindex.reconcile;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.http.ApiRequests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of transitions as Kubernetes Events, where {@code kubectl describe} shows them. */
final class IndexEvents {
  private static final Logger log = LoggerFactory.getLogger(IndexEvents.class);

  private final ApiRequests requests;
  private final ObjectMapper mapper;
  private final Supplier<String> now;

  /**
   * Events by these requests.
   *
   * @param now API server's time, RFC 3339
   */
  IndexEvents(ApiRequests requests, ObjectMapper mapper, Supplier<String> now) {
    this.requests = requests;
    this.mapper = mapper;
    this.now = now;
  }

  /** One Event for every condition whose status or reason changed. */
  void tell(SessionIndex index, List<Condition> before, List<Condition> after) {
    for (Condition condition : after) {
      Optional<Condition> old =
          before.stream().filter(b -> b.getType().equals(condition.getType())).findFirst();
      boolean same =
          old.isPresent()
              && old.get().getStatus().equals(condition.getStatus())
              && old.get().getReason().equals(condition.getReason());
      boolean good =
          condition.getStatus().equals("True") != condition.getType().equals("ObjectsSkipped");
      if (!same && (old.isPresent() || !good || condition.getType().equals("Ready"))) {
        tell(index.getMetadata(), good, condition);
      }
    }
  }

  private void tell(ObjectMeta index, boolean good, Condition condition) {
    String time = now.get();
    ObjectNode event = mapper.createObjectNode();
    event.put("apiVersion", "v1").put("kind", "Event");
    event
        .putObject("metadata")
        .put("generateName", index.getName() + ".")
        .put("namespace", index.getNamespace());
    event
        .putObject("involvedObject")
        .put("apiVersion", SessionIndex.GROUP + "/" + SessionIndex.VERSION)
        .put("kind", "SessionIndex")
        .put("name", index.getName())
        .put("namespace", index.getNamespace())
        .put("uid", index.getUid())
        .put("resourceVersion", index.getResourceVersion());
    event.put("type", good ? "Normal" : "Warning");
    event.put("reason", condition.getReason());
    event.put("message", condition.getType() + ": " + condition.getMessage());
    event.put("firstTimestamp", time).put("lastTimestamp", time).put("count", 1);
    event.putObject("source").put("component", "session-index");
    event.put("reportingComponent", "session-index").put("reportingInstance", "session-index");
    try {
      ApiRequests.Answer answer =
          requests.send(
              "POST",
              "/api/v1/namespaces/" + index.getNamespace() + "/events",
              "application/json",
              event.toString());
      if (answer.code() >= 300) {
        log.warn("an Event was refused: HTTP {}", answer.code());
      }
    } catch (IOException e) {
      // the condition says the same; an Event is only a courtesy
      log.warn("an Event was not written: {}", e.getMessage());
    }
  }
}
