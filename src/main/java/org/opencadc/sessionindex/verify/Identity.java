package org.opencadc.sessionindex.verify;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummarySpec.Scope;

/**
 * Whether an object is to be found where its identity says: readers go by its name, and whoever
 * lists the summaries of an index by its label.
 */
record Identity(String index, SessionSummary summary) {

  /** Whether the object says that it is one of the index, or has a name that only those have. */
  boolean concerns() {
    return summary.getSpec() != null
        && (ofIndex() || name().equals(index) || name().startsWith(index + "."));
  }

  /** Whether the object is the one of that name, and not another of the same identity. */
  boolean named() {
    return ofIndex() && name().equals(DemandedName.of(summary.getSpec()));
  }

  /** What is wrong with an object that concerns the index, apart from its status. */
  List<Difference> differences() {
    Findings findings = new Findings(scope());
    if (!named()) {
      String demanded =
          ofIndex()
              ? DemandedName.of(summary.getSpec())
              : "a name of index " + summary.getSpec().indexName();
      findings.add("metadata.name", demanded, name());
    } else if (!index.equals(label())) {
      String label = "metadata.labels[" + SessionSummary.INDEX_LABEL + "]";
      findings.add(label, index, Objects.requireNonNullElse(label(), Difference.ABSENT));
    }
    return findings.found();
  }

  private boolean ofIndex() {
    return index.equals(summary.getSpec().indexName());
  }

  private String name() {
    return summary.getMetadata().getName();
  }

  private String label() {
    Map<String, String> labels = summary.getMetadata().getLabels();
    return labels == null ? null : labels.get(SessionSummary.INDEX_LABEL);
  }

  private String scope() {
    SessionSummarySpec spec = summary.getSpec();
    if (spec.scope() == Scope.Platform) {
      return Difference.PLATFORM;
    }
    return spec.scope() == Scope.Public ? PublicComparison.SCOPE : Difference.user(spec.username());
  }
}
