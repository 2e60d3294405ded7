package org.opencadc.sessionindex.http;

import java.io.IOException;

/** Is asked before each request that changes something, on the thread that is about to send it. */
public interface WriteFence {
  /** Lets every request pass. */
  WriteFence OPEN = () -> {};

  /**
   * Lets the request pass, or not.
   *
   * @throws IOException if it must not be sent
   */
  void check() throws IOException;
}
