package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import java.io.IOException;
import org.opencadc.sessionindex.ledger.NodeFacts;

/** Reads Nodes, keeping only their facts. */
final class NodeReader extends SlimReader<SlimNode> {

  NodeReader(Interner interner) {
    super(interner);
  }

  @Override
  public SlimNode deserialize(JsonParser node, DeserializationContext context) throws IOException {
    var draft = new Draft(interner());
    LenientJson.fields(node, draft::field);
    return new SlimNode(draft.meta.metadata(), draft.meta.uid() == null ? null : draft.facts());
  }

  private static final class Draft {
    private final Interner interner;
    private final ObjectMetaReader meta;
    private final AmountsReader capacity;
    private final AmountsReader allocatable;
    private boolean cordoned;
    private boolean ready;

    Draft(Interner interner) {
      this.interner = interner;
      this.meta = new ObjectMetaReader(interner);
      this.capacity = new AmountsReader(interner);
      this.allocatable = new AmountsReader(interner);
    }

    void field(String field, JsonParser value) throws IOException {
      switch (field) {
        case "metadata" -> meta.read(value);
        case "spec" -> LenientJson.fields(value, this::spec);
        case "status" -> LenientJson.fields(value, this::status);
        default -> {}
      }
    }

    private void spec(String field, JsonParser value) throws IOException {
      if (field.equals("unschedulable")) {
        cordoned = LenientJson.truth(value);
      }
    }

    private void status(String field, JsonParser value) throws IOException {
      switch (field) {
        case "capacity" -> capacity.read(value);
        case "allocatable" -> allocatable.read(value);
        case "conditions" -> LenientJson.elements(value, this::condition);
        default -> {}
      }
    }

    private void condition(JsonParser value) throws IOException {
      var condition = new Condition();
      LenientJson.fields(value, condition::field);
      if ("Ready".equals(condition.type)) {
        ready = "True".equals(condition.status);
      }
    }

    NodeFacts facts() {
      var parser = new AmountsParser();
      return new NodeFacts(
          meta.uid(),
          meta.name(),
          meta.resourceVersion(),
          cordoned,
          ready,
          interner.share(parser.vector(capacity.amounts())),
          interner.share(parser.vector(allocatable.amounts())),
          parser.invalid());
    }
  }

  private static final class Condition {
    private String type;
    private String status;

    void field(String field, JsonParser value) throws IOException {
      switch (field) {
        case "type" -> type = LenientJson.text(value);
        case "status" -> status = LenientJson.text(value);
        default -> {}
      }
    }
  }
}
