package org.opencadc.sessionindex.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lease as the elector needs it. Unlike the client's own it replaces, so that the verb update
 * is enough and a released Lease has no holder; its holder renews it without a look at it, as with
 * client-go, for a version that is not the latest is refused; and it tells of each renewal, by a
 * monotonic clock.
 */
final class FencedLease implements Lock {
  private static final Logger log = LoggerFactory.getLogger(FencedLease.class);
  private static final int CONFLICT = 409;

  /** For what somebody else left out: the elector fails for good on a time that is not there. */
  private static final ZonedDateTime LONG_AGO = Instant.EPOCH.atZone(ZoneOffset.UTC);

  private final String namespace;
  private final String name;
  private final String identity;
  private final Leadership leadership;
  private final Clock clock;
  private final LongSupplier ticker;
  private volatile String problem;
  private volatile long attemptedAt;
  private String version;
  private LeaderElectionRecord held;
  private LeaseSpec observed;
  private long observedAt;

  FencedLease(
      String namespace,
      String name,
      String identity,
      Leadership leadership,
      Clock clock,
      LongSupplier ticker) {
    this.namespace = namespace;
    this.name = name;
    this.identity = identity;
    this.leadership = leadership;
    this.clock = clock;
    this.ticker = ticker;
    this.attemptedAt = ticker.getAsLong();
  }

  /** How long ago the elector last came by, whatever the API server said; for liveness. */
  long nanosSinceAttempt() {
    return ticker.getAsLong() - attemptedAt;
  }

  /** What kept the last attempt from an answer, for a person; null when nothing did. */
  String problem() {
    return problem;
  }

  @Override
  public synchronized LeaderElectionRecord get(KubernetesClient client) {
    attemptedAt = ticker.getAsLong();
    if (held != null) {
      return held;
    }
    Lease lease = asked("get", () -> client.leases().inNamespace(namespace).withName(name).get());
    if (lease == null) {
      return null;
    }
    return known(lease);
  }

  private LeaderElectionRecord known(Lease lease) {
    version = lease.getMetadata().getResourceVersion();
    LeaseSpec spec = Objects.requireNonNullElseGet(lease.getSpec(), LeaseSpec::new);
    return new LeaderElectionRecord(
        spec.getHolderIdentity(),
        Duration.ofSeconds(Objects.requireNonNullElse(spec.getLeaseDurationSeconds(), 1)),
        Objects.requireNonNullElse(spec.getAcquireTime(), LONG_AGO),
        renewed(spec),
        Objects.requireNonNullElse(spec.getLeaseTransitions(), 0));
  }

  /**
   * When its holder renewed it. Another's renewal has the time of another clock, so it counts from
   * when it was first seen: no clock can then have the Lease run out too soon or too late.
   */
  private ZonedDateTime renewed(LeaseSpec spec) {
    if (identity.equals(spec.getHolderIdentity())) {
      return Objects.requireNonNullElse(spec.getRenewTime(), LONG_AGO);
    }
    long now = ticker.getAsLong();
    if (!spec.equals(observed)) {
      observed = spec;
      observedAt = now;
    }
    return clock.instant().minusNanos(now - observedAt).atZone(ZoneOffset.UTC);
  }

  @Override
  public synchronized void create(KubernetesClient client, LeaderElectionRecord record) {
    write("create", record, null, lease -> client.resource(lease).create());
  }

  @Override
  public synchronized void update(KubernetesClient client, LeaderElectionRecord record) {
    boolean unseen = held != null;
    try {
      replace(client, record);
    } catch (KubernetesClientException e) {
      LeaderElectionRecord now = unseen && e.getCode() == CONFLICT ? get(client) : null;
      if (now == null || !identity.equals(now.getHolderIdentity())) {
        throw e;
      }
      // somebody has touched it, and it is ours still
      replace(client, record);
    }
  }

  private void replace(KubernetesClient client, LeaderElectionRecord record) {
    write("update", record, version, lease -> client.resource(lease).update());
  }

  private void write(
      String verb, LeaderElectionRecord record, String replaced, UnaryOperator<Lease> request) {
    long sent = ticker.getAsLong();
    Lease lease = lease(record, replaced);
    // whoever is refused or gets no answer does not know what is there now
    held = null;
    LeaderElectionRecord written = known(asked(verb, () -> request.apply(lease)));
    if (identity.equals(written.getHolderIdentity())) {
      held = written;
      leadership.renewed(sent);
    }
  }

  /**
   * Renewed now: the elector looked at its clock before it asked for the Lease, and a slow answer
   * must not cost it. It is true, as nobody has written since that version.
   */
  private Lease lease(LeaderElectionRecord record, String resourceVersion) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .withResourceVersion(resourceVersion)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(record.getHolderIdentity())
        .withLeaseDurationSeconds((int) Math.max(1, record.getLeaseDuration().toSeconds()))
        .withAcquireTime(record.getAcquireTime())
        .withRenewTime(clock.instant().atZone(ZoneOffset.UTC))
        .withLeaseTransitions(record.getLeaderTransitions())
        .endSpec()
        .build();
  }

  private Lease asked(String verb, Supplier<Lease> request) {
    try {
      Lease answer = request.get();
      problem = null;
      return answer;
    } catch (RuntimeException e) {
      // the elector goes on after this exception, and after no other
      KubernetesClientException failure =
          e instanceof KubernetesClientException known
              ? known
              : new KubernetesClientException(e.getClass().getSimpleName(), e);
      if (failure.getCode() != CONFLICT) {
        hindered(verb, failure.getCode());
      }
      throw failure;
    }
  }

  private void hindered(String verb, int code) {
    String now =
        "no leader can be elected: "
            + verb
            + " leases in namespace "
            + namespace
            + (code <= 0 ? ": no answer" : ": HTTP " + code);
    if (!now.equals(problem)) {
      log.warn("{}", now);
    }
    problem = now;
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public String describe() {
    return "Lease " + namespace + "/" + name;
  }
}
