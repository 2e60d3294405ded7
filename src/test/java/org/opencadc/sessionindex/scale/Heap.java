package org.opencadc.sessionindex.scale;

import java.io.IOException;

/**
 * What the operator keeps.
 *
 * @param bytes of its heap after full collections
 * @param objects Jobs, Pods and Nodes that it watches
 */
record Heap(double bytes, double objects) {

  static Heap of(Stage stage) throws IOException, InterruptedException {
    return new Heap(stage.operator().collectedHeapBytes(), stage.watchedObjects());
  }

  /** Bytes per object between a smaller number of objects and this one. */
  double bytesPerObjectSince(Heap smaller) {
    return (bytes - smaller.bytes) / (objects - smaller.objects);
  }
}
