package org.opencadc.sessionindex;

/** x. */
public final class SessionIndexOperator {
  private SessionIndexOperator() {}
}
