package org.opencadc.sessionindex.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.EventHandler;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;

/**
 * Raises an event for one object when we say so, and tells us what the controller's own informer
 * saw, on a standby too.
 *
 * @param <P> the controller's primary
 */
final class PushEvents<P extends HasMetadata> extends AbstractEventSource<Void, P>
    implements ResourceEventAware<P> {
  private final Listener<P> listener;

  /** What the controller's informer saw. */
  interface Listener<P> {
    /** The object is there, new or changed. */
    void present(P resource);

    /** The object was deleted. */
    void gone(P resource);
  }

  PushEvents(String name, Listener<P> listener) {
    super(Void.class, name);
    this.listener = listener;
  }

  /** Raises an event; one for an object that the controller has not seen is dropped by JOSDK. */
  void push(String namespace, String name) {
    EventHandler handler = getEventHandler();
    if (handler != null) {
      handler.handleEvent(new Event(new ResourceID(name, namespace)));
    }
  }

  @Override
  public void onResourceCreated(P resource) {
    listener.present(resource);
  }

  @Override
  public void onResourceUpdated(P resource, P before) {
    listener.present(resource);
  }

  @Override
  public void onResourceDeleted(P resource) {
    listener.gone(resource);
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
