package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import org.opencadc.sessionindex.ledger.PublicRow;

/** A slice of the public rows as a status without its freshness. */
final class PublicDocument {
  /** A row has at most 160 bytes, so that this many are below 384 KiB. */
  static final int MOST_ROWS = 2000;

  private final ObjectMapper mapper;

  PublicDocument(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  ObjectNode compose(List<PublicRow> rows) {
    ObjectNode status = mapper.createObjectNode();
    ArrayNode array = status.putArray("publicRows");
    for (PublicRow row : rows) {
      ObjectNode object = array.addObject();
      object.put("username", row.username());
      object.put("kind", row.kind());
      object.put("status", row.status().text());
      if (row.startTime() != null) {
        object.put("startTime", row.startTime());
      }
    }
    status.putArray("conditions");
    return status;
  }

  /** Says that there are more sessions than can be shown. */
  void truncate(ObjectNode status, int shown, int all, String since) {
    status.set(
        "conditions",
        mapper.valueToTree(
            List.of(
                new ConditionBuilder()
                    .withType("Truncated")
                    .withStatus("True")
                    .withReason("TooManyRows")
                    .withMessage(shown + " of " + all + " sessions have rows")
                    .withLastTransitionTime(since)
                    .build())));
  }

  static long hash(PublicRow row) {
    return hash(row.username(), row.kind(), row.status().text(), row.startTime());
  }

  /** The same of a row that was published. */
  static long hash(JsonNode row) {
    return hash(
        row.path("username").asText(),
        row.path("kind").asText(),
        row.path("status").asText(),
        row.path("startTime").textValue());
  }

  private static long hash(String username, String kind, String status, String startTime) {
    return SliceBook.hash(username + '\n' + kind + '\n' + status + '\n' + startTime);
  }
}
