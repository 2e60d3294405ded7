package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserSequence;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a watch's events from the stream, as lists are read. The client's own reader makes a tree
 * of the whole object first, to look into it for apiVersion and kind; the API server writes these
 * two first.
 */
public final class WatchEventReader extends JsonDeserializer<WatchEvent> {

  private final Map<String, Class<? extends KubernetesResource>> types = new HashMap<>();

  private WatchEventReader(List<Class<? extends HasMetadata>> known) {
    known.forEach(
        type -> types.put(key(HasMetadata.getApiVersion(type), HasMetadata.getKind(type)), type));
    types.put(key("v1", "Status"), Status.class);
  }

  /**
   * A module for a client's mapper.
   *
   * @param known types that are watched; others are read as the client reads them
   */
  public static Module module(List<Class<? extends HasMetadata>> known) {
    return new SimpleModule().addDeserializer(WatchEvent.class, new WatchEventReader(known));
  }

  private static String key(String apiVersion, String kind) {
    return apiVersion + " " + kind;
  }

  /** Else it would be looked for and made again with every object. */
  @Override
  public boolean isCachable() {
    return true;
  }

  @Override
  public WatchEvent deserialize(JsonParser event, DeserializationContext context)
      throws IOException {
    String type = null;
    Object object = null;
    while (event.nextToken() == JsonToken.FIELD_NAME) {
      String field = event.currentName();
      JsonToken value = event.nextToken();
      if (field.equals("type")) {
        type = event.getValueAsString();
      } else if (field.equals("object") && value == JsonToken.START_OBJECT) {
        object = object(event, context);
      } else {
        event.skipChildren();
      }
    }
    return new WatchEvent(object, type);
  }

  /** Keeps what comes before apiVersion and kind, and reads it again once the type is known. */
  private Object object(JsonParser object, DeserializationContext context) throws IOException {
    try (TokenBuffer head = new TokenBuffer(object, context)) {
      head.copyCurrentEvent(object);
      String apiVersion = null;
      String kind = null;
      while ((apiVersion == null || kind == null) && object.nextToken() == JsonToken.FIELD_NAME) {
        String field = object.currentName();
        object.nextToken();
        if (field.equals("apiVersion")) {
          apiVersion = object.getValueAsString("");
        } else if (field.equals("kind")) {
          kind = object.getValueAsString("");
        }
        head.writeFieldName(field);
        head.copyCurrentStructure(object);
      }
      if (object.currentToken() == JsonToken.END_OBJECT && (apiVersion == null || kind == null)) {
        head.writeEndObject();
      }
      JsonParser whole = JsonParserSequence.createFlattened(false, head.asParser(object), object);
      whole.nextToken();
      return context.readValue(
          whole, types.getOrDefault(key(apiVersion, kind), KubernetesResource.class));
    }
  }
}
