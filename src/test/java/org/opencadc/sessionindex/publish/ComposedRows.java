package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.opencadc.sessionindex.api.SessionRow;

/** A mapper that counts the rows of sessions that are composed. */
final class ComposedRows extends ObjectMapper {
  private static final long serialVersionUID = 1;

  private int count;

  int count() {
    return count;
  }

  // Jackson's signature
  @SuppressWarnings("TypeParameterUnusedInFormals")
  @Override
  public <T extends JsonNode> T valueToTree(Object value) {
    if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof SessionRow) {
      count += list.size();
    }
    return super.valueToTree(value);
  }
}
