package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import org.opencadc.sessionindex.ledger.PodFacts;
import org.opencadc.sessionindex.ledger.PodPhase;

/** Reads Pods, keeping only their facts. */
final class PodReader extends JsonDeserializer<SlimPod> {

  private final Interner interner;

  PodReader(Interner interner) {
    this.interner = interner;
  }

  @Override
  public SlimPod deserialize(JsonParser pod, DeserializationContext context) throws IOException {
    var draft = new Draft(interner);
    LenientJson.fields(pod, draft::field);
    return new SlimPod(draft.meta.metadata(), draft.meta.uid() == null ? null : draft.facts());
  }

  private static final class Draft {
    private final ObjectMetaReader meta;
    private final PodSpecReader spec;
    private PodPhase phase = PodPhase.UNKNOWN;

    Draft(Interner interner) {
      this.meta = new ObjectMetaReader(interner);
      this.spec = new PodSpecReader(interner);
    }

    void field(String field, JsonParser value) throws IOException {
      switch (field) {
        case "metadata" -> meta.read(value);
        case "spec" -> spec.read(value);
        case "status" -> LenientJson.fields(value, this::status);
        default -> {}
      }
    }

    private void status(String field, JsonParser value) throws IOException {
      if (field.equals("phase")) {
        phase = phase(LenientJson.text(value));
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

    PodFacts facts() {
      return new PodFacts(
          meta.uid(),
          meta.name(),
          meta.resourceVersion(),
          meta.jobUid(),
          meta.creationTime(),
          phase,
          spec.bound(),
          spec.demand());
    }
  }
}
