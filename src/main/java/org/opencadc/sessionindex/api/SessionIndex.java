package org.opencadc.sessionindex.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * Says what to index: the Jobs and Pods of its own namespace and the cluster's Nodes. One per
 * namespace is active; the oldest wins.
 */
@Group(SessionIndex.GROUP)
@Version(SessionIndex.VERSION)
@Kind("SessionIndex")
@Singular("sessionindex")
@Plural("sessionindexes")
@ShortNames("sidx")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Summary",
    jsonPath = ".status.summary",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Skipped",
    jsonPath = ".status.skipped",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Live",
    jsonPath = ".status.conditions[?(@.type==\"SourcesLive\")].status",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Consistent",
    jsonPath = ".status.conditions[?(@.type==\"Consistent\")].status",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@ValidationRule(
    value =
        "self.metadata.name.size() <= 40 && !self.metadata.name.contains('--')"
            + " && self.metadata.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
    message = "metadata.name must be a DNS label of at most 40 characters without '--'")
public final class SessionIndex extends CustomResource<SessionIndexSpec, SessionIndexStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  /** API group of both resources; never canfar.net, which Skaha's own project reserves. */
  public static final String GROUP = "skaha.opencadc.org";

  /** API version of both resources. */
  public static final String VERSION = "v1alpha1";

  @Override
  protected SessionIndexStatus initStatus() {
    return null;
  }
}
