package org.opencadc.skaha.session;

/** In place of Skaha's own class of this name, beside which the example has to compile. */
final class Session {
  private Session() {}
}
