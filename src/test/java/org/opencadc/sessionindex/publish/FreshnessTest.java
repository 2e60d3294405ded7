package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionSummaryStatus.Observed;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublishedThrough;
import org.opencadc.sessionindex.ledger.LabelGeneration;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.ledger.ObjectKind;
import org.opencadc.sessionindex.ledger.ResourceVersions;

class FreshnessTest {
  private static final ResourceVersions VERSIONS = new ResourceVersions("10", "20", "30");

  private final ObjectMapper mapper = new ObjectMapper();
  private final FakeCurrency currency = new FakeCurrency();
  private final DirtyUsers dirty = new DirtyUsers();
  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));
  private final Freshness freshness = new Freshness(mapper, currency, Duration.ofSeconds(60));
  private final ObjectNode status = mapper.createObjectNode();

  FreshnessTest() {
    ledger.applied(ObjectKind.JOB, "10");
    ledger.applied(ObjectKind.POD, "20");
  }

  private PublishedThrough claimed() {
    return freshness.claim(ledger, dirty).publishedThrough();
  }

  @Test
  void withNothingDirtyTheAppliedVersionsAsOfTheirProof() {
    assertThat(claimed())
        .isEqualTo(
            new PublishedThrough("2026-11-23T08:00:00Z", "2026-11-23T08:01:00Z", "10", "20"));
  }

  @Test
  void withSomethingDirtyWhatWasAppliedAndProvenBeforeIt() {
    dirty.mark(
        "adal", new ResourceVersions("8", "19", null), Instant.parse("2026-11-23T07:59:40Z"));
    assertThat(claimed())
        .isEqualTo(new PublishedThrough("2026-11-23T07:59:40Z", "2026-11-23T08:00:40Z", "8", "19"));
  }

  @Test
  void neverLaterThanTheProof() {
    dirty.mark(
        "adal", new ResourceVersions("8", "19", null), Instant.parse("2026-11-23T08:00:05Z"));
    assertThat(claimed().time()).isEqualTo("2026-11-23T08:00:00Z");
  }

  @Test
  void whatWasNeverComparedClaimsNothing() {
    dirty.mark("adal", null, null);
    assertThat(claimed()).isNull();
  }

  @Test
  void aChangeWhileNothingWasProvenClaimsNothing() {
    dirty.mark("adal", VERSIONS, null);
    assertThat(claimed()).isNull();
  }

  @Test
  void withoutProofNothingIsSaid() {
    currency.proven = null;
    assertThat(freshness.claim(ledger, dirty)).isNull();
  }

  @Test
  void theHeartbeatHoldsFromTheProofOn() {
    freshness.heartbeat(status, freshness.claim(ledger, dirty), null);
    assertThat(status.toString())
        .isEqualTo(
            "{\"heartbeat\":{\"time\":\"2026-11-23T08:00:09Z\",\"validUntil\":\"2026-11-23T08:01:00Z\"},"
                + "\"publishedThrough\":{\"time\":\"2026-11-23T08:00:00Z\","
                + "\"validUntil\":\"2026-11-23T08:01:00Z\",\"jobs\":\"10\",\"pods\":\"20\"}}");
  }

  @Test
  void publishedThroughIsAbsentNotEmpty() {
    dirty.mark("adal", null, null);
    freshness.heartbeat(status, freshness.claim(ledger, dirty), null);
    assertThat(status.has("publishedThrough")).isFalse();
  }

  @Test
  void observedIsNowAndWhatWasApplied() {
    freshness.observe(status, VERSIONS, null, true);
    assertThat(status.toString())
        .isEqualTo(
            "{\"observed\":{\"time\":\"2026-11-23T08:00:09Z\",\"jobs\":\"10\",\"pods\":\"20\",\"nodes\":\"30\"}}");
    freshness.observe(status, VERSIONS, null, false);
    assertThat(status.at("/observed/nodes").isMissingNode()).isTrue();
  }

  @Test
  void unchangedContentKeepsWhatItSaid() {
    Observed before = new Observed("2026-11-23T07:00:00Z", "1", "2", null);
    freshness.observe(status, VERSIONS, before, true);
    assertThat(status.at("/observed/time").asText()).isEqualTo("2026-11-23T07:00:00Z");

    freshness.observe(status, VERSIONS, new Observed(null, "1", "2", null), true);
    assertThat(status.at("/observed/time").asText())
        .as("taken out by somebody")
        .isEqualTo("2026-11-23T08:00:09Z");
  }

  @Test
  void nodesHoldFromTheirOwnProofOn() {
    assertThat(freshness.nodesValidUntil()).isEqualTo("2026-11-23T08:00:58Z");
    currency.nodesProven = null;
    assertThat(freshness.nodesValidUntil()).isNull();
  }
}
