package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the control plane holds; fails when the objects are smaller than real ones. */
final class LoadStep implements Step {
  private static final int PAGE = 500;
  private static final double LEAST_JOB = 8000;
  private static final double LEAST_POD = 9000;

  @Override
  public String name() {
    return "load";
  }

  @Override
  public boolean needsOperator() {
    return false;
  }

  @Override
  public void run(Stage stage, Figures figures) throws Exception {
    String namespaced = "/namespaces/" + stage.namespace();
    double job = measure(stage, figures, "job", "/apis/batch/v1" + namespaced + "/jobs");
    double pod = measure(stage, figures, "pod", "/api/v1" + namespaced + "/pods");
    measure(stage, figures, "node", "/api/v1/nodes");
    figures.put("users", stage.population().users().size(), "");
    figures.put("sessionsOfLargestUser", stage.population().largest().sessions(), "");
    figures.note("filledBy", stage.real() ? "the API, real controllers" : "etcd, no controllers");
    if (job < LEAST_JOB || pod < LEAST_POD) {
      throw new IllegalStateException(
          "Jobs of " + job + " and Pods of " + pod + " bytes are smaller than real ones");
    }
  }

  private static double measure(Stage stage, Figures figures, String name, String path)
      throws IOException, InterruptedException {
    String body = stage.http().get(path + "?limit=" + PAGE).orThrow().body();
    JsonNode list = new ObjectMapper().readTree(body);
    int items = list.path("items").size();
    double mean = (double) body.getBytes(StandardCharsets.UTF_8).length / items;
    figures.put(name + "s", items + list.at("/metadata/remainingItemCount").asDouble(0), "");
    figures.put(name + ".meanBytes", mean, "B");
    return mean;
  }
}
