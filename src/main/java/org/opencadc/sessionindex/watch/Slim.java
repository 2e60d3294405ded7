package org.opencadc.sessionindex.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/**
 * An object of the API server of which only the facts are kept. Read-only.
 *
 * @param <F> the facts
 */
public abstract class Slim<F> implements HasMetadata {

  private final ObjectMeta metadata;
  private final F facts;

  Slim(ObjectMeta metadata, F facts) {
    this.metadata = metadata;
    this.facts = facts;
  }

  /**
   * What the index keeps; null exactly when the object has no uid. A stored object always has one,
   * a watch's bookmark never.
   */
  public final F facts() {
    return facts;
  }

  /** Name, namespace, uid and resourceVersion only; its collections are empty, never null. */
  @Override
  public final ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public final void setMetadata(ObjectMeta ignored) {
    throw new UnsupportedOperationException("slim objects are read-only");
  }

  /** Does nothing: the client sets the version of every listed object, the class fixes it. */
  @Override
  public final void setApiVersion(String ignored) {}
}
