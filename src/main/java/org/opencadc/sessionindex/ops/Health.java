package org.opencadc.sessionindex.ops;

/** What the probes ask. An answer of null is good; else it says, for a person, what is not. */
public interface Health {

  /** Whether the process works; never whether the API server does. */
  String notAlive();

  /** Whether the index serves: custom resources known, sources listed and watching. */
  String notReady();
}
