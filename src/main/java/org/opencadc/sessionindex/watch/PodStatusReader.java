package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.opencadc.sessionindex.ledger.PodEnd;
import org.opencadc.sessionindex.ledger.PodPhase;
import org.opencadc.sessionindex.ledger.PodSigns;
import org.opencadc.sessionindex.ledger.Why;

/** Reads the status of one pod. */
final class PodStatusReader {

  private final Interner interner;
  private final Containers containers = new Containers();
  private final Containers initContainers = new Containers();
  private PodPhase phase = PodPhase.UNKNOWN;
  private String reason;
  private PodSigns.Condition scheduled;
  private PodSigns.Condition ready;

  PodStatusReader(Interner interner) {
    this.interner = interner;
  }

  void read(JsonParser status) throws IOException {
    LenientJson.fields(status, this::field);
  }

  private void field(String field, JsonParser value) throws IOException {
    switch (field) {
      case "phase" -> phase = phase(LenientJson.text(value));
      case "reason" -> reason = interner.share(Why.word(LenientJson.text(value)));
      case "conditions" -> LenientJson.elements(value, this::condition);
      case "containerStatuses" -> LenientJson.elements(value, containers::add);
      case "initContainerStatuses" -> LenientJson.elements(value, initContainers::add);
      default -> {}
    }
  }

  private void condition(JsonParser value) throws IOException {
    var condition = new ConditionReader(interner);
    condition.read(value);
    switch (condition.type()) {
      case "PodScheduled" -> scheduled = condition.ofPod();
      case "Ready" -> ready = condition.ofPod();
      default -> {}
    }
  }

  private static PodPhase phase(String text) {
    if (text == null) {
      return PodPhase.UNKNOWN;
    }
    return switch (text) {
      case "Pending" -> PodPhase.PENDING;
      case "Running" -> PodPhase.RUNNING;
      case "Succeeded" -> PodPhase.SUCCEEDED;
      case "Failed" -> PodPhase.FAILED;
      default -> PodPhase.UNKNOWN;
    };
  }

  PodPhase phase() {
    return phase;
  }

  Why waiting(boolean bound) {
    Why why = signs(bound).waiting();
    return why == null
        ? null
        : new Why(why.reason(), interner.share(why.message()), interner.share(why.sinceTime()));
  }

  PodEnd end(boolean bound) {
    return signs(bound).end();
  }

  private PodSigns signs(boolean bound) {
    // a sidecar is stopped after the app containers, and how it ends then says nothing
    PodEnd last = containers.end == null ? initContainers.end : containers.end;
    return new PodSigns(
        phase, bound, scheduled, ready, initContainers.waiting, containers.waiting, reason, last);
  }

  private final class Containers {
    private PodSigns.Waiting waiting;
    private PodEnd end;

    void add(JsonParser value) throws IOException {
      var container = new ContainerStatusReader(interner);
      container.read(value);
      waiting = waiting == null ? container.waiting() : waiting;
      end = later(container.end(), end);
    }
  }

  /** The end that came last; the second where both came at a time. */
  private static PodEnd later(PodEnd first, PodEnd second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    return time(first).compareTo(time(second)) > 0 ? first : second;
  }

  private static String time(PodEnd end) {
    return end.time() == null ? "" : end.time();
  }
}
