package org.opencadc.sessionindex.scale.portal;

import java.io.IOException;

/** One way in which Skaha can know what a view shows. */
interface Answers extends AutoCloseable {

  /** Returns when views can be answered. */
  void start() throws Exception;

  /** The interactive sessions of a user; returns how many rows were made. */
  int interactive(String user) throws IOException;

  /** Capacity and demand; returns how many figures were made. */
  int stats() throws IOException;

  /** Everybody's sessions; returns how many rows were made. */
  int all() throws IOException;

  /** Answers a view; returns how many rows or figures were made. */
  default int answer(View view, String user) throws IOException {
    return switch (view) {
      case INTERACTIVE -> interactive(user);
      case STATS -> stats();
      case ALL -> all();
    };
  }

  /** What a reader of the figures must know; empty when there is nothing. */
  default String note() {
    return "";
  }

  @Override
  void close();
}
