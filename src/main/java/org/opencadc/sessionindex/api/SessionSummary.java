package org.opencadc.sessionindex.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * The answer: one object for the platform, one per user, and on demand the public rows. {@code
 * spec} is its identity and never changes; {@code status} is the data, written by the operator
 * alone. No status: not published yet.
 */
@Group(SessionIndex.GROUP)
@Version(SessionIndex.VERSION)
@Kind("SessionSummary")
@Singular("sessionsummary")
@Plural("sessionsummaries")
@ShortNames("ssum")
@Categories("skaha")
@AdditionalPrinterColumn(
    name = "Scope",
    jsonPath = ".spec.scope",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Running",
    jsonPath = ".status.sessions.running",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Pending",
    jsonPath = ".status.sessions.pending",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Interactive",
    jsonPath = ".status.sessions.interactive.active",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Headless",
    jsonPath = ".status.sessions.headless.active",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Users",
    jsonPath = ".status.sessions.activeUsers",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Changed",
    jsonPath = ".status.observed.time",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Heartbeat",
    jsonPath = ".status.heartbeat.time",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "User",
    jsonPath = ".spec.username",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Suspended",
    jsonPath = ".status.sessions.suspended",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "CPU",
    jsonPath = ".status.resources.allocated.cpu",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Memory",
    jsonPath = ".status.resources.allocated.memory",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "GPU",
    jsonPath = ".status.resources.allocated.extended.nvidia\\.com/gpu",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Slice",
    jsonPath = ".spec.slice",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@ValidationRule(value = "has(self.spec)", message = "spec is the identity and must be given")
@ValidationRule(value = "self.spec == oldSelf.spec", message = "spec is the identity and immutable")
public final class SessionSummary extends CustomResource<SessionSummarySpec, SessionSummaryStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  /** Label: name of the SessionIndex. */
  public static final String INDEX_LABEL = SessionIndex.GROUP + "/index";

  /** Label: Platform, User or Public. */
  public static final String SCOPE_LABEL = SessionIndex.GROUP + "/scope";

  /** Label: the username, verbatim; on user summaries only. */
  public static final String USERNAME_LABEL = SessionIndex.GROUP + "/username";

  @Override
  protected SessionSummaryStatus initStatus() {
    return null;
  }
}
