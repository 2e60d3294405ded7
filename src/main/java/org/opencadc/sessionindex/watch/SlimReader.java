package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.databind.JsonDeserializer;

/** Reads objects of one slim type, sharing what repeats in them. */
abstract class SlimReader<S> extends JsonDeserializer<S> {
  private final Interner interner;

  SlimReader(Interner interner) {
    this.interner = interner;
  }

  final Interner interner() {
    return interner;
  }

  /** Else it would be looked for and made again with every object. */
  @Override
  public final boolean isCachable() {
    return true;
  }
}
