package org.opencadc.sessionindex.watch;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;

/**
 * Metadata without collections of its own: the six that an ObjectMeta allocates cost more than all
 * facts of a Pod. They are empty instead of null because informers look things up in them.
 */
final class SlimMeta extends ObjectMeta {

  SlimMeta(String namespace, String name, String uid, String resourceVersion) {
    setNamespace(namespace);
    setName(name);
    setUid(uid);
    setResourceVersion(resourceVersion);
    setAnnotations(Map.of());
    setLabels(Map.of());
    setFinalizers(List.of());
    setManagedFields(List.of());
    setOwnerReferences(List.of());
    setAdditionalProperties(Map.of());
  }
}
