package org.opencadc.sessionindex.scale;

import java.util.List;

/**
 * Something that a reader reads.
 *
 * @param name begins the names of its figures
 * @param paths of the GETs that it takes, one after another
 * @param encoding of the answers
 */
record ReadTarget(String name, List<String> paths, String encoding) {

  ReadTarget(String name, String path) {
    this(name, List.of(path), "identity");
  }
}
