package org.opencadc.sessionindex.ops;

import java.util.List;

/** What the probes ask. An answer of null is good; else it says, for a person, what is not. */
public interface Health {

  /** Whether the process works; never whether the API server does. */
  String notAlive();

  /** Whether the index serves: custom resources known, sources listed and watching. */
  String notReady();

  /** What is left out although the index serves, one line each; empty when nothing is. */
  List<String> leftOut();
}
