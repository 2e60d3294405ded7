package org.opencadc.sessionindex.scale;

import java.util.function.IntConsumer;

/** The sessions on a control plane. */
interface Load {

  /**
   * Makes them all and waits until they are as they shall be.
   *
   * @param progress is told how many there are
   */
  void fill(IntConsumer progress) throws Exception;
}
