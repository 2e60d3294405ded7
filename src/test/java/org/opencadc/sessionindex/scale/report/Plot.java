package org.opencadc.sessionindex.scale.report;

import java.io.IOException;
import java.nio.file.Path;

/** A picture of the runs. */
interface Plot {

  /** Names the file and the place in the page. */
  String name();

  /** What somebody who does not see it must know. */
  String description();

  /**
   * Draws it, if the runs have what it shows.
   *
   * @param file a PNG
   * @return whether they have
   */
  boolean draw(Runs runs, Path file) throws IOException;
}
