package org.opencadc.sessionindex.publish;

import java.time.Instant;

/** How current the facts behind an index are; all times are the API server's. */
public interface Currency {

  /** The API server's time now. */
  Instant now();

  /** Whether Jobs and Pods are listed and proven: before that nothing is published. */
  boolean live();

  /** As of when Jobs and Pods were both proven current; null when not {@link #live}. */
  Instant provenAt();

  /** As of when Nodes were proven current; null when they are off, refused or not proven yet. */
  Instant nodesProvenAt();
}
