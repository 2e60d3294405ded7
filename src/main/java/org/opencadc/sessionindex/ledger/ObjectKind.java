package org.opencadc.sessionindex.ledger;

/** The three kinds of objects that the ledger knows. */
public enum ObjectKind {
  JOB,
  POD,
  NODE
}
