package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummaryStatus.Observed;
import org.opencadc.sessionindex.publish.PublishedSummary.Content;
import org.opencadc.sessionindex.publish.PublishedSummary.PublicHead;

/** Reads a SessionSummary and forgets its rows at once. */
public final class PublishedSummaryReader extends JsonDeserializer<PublishedSummary> {
  private static final int HEAD = 8;
  private static final Pattern PUBLIC_SLICE = Pattern.compile(".*--([0-9]{1,4})");

  /** Else it would be looked for and made again with every object. */
  @Override
  public boolean isCachable() {
    return true;
  }

  @Override
  public PublishedSummary deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode root = parser.readValueAsTree();
    SessionSummarySpec spec = spec(root.path("spec"));
    return new PublishedSummary(
        metadata(root.path("metadata")), spec, content(root.get("status"), spec.slice() > 0));
  }

  private static ObjectMeta metadata(JsonNode meta) {
    ObjectMetaBuilder builder =
        new ObjectMetaBuilder()
            .withName(text(meta, "name"))
            .withNamespace(shared(meta, "namespace"))
            .withUid(text(meta, "uid"))
            .withResourceVersion(text(meta, "resourceVersion"))
            .withDeletionTimestamp(text(meta, "deletionTimestamp"));
    for (Map.Entry<String, JsonNode> label : meta.path("labels").properties()) {
      builder.addToLabels(label.getKey(), label.getValue().asText().intern());
    }
    if (!meta.path("managedFields").isEmpty()) {
      // that there are some is all that is asked
      builder.addNewManagedField().endManagedField();
    }
    for (JsonNode owner : meta.path("ownerReferences")) {
      builder
          .addNewOwnerReference()
          .withApiVersion(shared(owner, "apiVersion"))
          .withKind(shared(owner, "kind"))
          .withName(shared(owner, "name"))
          .withUid(shared(owner, "uid"))
          .withController(owner.path("controller").asBoolean())
          .endOwnerReference();
    }
    return builder.build();
  }

  private static SessionSummarySpec spec(JsonNode spec) {
    String scope = text(spec, "scope");
    SessionSummarySpec.Scope known = null;
    for (SessionSummarySpec.Scope candidate : SessionSummarySpec.Scope.values()) {
      if (candidate.name().equals(scope)) {
        known = candidate;
      }
    }
    return new SessionSummarySpec(
        shared(spec, "indexName"), known, shared(spec, "username"), spec.path("slice").asInt());
  }

  /** The content of a status; of a slice also which Jobs it has rows of. */
  static Content content(JsonNode status, boolean slice) {
    return content(status, slice, ContentDigest.of(status));
  }

  /** The same of a status whose digest is known already. */
  static Content content(JsonNode status, boolean slice, String digest) {
    if (status == null || !status.isObject()) {
      return Content.NONE;
    }
    JsonNode observed = status.path("observed");
    String truncatedSince = null;
    for (JsonNode condition : status.path("conditions")) {
      if ("Truncated".equals(text(condition, "type")) && "True".equals(text(condition, "status"))) {
        truncatedSince = text(condition, "lastTransitionTime");
      }
    }
    return new Content(
        digest,
        new Observed(
            text(observed, "time"),
            text(observed, "jobs"),
            text(observed, "pods"),
            text(observed, "nodes")),
        truncatedSince,
        status.path("sequence").asLong(),
        slice ? jobs(status.path("rows")) : List.of(),
        status.has("publicRows") ? Map.of() : slices(status),
        status.has("publicRows") ? publicHead(status) : null);
  }

  private static Map<String, Long> slices(JsonNode status) {
    Map<String, Long> slices = new HashMap<>();
    for (JsonNode slice : status.path("slices")) {
      slices.put(slice.path("name").asText(), slice.path("sequence").asLong());
    }
    return Map.copyOf(slices);
  }

  private static PublicHead publicHead(JsonNode status) {
    JsonNode rows = status.path("publicRows");
    List<Long> hashes = new ArrayList<>();
    // the API server keeps whatever somebody else wrote: a path is there in any case
    for (int i = 0; i < Math.min(HEAD, rows.size()); i++) {
      hashes.add(PublicDocument.hash(rows.path(i)));
    }
    List<Integer> following = new ArrayList<>();
    for (JsonNode slice : status.path("slices")) {
      Matcher number = PUBLIC_SLICE.matcher(slice.path("name").asText());
      if (number.matches()) {
        following.add(Integer.valueOf(number.group(1)));
      }
    }
    return new PublicHead(rows.size(), List.copyOf(hashes), List.copyOf(following));
  }

  private static List<Long> jobs(JsonNode rows) {
    List<Long> jobs = new ArrayList<>();
    rows.forEach(row -> jobs.add(SliceBook.hash(row.path("jobName").asText())));
    return List.copyOf(jobs);
  }

  /** All summaries of an index say so: one copy does. */
  private static String shared(JsonNode object, String name) {
    String text = text(object, name);
    return text == null ? null : text.intern();
  }

  private static String text(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value.asText();
  }
}
