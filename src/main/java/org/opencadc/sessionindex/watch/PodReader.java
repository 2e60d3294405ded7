package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import java.io.IOException;
import org.opencadc.sessionindex.ledger.PodFacts;

/** Reads Pods, keeping only their facts. */
final class PodReader extends SlimReader<SlimPod> {

  PodReader(Interner interner) {
    super(interner);
  }

  @Override
  public SlimPod deserialize(JsonParser pod, DeserializationContext context) throws IOException {
    var draft = new Draft(interner());
    LenientJson.fields(pod, draft::field);
    return new SlimPod(draft.meta.metadata(), draft.meta.uid() == null ? null : draft.facts());
  }

  private static final class Draft {
    private final ObjectMetaReader meta;
    private final PodSpecReader spec;
    private final PodStatusReader status;

    Draft(Interner interner) {
      this.meta = new ObjectMetaReader(interner);
      this.spec = new PodSpecReader(interner);
      this.status = new PodStatusReader(interner);
    }

    void field(String field, JsonParser value) throws IOException {
      switch (field) {
        case "metadata" -> meta.read(value);
        case "spec" -> spec.read(value);
        case "status" -> status.read(value);
        default -> {}
      }
    }

    PodFacts facts() {
      return new PodFacts(
          meta.uid(),
          meta.name(),
          meta.resourceVersion(),
          meta.jobUid(),
          meta.creationTime(),
          status.phase(),
          spec.bound(),
          spec.demand(),
          status.waiting(spec.bound()),
          status.end(spec.bound()));
    }
  }
}
