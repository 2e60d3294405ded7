package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Binds pods to nodes with room. Runs on the controllers' one thread. */
final class FakeScheduler {
  private record Waiting(Stored pod, Demand demand) {}

  private record Bound(String node, Demand demand) {}

  private final Objects objects;
  private final ControllerLoop loop;
  private final Map<String, NodeRoom> nodes = new TreeMap<>();
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private final Map<String, Bound> bound = new HashMap<>();
  private boolean retryPlanned;
  private int turn;

  FakeScheduler(Objects objects, ControllerLoop loop) {
    this.objects = objects;
    this.loop = loop;
  }

  void node(Change change) {
    if (change.kind() == Change.Kind.DELETED) {
      nodes.remove(change.object().name());
      return;
    }
    nodes
        .computeIfAbsent(change.object().name(), name -> new NodeRoom())
        .update(change.object().tree());
    retrySoon();
  }

  void pod(Change change, ObjectNode pod) {
    String uid = change.object().uid();
    String node = Json.text(pod, "spec", "nodeName");
    String phase = Json.text(pod, "status", "phase");
    boolean over =
        change.kind() == Change.Kind.DELETED || phase.equals("Succeeded") || phase.equals("Failed");
    if (over) {
      waiting.remove(uid);
      Bound was = bound.remove(uid);
      if (was != null) {
        room(was.node()).release(was.demand());
        retrySoon();
      }
    } else if (!node.isEmpty()) {
      waiting.remove(uid);
      if (!bound.containsKey(uid)) {
        Demand demand = Demand.of(pod);
        bound.put(uid, new Bound(node, demand));
        room(node).take(demand);
      }
    } else if (!waiting.containsKey(uid) && !bound.containsKey(uid)) {
      Waiting candidate = new Waiting(change.object(), Demand.of(pod));
      waiting.put(uid, candidate);
      if (!bind(candidate)) {
        tellUnschedulable(candidate);
      }
    }
  }

  private NodeRoom room(String node) {
    return nodes.computeIfAbsent(node, name -> new NodeRoom());
  }

  private void retrySoon() {
    if (!retryPlanned && !waiting.isEmpty()) {
      retryPlanned = true;
      loop.after(java.time.Duration.ofMillis(50), this::retry);
    }
  }

  private void retry() {
    retryPlanned = false;
    new ArrayList<>(waiting.values()).forEach(this::bind);
  }

  private boolean bind(Waiting candidate) {
    List<String> names = new ArrayList<>(nodes.keySet());
    for (int i = 0; i < names.size(); i++) {
      String name = names.get((turn + i) % names.size());
      if (nodes.get(name).refusal(candidate.demand()).isEmpty()) {
        turn++;
        Stored pod = candidate.pod();
        // taken at once, not when the event comes back, so that the next pod sees it
        waiting.remove(pod.uid());
        bound.put(pod.uid(), new Bound(name, candidate.demand()));
        nodes.get(name).take(candidate.demand());
        Optional<Stored> unused =
            objects.edit(
                pod.type(),
                pod.namespace(),
                pod.name(),
                tree -> {
                  Json.child(tree, "spec").put("nodeName", name);
                  PodStates.scheduled(tree, objects.now(), true, "", "");
                });
        return true;
      }
    }
    return false;
  }

  private void tellUnschedulable(Waiting candidate) {
    Map<String, Integer> reasons = new TreeMap<>();
    for (NodeRoom room : nodes.values()) {
      room.refusal(candidate.demand()).ifPresent(why -> reasons.merge(why, 1, Integer::sum));
    }
    List<String> counts = new ArrayList<>();
    reasons.forEach((why, count) -> counts.add(count + " " + why));
    String none = "0/" + nodes.size() + " nodes are available";
    String message =
        nodes.isEmpty()
            ? "no nodes available to schedule pods"
            : String.format(
                "%s: %s. preemption: %s: %d Preemption is not helpful for scheduling.",
                none, String.join(", ", counts), none, nodes.size());
    Stored pod = candidate.pod();
    Optional<Stored> unused =
        objects.edit(
            pod.type(),
            pod.namespace(),
            pod.name(),
            tree -> PodStates.scheduled(tree, objects.now(), false, "Unschedulable", message));
  }
}
