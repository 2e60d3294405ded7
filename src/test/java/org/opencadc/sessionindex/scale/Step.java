package org.opencadc.sessionindex.scale;

/** One measurement of the rig; steps run one after another and leave the stage as they found it. */
interface Step {

  /** Names the step on the command line and its files: lower case, digits and hyphens. */
  String name();

  /** Whether the operator shall run, and have published everything, before the step begins. */
  default boolean needsOperator() {
    return true;
  }

  /**
   * Measures.
   *
   * @param stage what is measured
   * @param figures takes what was found
   * @throws Exception when it could not measure; the run fails then
   */
  void run(Stage stage, Figures figures) throws Exception;
}
