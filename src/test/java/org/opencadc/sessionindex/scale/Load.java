package org.opencadc.sessionindex.scale;

import java.util.function.IntConsumer;

/** The sessions on a control plane. */
interface Load {

  /**
   * Makes further ones and waits until they are as they shall be.
   *
   * @param until how many there are to be then
   * @param progress is told how many there are
   */
  void fill(int until, IntConsumer progress) throws Exception;
}
