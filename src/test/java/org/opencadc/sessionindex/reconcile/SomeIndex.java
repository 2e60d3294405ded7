package org.opencadc.sessionindex.reconcile;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionIndexSpec;

/** Builds indexes. */
final class SomeIndex {
  static final String NAMESPACE = "skaha-workload";

  private SomeIndex() {}

  static SessionIndex created(String name, String time) {
    return created(name, "uid-" + name, time);
  }

  static SessionIndex created(String name, String uid, String time) {
    SessionIndex index = new SessionIndex();
    index.getMetadata().setName(name);
    index.getMetadata().setNamespace(NAMESPACE);
    index.getMetadata().setUid(uid);
    index.getMetadata().setCreationTimestamp(time);
    index.getMetadata().setGeneration(1L);
    return index;
  }

  /** The same index, on its way out. */
  static SessionIndex deleting(SessionIndex index) {
    SessionIndex next =
        created(
            index.getMetadata().getName(),
            index.getMetadata().getUid(),
            index.getMetadata().getCreationTimestamp());
    next.setSpec(index.getSpec());
    next.getMetadata().setDeletionTimestamp("2026-11-23T09:00:00Z");
    return next;
  }

  /** The same index with a selector of Jobs by one operator. */
  static SessionIndex selecting(SessionIndex index, String operator) {
    SessionIndex next =
        created(
            index.getMetadata().getName(),
            index.getMetadata().getUid(),
            index.getMetadata().getCreationTimestamp());
    LabelSelector selector =
        new LabelSelectorBuilder()
            .addToMatchExpressions(new LabelSelectorRequirement("app", operator, List.of("skaha")))
            .build();
    next.setSpec(new SessionIndexSpec(null, new SessionIndexSpec.Jobs(selector), null, null));
    return next;
  }
}
