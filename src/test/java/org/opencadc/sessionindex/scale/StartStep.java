package org.opencadc.sessionindex.scale;

/** How long the operator needs from its start until it has published. */
final class StartStep implements Step {

  @Override
  public String name() {
    return "start";
  }

  @Override
  public boolean needsOperator() {
    return false;
  }

  @Override
  public void run(Stage stage, Figures figures) throws Exception {
    long start = System.nanoTime();
    stage.ensurePublished();
    figures.put("cold.publishedThrough", (System.nanoTime() - start) / 1e9, "s");
    figures.put("cold.operatorCpu", stage.operator().meter().cpuSeconds(), "s");
  }
}
