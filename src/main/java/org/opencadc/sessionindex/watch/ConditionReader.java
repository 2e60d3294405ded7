package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.opencadc.sessionindex.ledger.JobCondition;
import org.opencadc.sessionindex.ledger.PodSigns;
import org.opencadc.sessionindex.ledger.Why;

/** Reads one condition of a Job or Pod. */
final class ConditionReader {

  private final Interner interner;
  private String type = "";
  private boolean met;
  private String reason;
  private String message;
  private String time;

  ConditionReader(Interner interner) {
    this.interner = interner;
  }

  void read(JsonParser condition) throws IOException {
    LenientJson.fields(condition, this::field);
  }

  private void field(String field, JsonParser value) throws IOException {
    switch (field) {
      case "type" -> type = String.valueOf(LenientJson.text(value));
      case "status" -> met = "True".equals(LenientJson.text(value));
      case "reason" -> reason = interner.share(Why.word(LenientJson.text(value)));
      case "message" -> message = Why.message(LenientJson.text(value));
      case "lastTransitionTime" -> time = LenientJson.text(value);
      default -> {}
    }
  }

  String type() {
    return type;
  }

  /** Null unless it is True. */
  JobCondition ofJob() {
    return met ? new JobCondition(reason, interner.share(time)) : null;
  }

  PodSigns.Condition ofPod() {
    return new PodSigns.Condition(met, reason, message, time);
  }
}
