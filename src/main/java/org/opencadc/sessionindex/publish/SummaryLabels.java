package org.opencadc.sessionindex.publish;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.LinkedHashMap;
import java.util.Map;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.publish.SummaryWriter.Owner;

/** Labels and owner that every summary has, and no record of who set which field. */
final class SummaryLabels {
  private SummaryLabels() {}

  static Map<String, String> of(SessionSummarySpec spec) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(SessionSummary.INDEX_LABEL, spec.indexName());
    labels.put(SessionSummary.SCOPE_LABEL, spec.scope().name());
    if (spec.username() != null) {
      labels.put(SessionSummary.USERNAME_LABEL, spec.username());
    }
    labels.put("app.kubernetes.io/managed-by", "session-index");
    labels.put("velero.io/exclude-from-backup", "true");
    return labels;
  }

  /** Whether an object is like that, beside whatever else somebody may have added. */
  static boolean right(ObjectMeta metadata, SessionSummarySpec spec, Owner owner) {
    Map<String, String> labels = metadata.getLabels() == null ? Map.of() : metadata.getLabels();
    return metadata.getManagedFields().isEmpty()
        && labels.entrySet().containsAll(of(spec).entrySet())
        && metadata.getOwnerReferences().stream()
            .anyMatch(
                reference ->
                    owner.uid().equals(reference.getUid())
                        && Boolean.TRUE.equals(reference.getController()));
  }
}
