package org.opencadc.sessionindex.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads rows, of which the API server knows no schema and keeps what anybody wrote: whatever is no
 * row becomes one that says nothing, so that it is a difference and not the end of the reading.
 *
 * @param <R> the row
 */
abstract class RowsOfAnyForm<R> extends JsonDeserializer<List<R>> {
  private final Class<R> type;

  RowsOfAnyForm(Class<R> type) {
    this.type = type;
  }

  @Override
  public List<R> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonNode rows = parser.readValueAsTree();
    if (!rows.isArray()) {
      return List.of(nothing(context));
    }
    List<R> read = new ArrayList<>();
    for (JsonNode row : rows) {
      read.add(row(row, context));
    }
    return read;
  }

  private R row(JsonNode row, DeserializationContext context) throws IOException {
    try {
      return row.isObject() ? context.readTreeAsValue(row, type) : nothing(context);
    } catch (JsonProcessingException e) {
      return nothing(context);
    }
  }

  private R nothing(DeserializationContext context) throws IOException {
    return context.readTreeAsValue(context.getNodeFactory().objectNode(), type);
  }

  /** A user's. */
  static final class OfSessions extends RowsOfAnyForm<SessionRow> {
    OfSessions() {
      super(SessionRow.class);
    }
  }

  /** Those that everybody may see. */
  static final class OfEverybody extends RowsOfAnyForm<SessionSummaryStatus.PublicRow> {
    OfEverybody() {
      super(SessionSummaryStatus.PublicRow.class);
    }
  }
}
