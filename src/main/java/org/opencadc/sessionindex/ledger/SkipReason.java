package org.opencadc.sessionindex.ledger;

/** Why an object is not, or not fully, counted. The names are shown to operators. */
public enum SkipReason {
  /** A Job without the labels for id, username and kind in any generation: no session. */
  MissingLabels,
  /** A Job whose kind is none of Skaha's seven: no row, no count. */
  UnknownKind,
  /** A quantity that cannot be read or is absurdly large counts as nothing; the rest counts. */
  InvalidQuantity
}
