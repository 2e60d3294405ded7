package org.opencadc.sessionindex.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.opencadc.sessionindex.reconcile.AuditReport;
import org.opencadc.sessionindex.reconcile.IndexFigures;
import org.opencadc.sessionindex.watch.ServerClock;
import org.opencadc.sessionindex.watch.SourceState;

/** The operator's own figures for Prometheus. No users, no sessions, no object names. */
public final class Metrics implements AutoCloseable {
  private static final String PREFIX = "session.index.";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final Supplier<List<SourceState>> sources;
  private final Supplier<List<IndexFigures>> indexes;
  private final Supplier<Map<String, Boolean>> namespaces;
  private final ServerClock clock;
  private final MultiGauge permitted;
  private final SourceMetrics sourceMetrics;
  private final MultiGauge sessions;
  private final MultiGauge dirtyUsers;
  private final MultiGauge publishedAge;
  private final MultiGauge skipped;
  private final MultiGauge auditDrift;
  private final MultiGauge auditDuration;
  private final MultiGauge auditAge;

  /**
   * Figures of these parts.
   *
   * @param namespaces whether each namespace that is to be served may be
   * @param leading whether this replica writes
   */
  public Metrics(
      Supplier<List<SourceState>> sources,
      Supplier<List<IndexFigures>> indexes,
      Supplier<Map<String, Boolean>> namespaces,
      BooleanSupplier leading,
      IntSupplier queued,
      ServerClock clock,
      String version) {
    this.sources = sources;
    this.indexes = indexes;
    this.namespaces = namespaces;
    this.clock = clock;
    Gauge.builder(PREFIX + "build.info", () -> 1)
        .tags("version", version)
        .description("Always 1; the version is its label")
        .register(registry);
    Gauge.builder(PREFIX + "leader", () -> leading.getAsBoolean() ? 1 : 0)
        .description("Whether this replica writes: 1, or 0 while it stands by")
        .register(registry);
    Gauge.builder(PREFIX + "queued.summaries", queued::getAsInt)
        .description("Summaries that wait for the write budget")
        .register(registry);
    Gauge.builder(PREFIX + "clock.offset", () -> clock.offset().toMillis() / 1000.0)
        .baseUnit("seconds")
        .description("How far the API server's clock is ahead of ours")
        .register(registry);
    permitted =
        multi("namespace.permitted", "1 when the namespace may be served, 0 when left out", null);
    sourceMetrics =
        new SourceMetrics(
            multi("source.live", "1 when a source is listed and proven, else 0", null),
            multi("source.proof.age", "Age of a source's last proof of currency", "seconds"),
            multi(
                "source.lists",
                "Complete LISTs of a source; after the first, each was forced by the server",
                null),
            this::secondsSince);
    sessions = multi("sessions", "Sessions by status", null);
    dirtyUsers = multi("dirty.users", "Users whose summary is behind the ledger", null);
    publishedAge =
        multi(
            "published.age",
            "How long ago all user summaries were right; +Inf: not known",
            "seconds");
    skipped = multi("skipped.objects", "Objects left out, by reason", null);
    auditDrift =
        multi("audit.drift.rows", "Objects, rows, figures that the last audit repaired", null);
    auditDuration = multi("audit.duration", "How long the last audit took", "seconds");
    auditAge = multi("audit.age", "How long ago the last audit ended", "seconds");
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  private MultiGauge multi(String name, String description, String unit) {
    return MultiGauge.builder(PREFIX + name)
        .description(description)
        .baseUnit(unit)
        .register(registry);
  }

  /** Counts a request that changes something at the API server. */
  public void wrote(String verb, int code, int bytes) {
    registry.counter(PREFIX + "writes", "verb", verb, "code", Integer.toString(code)).increment();
    registry.counter(PREFIX + "written.bytes", "verb", verb).increment(bytes);
  }

  /**
   * Everything in the Prometheus text format. One at a time: each takes the figures of before out
   * of the registry for a moment.
   */
  public synchronized String scrape() {
    refresh();
    return registry.scrape();
  }

  private void refresh() {
    List<MultiGauge.Row<?>> sessionRows = new ArrayList<>();
    List<MultiGauge.Row<?>> dirtyRows = new ArrayList<>();
    List<MultiGauge.Row<?>> publishedRows = new ArrayList<>();
    List<MultiGauge.Row<?>> skippedRows = new ArrayList<>();
    for (IndexFigures index : indexes.get()) {
      Tags tags = Tags.of("namespace", index.namespace());
      index
          .sessions()
          .forEach(
              (status, n) -> sessionRows.add(MultiGauge.Row.of(tags.and("status", status), n)));
      index
          .skipped()
          .forEach(
              (reason, n) -> skippedRows.add(MultiGauge.Row.of(tags.and("reason", reason), n)));
      dirtyRows.add(MultiGauge.Row.of(tags, index.dirtyUsers()));
      if (index.publishing()) {
        publishedRows.add(MultiGauge.Row.of(tags, secondsSince(index.publishedThrough())));
      }
    }
    sourceMetrics.refresh(sources.get());
    refreshAudits();
    refreshNamespaces();
    sessions.register(sessionRows, true);
    skipped.register(skippedRows, true);
    dirtyUsers.register(dirtyRows, true);
    publishedAge.register(publishedRows, true);
  }

  /** Without end for a moment that is not known. */
  private double secondsSince(Instant time) {
    return time == null
        ? Double.POSITIVE_INFINITY
        : Duration.between(time, clock.now()).toMillis() / 1000.0;
  }

  private void refreshNamespaces() {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    namespaces
        .get()
        .forEach(
            (name, may) -> rows.add(MultiGauge.Row.of(Tags.of("namespace", name), may ? 1 : 0)));
    permitted.register(rows, true);
  }

  private void refreshAudits() {
    List<MultiGauge.Row<?>> driftRows = new ArrayList<>();
    List<MultiGauge.Row<?>> durationRows = new ArrayList<>();
    List<MultiGauge.Row<?>> ageRows = new ArrayList<>();
    for (IndexFigures index : indexes.get()) {
      AuditReport audit = index.audit();
      if (audit != null) {
        Tags tags = Tags.of("namespace", index.namespace());
        driftRows.add(MultiGauge.Row.of(tags, audit.drifted()));
        durationRows.add(MultiGauge.Row.of(tags, audit.took().toNanos() / 1e9));
        ageRows.add(MultiGauge.Row.of(tags, secondsSince(audit.time())));
      }
    }
    auditDrift.register(driftRows, true);
    auditDuration.register(durationRows, true);
    auditAge.register(ageRows, true);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
