package org.opencadc.sessionindex.watch;

import java.util.Set;

/**
 * Takes in what a source says. Called by one thread at a time, in the order of the watch; must not
 * block. What it has made of that may be asked at any time, by any thread.
 *
 * @param <F> the facts
 */
public interface SourceListener<F> {

  /** A new epoch begins: what follows replaces what was said before, whatever the versions. */
  void epoch();

  /** An object was added or changed. */
  void upsert(F facts);

  /** An object was deleted; unknown ones are possible. */
  void removed(String uid);

  /** A list is complete: whatever is not among these uids does not exist any more. */
  void listed(Set<String> liveUids);

  /** Every event up to this version was said. It may go back after {@link #epoch}. */
  void applied(String resourceVersion);

  /** What it knows of an object; null when it knows of none. */
  F facts(String uid);

  /** The uids of all objects that it knows; a copy. */
  Set<String> uids();
}
