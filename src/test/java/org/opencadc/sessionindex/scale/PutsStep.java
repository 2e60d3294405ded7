package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.crd.CrdFiles;
import org.opencadc.sessionindex.publish.SummaryNames;

/**
 * What the API server pays for a write of a user's summary, by the number of its rows; and what it
 * would pay if it recorded who set which field, and if rows had a schema. The objects are in a
 * namespace of their own, where no operator sees them.
 */
final class PutsStep implements Step {
  private static final String NAMESPACE = "session-index-puts";
  private static final String TYPED = "typed.opencadc.org";
  private static final int[] ROWS = {1, 10, 50, 200};
  private static final int COMPARED = 50;

  private final ObjectMapper json = new ObjectMapper();

  @Override
  public String name() {
    return "puts";
  }

  @Override
  public void run(Stage stage, Figures figures) throws Exception {
    JsonNode sample = sample(stage);
    var namespace =
        new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build();
    stage.admin().resource(namespace).serverSideApply();
    CustomResourceDefinition typed = typed();
    stage.admin().resource(typed).serverSideApply();
    try {
      Waiting.until(
          "the resource with a schema of rows is served",
          Duration.ofMinutes(1),
          Duration.ofMillis(200),
          () -> stage.http().get(path(TYPED, NAMESPACE)).code() == 200);
      for (int rows : ROWS) {
        measure(stage, figures, "rows" + rows, SessionIndex.GROUP, false, status(sample, rows));
      }
      JsonNode compared = status(sample, COMPARED);
      measure(stage, figures, "tracked", SessionIndex.GROUP, true, compared);
      measure(stage, figures, "typed", TYPED, false, compared);
    } finally {
      stage.admin().resource(typed).delete();
      stage.admin().resource(namespace).delete();
    }
    figures.ratio("ratio.rows.cpu", "rows200.cpu", "rows50.cpu", null);
    figures.ratio("ratio.tracked.cpu", "tracked.cpu", "rows50.cpu", null);
    figures.ratio("ratio.typed.cpu", "typed.cpu", "rows50.cpu", null);
    figures.note("cpu", ReadCost.HOW);
    figures.note("tracked", COMPARED + " rows, with the record of who set which field");
    figures.note("typed", COMPARED + " rows, in a resource whose rows have a schema");
  }

  private void measure(
      Stage stage, Figures figures, String name, String group, boolean tracked, JsonNode status)
      throws Exception {
    stage.tick("writing " + name);
    PutTarget target =
        new PutTarget(stage.http(), path(group, NAMESPACE), object(group, name, status));
    target.create(tracked);
    ReadCost cost = target.measure(MeasuredServer.of(stage), stage.smoke() ? 5 : 150);
    figures.put(name + ".bytes", (double) cost.bytes(), "B");
    if (cost.cpuMillis() > 0) {
      figures.put(name + ".cpu", cost.cpuMillis(), "ms");
    }
    double[] millis = cost.millis().stream().mapToDouble(Double::doubleValue).toArray();
    figures.put(name + ".p50", Percentiles.of(millis).at(50), "ms");
    figures.put(name + ".repeated", millis.length, "");
  }

  private static String path(String group, String namespace) {
    return "/apis/"
        + group
        + "/"
        + SessionIndex.VERSION
        + "/namespaces/"
        + namespace
        + "/sessionsummaries";
  }

  private ObjectNode object(String group, String name, JsonNode status) {
    ObjectNode object = json.createObjectNode();
    object.put("apiVersion", group + "/" + SessionIndex.VERSION).put("kind", "SessionSummary");
    object.putObject("metadata").put("name", name);
    object
        .putObject("spec")
        .put("indexName", Publishing.INDEX)
        .put("scope", "User")
        .put("username", name);
    object.set("status", status);
    return object;
  }

  /** The largest user's slice 0 as it is published. */
  private JsonNode sample(Stage stage) throws Exception {
    String user = SummaryNames.ofUser(Publishing.INDEX, stage.population().largest().name());
    String summaries = path(SessionIndex.GROUP, stage.namespace());
    String text = stage.http().get(summaries + "/" + user).orThrow().body();
    return json.readTree(text).get("status");
  }

  /** So many rows of the sample, as often as it takes. */
  private static JsonNode status(JsonNode sample, int rows) {
    ObjectNode status = sample.deepCopy();
    status.remove("slices");
    ArrayNode shown = status.putArray("rows");
    for (int row = 0; row < rows; row++) {
      shown.add(sample.get("rows").get(row % sample.get("rows").size()).deepCopy());
    }
    return status;
  }

  /** The same resource in another group, whose rows have their schema. */
  private static CustomResourceDefinition typed() throws IOException {
    CustomResourceDefinition typed = CrdFiles.ofSummariesWithRows();
    typed.getMetadata().setName("sessionsummaries." + TYPED);
    typed.getSpec().setGroup(TYPED);
    // else kubectl would not know which of the two is meant by a name
    typed.getSpec().getNames().setShortNames(List.of());
    typed.getSpec().getNames().setCategories(List.of());
    return typed;
  }
}
