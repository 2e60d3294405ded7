package org.opencadc.sessionindex.ledger;

/** The two generations of Skaha's labels: canfar.net/* and, before it, canfar-net-*. */
public enum LabelGeneration {
  CANONICAL,
  LEGACY
}
