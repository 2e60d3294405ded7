package org.opencadc.sessionindex.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.testserver.ApiServer;

/** The Lease, and for how long a renewal of it lets write. */
class FencedLeaseTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final long START = -7_000_000_000L;

  private final ApiServer server = ApiServer.start(Clock.systemUTC()).namespace("ours");
  private final KubernetesClient client = server.client();
  private final AtomicLong nanos = new AtomicLong(START);
  private final Leadership leadership = new Leadership(Duration.ofSeconds(10), nanos::get);
  private final FencedLease lease = lease("us", leadership);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private FencedLease lease(String identity, Leadership of) {
    return lease(identity, of, this::now);
  }

  private FencedLease lease(String identity, Leadership of, InstantSource clock) {
    return new FencedLease(
        "ours", "session-index", identity, of, clock.withZone(ZoneOffset.UTC), nanos::get);
  }

  private Instant now() {
    return NOW.plusNanos(nanos.get() - START);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static LeaderElectionRecord record(String holder, Instant renewed) {
    ZonedDateTime time = renewed.atZone(ZoneOffset.UTC);
    return new LeaderElectionRecord(holder, LEASE, time, time, 0);
  }

  @Test
  void aRenewalLetsWriteUntilItsDeadline() throws IOException {
    assertThat(lease.get(client)).isNull();
    assertThatThrownBy(leadership::check).isInstanceOf(IOException.class);
    lease.create(client, record("us", NOW));
    leadership.acquired();

    pass(Duration.ofSeconds(10));
    leadership.check();
    pass(Duration.ofMillis(1));
    assertThatThrownBy(leadership::check)
        .isInstanceOf(IOException.class)
        .hasMessage("not sent: this replica does not hold the Lease");
    assertThat(leadership.leading()).isFalse();

    lease.update(client, record("us", NOW));
    leadership.check();
    leadership.lost();
    assertThatThrownBy(leadership::check).isInstanceOf(IOException.class);
  }

  @Test
  void theTimeThatTheRenewalIsUnderWayCounts() {
    InstantSource passing =
        () -> {
          pass(Duration.ofMillis(900));
          return now();
        };
    lease("us", leadership, passing).create(client, record("us", NOW));
    leadership.acquired();
    pass(Duration.ofMillis(9_100));
    assertThat(leadership.leading()).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(leadership.leading()).isFalse();
  }

  /** The elector has looked at its clock before it asks for the Lease; it may be paused, too. */
  @ParameterizedTest
  @ValueSource(longs = {4, 60})
  void aRenewalIsOfTheTimeWhenItIsSent(long seconds) {
    lease.create(client, record("us", NOW));
    leadership.acquired();
    LeaderElectionRecord renewal = record("us", now());
    assertThat(lease.get(client)).isNotNull();
    pass(Duration.ofSeconds(seconds));
    lease.update(client, renewal);

    assertThat(renewedAsWeSeeIt()).isEqualTo(NOW.plusSeconds(seconds));
    pass(Duration.ofSeconds(10));
    assertThat(leadership.leading()).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(leadership.leading()).isFalse();
  }

  @Test
  void itsHolderRenewsItWithoutALook() {
    lease.create(client, record("us", NOW));
    for (int i = 0; i < 3; i++) {
      pass(Duration.ofSeconds(2));
      assertThat(lease.get(client).getRenewTime().toInstant()).isEqualTo(now().minusSeconds(2));
      lease.update(client, record("us", now()));
    }
    assertThat(server.requests()).filteredOn(made -> made.verb().equals("get")).isEmpty();
  }

  @Test
  void aHolderWhoWasRefusedLooks() {
    lease.create(client, record("us", NOW));
    server.deny("update", "leases", "ours");
    assertThatThrownBy(() -> lease.update(client, record("us", NOW)))
        .isInstanceOf(KubernetesClientException.class);

    server.allow("update", "leases", "ours");
    assertThat(lease.get(client).getHolderIdentity()).isEqualTo("us");
    assertThat(server.requests()).filteredOn(made -> made.verb().equals("get")).hasSize(1);
    lease.update(client, record("us", NOW));
  }

  @Test
  void aLeaseThatSomebodyHasTouchedIsRenewedAllTheSame() {
    lease.create(client, record("us", NOW));
    client
        .leases()
        .inNamespace("ours")
        .withName("session-index")
        .edit(
            touched -> {
              touched.getMetadata().setLabels(Map.of("seen", "yes"));
              return touched;
            });

    lease.update(client, record("us", NOW));

    assertThat(lease.problem()).isNull();
    assertThat(leadership.leading()).isFalse();
    leadership.acquired();
    assertThat(leadership.leading()).isTrue();
  }

  @Test
  void anotherOnesWriteIsNeverOverwritten() {
    lease.create(client, record("us", NOW));
    Leadership theirs = new Leadership(Duration.ofSeconds(10), nanos::get);
    FencedLease other = lease("them", theirs);
    assertThat(other.get(client).getHolderIdentity()).isEqualTo("us");
    other.update(client, record("them", NOW));
    theirs.acquired();

    pass(Duration.ofSeconds(10));
    assertThatThrownBy(() -> lease.update(client, record("us", NOW)))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    assertThat(lease.problem()).as("that is part of normal life").isNull();
    assertThat(theirs.leading()).isTrue();
    assertThat(lease.get(client).getHolderIdentity()).isEqualTo("them");
  }

  @Test
  void aReleasedLeaseHasNoHolder() {
    lease.create(client, record("us", NOW));
    lease.update(client, record(null, NOW));
    assertThat(lease.get(client).getHolderIdentity()).isNull();
  }

  @Test
  void aLeaseThatSomebodyMadeByHandIsRead() {
    client
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withNamespace("ours")
                .withName("session-index")
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("nobody")
                .endSpec()
                .build())
        .create();
    assertThat(lease.get(client).getAcquireTime().toInstant()).isEqualTo(Instant.EPOCH);
    assertThat(renewedAsWeSeeIt()).isEqualTo(NOW);
  }

  private Instant renewedAsWeSeeIt() {
    return lease.get(client).getRenewTime().toInstant();
  }

  /** Their clock may be ahead or behind, and so may ours. */
  @ParameterizedTest
  @ValueSource(longs = {-3600, 0, 3600})
  void anotherOnesRenewalCountsFromWhenItIsSeen(long ahead) {
    Leadership theirs = new Leadership(Duration.ofSeconds(10), nanos::get);
    FencedLease other = lease("them", theirs, () -> now().plusSeconds(ahead));
    other.create(client, record("them", NOW));
    pass(Duration.ofSeconds(1));
    Instant seen = now();
    assertThat(renewedAsWeSeeIt()).isEqualTo(seen);
    pass(LEASE);
    assertThat(renewedAsWeSeeIt()).as("not renewed since").isEqualTo(seen);

    other.update(client, record("them", NOW));
    assertThat(renewedAsWeSeeIt()).isEqualTo(now());
  }

  @Test
  void whatHindersIsSaid() {
    server.deny("get", "leases", "ours");
    assertThatThrownBy(() -> lease.get(client)).isInstanceOf(KubernetesClientException.class);
    assertThat(lease.problem())
        .isEqualTo("no leader can be elected: get leases in namespace ours: HTTP 403");
    server.allow("get", "leases", "ours");
    assertThat(lease.get(client)).isNull();
    assertThat(lease.problem()).isNull();
  }

  @Test
  void anElectorThatDoesNotTryAnyMoreIsNoticed() {
    server.deny("get", "leases", "ours");
    pass(Duration.ofSeconds(61));
    assertThat(lease.nanosSinceAttempt()).isEqualTo(Duration.ofSeconds(61).toNanos());
    assertThatThrownBy(() -> lease.get(client)).isInstanceOf(KubernetesClientException.class);
    assertThat(lease.nanosSinceAttempt()).isZero();
  }

  @Test
  void whoIsAloneMayAlwaysWrite() {
    assertThat(Leadership.alone().leading()).isTrue();
    assertThatCode(Leadership.alone()::check).doesNotThrowAnyException();
  }
}
