package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.opencadc.sessionindex.ledger.PodEnd;
import org.opencadc.sessionindex.ledger.PodSigns;
import org.opencadc.sessionindex.ledger.Why;

/** Reads the status of one container: why it waits, and its last bad end. */
final class ContainerStatusReader {

  private static final String NAMELESS_END = "Error";

  private final Interner interner;
  private final State now;
  private final State before;

  ContainerStatusReader(Interner interner) {
    this.interner = interner;
    this.now = new State();
    this.before = new State();
  }

  void read(JsonParser status) throws IOException {
    LenientJson.fields(status, this::field);
  }

  private void field(String field, JsonParser value) throws IOException {
    switch (field) {
      case "state" -> LenientJson.fields(value, now::field);
      case "lastState" -> LenientJson.fields(value, before::field);
      default -> {}
    }
  }

  /** Null when it does not wait, or does not say why. */
  PodSigns.Waiting waiting() {
    return now.waits == null ? null : new PodSigns.Waiting(now.waits, now.message);
  }

  /** Null when it never ended badly, as far as is known. */
  PodEnd end() {
    return now.end() == null ? before.end() : now.end();
  }

  private final class State {
    private String waits;
    private String message;
    private String ended;
    private int exitCode;
    private String finished;

    void field(String field, JsonParser value) throws IOException {
      switch (field) {
        case "waiting" -> LenientJson.fields(value, this::waiting);
        case "terminated" -> LenientJson.fields(value, this::terminated);
        default -> {}
      }
    }

    private void waiting(String field, JsonParser value) throws IOException {
      switch (field) {
        case "reason" -> waits = word(value);
        case "message" -> message = Why.message(LenientJson.text(value));
        default -> {}
      }
    }

    private void terminated(String field, JsonParser value) throws IOException {
      switch (field) {
        case "reason" -> ended = word(value);
        case "exitCode" -> exitCode = LenientJson.count(value, 0);
        case "finishedAt" -> finished = LenientJson.text(value);
        default -> {}
      }
    }

    private String word(JsonParser value) throws IOException {
      return interner.share(Why.word(LenientJson.text(value)));
    }

    PodEnd end() {
      return exitCode == 0
          ? null
          : new PodEnd(ended == null ? NAMELESS_END : ended, exitCode, interner.share(finished));
    }
  }
}
