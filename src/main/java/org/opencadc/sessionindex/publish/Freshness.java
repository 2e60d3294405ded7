package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.opencadc.sessionindex.api.SessionSummaryStatus.Heartbeat;
import org.opencadc.sessionindex.api.SessionSummaryStatus.Observed;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublicThrough;
import org.opencadc.sessionindex.api.SessionSummaryStatus.PublishedThrough;
import org.opencadc.sessionindex.api.SessionSummaryStatus.UserWrites;
import org.opencadc.sessionindex.ledger.Ledger;
import org.opencadc.sessionindex.ledger.ResourceVersions;

/** What a summary says about its own age: never more than what is proven. */
final class Freshness {
  private final ObjectMapper mapper;
  private final Currency currency;
  private final Duration validFor;

  Freshness(ObjectMapper mapper, Currency currency, Duration validFor) {
    this.mapper = mapper;
    this.currency = currency;
    this.validFor = validFor;
  }

  /**
   * What may be claimed.
   *
   * @param proven as of when the figures were proven current
   * @param publishedThrough null while not every user was compared
   */
  record Claim(Instant proven, PublishedThrough publishedThrough) {}

  /** What is out reflects at least these versions, and what was there at that time. */
  record Reach(ResourceVersions versions, Instant time) {}

  /**
   * What is out by now, given what is not; null when that is not known. The applied versions are
   * read before what is dirty: an event marks that before the applied version moves.
   */
  Reach reach(Ledger ledger, DirtyUsers dirty) {
    ResourceVersions applied = ledger.applied();
    Instant proven = currency.provenAt();
    DirtyUsers.Mark oldest = dirty.oldest();
    if (proven == null
        || (oldest != null && (oldest.versions() == null || oldest.time() == null))) {
      return null;
    }
    return oldest == null
        ? new Reach(applied, proven)
        : new Reach(oldest.versions(), proven.isBefore(oldest.time()) ? proven : oldest.time());
  }

  /** What may be claimed of every user summary by now; null when nothing is proven. */
  Claim claim(Ledger ledger, DirtyUsers dirty) {
    Instant proven = currency.provenAt();
    Reach reach = reach(ledger, dirty);
    if (proven == null || reach == null) {
      return proven == null ? null : new Claim(proven, null);
    }
    return new Claim(
        proven,
        new PublishedThrough(
            reach.time().toString(),
            reach.time().plus(validFor).toString(),
            reach.versions().jobs(),
            reach.versions().pods()));
  }

  /** Until when node figures may be trusted; null when there is no proof of nodes. */
  String nodesValidUntil() {
    Instant proven = currency.nodesProvenAt();
    return proven == null ? null : proven.plus(validFor).toString();
  }

  /** Says what the content reflects; content that did not change keeps what it said. */
  void observe(
      ObjectNode status, ResourceVersions versions, Observed unchanged, boolean withNodes) {
    Observed observed =
        unchanged != null && unchanged.time() != null
            ? unchanged
            : new Observed(
                currency.now().toString(),
                versions.jobs(),
                versions.pods(),
                withNodes ? versions.nodes() : null);
    status.set("observed", mapper.valueToTree(observed));
  }

  /**
   * Says that the operator lives, and until when its figures hold.
   *
   * @param publicThrough null when nothing is claimed of the public rows
   */
  void heartbeat(ObjectNode status, Claim claim, PublicThrough publicThrough) {
    Instant validUntil = claim.proven().plus(validFor);
    status.set(
        "heartbeat",
        mapper.valueToTree(new Heartbeat(currency.now().toString(), validUntil.toString())));
    if (claim.publishedThrough() != null) {
      status.set("publishedThrough", mapper.valueToTree(claim.publishedThrough()));
    }
    if (publicThrough != null) {
      status.set("publicThrough", mapper.valueToTree(publicThrough));
    }
  }

  /** Says whose summaries were written lately. */
  void tell(ObjectNode status, UserWrites writes) {
    status.set("userWrites", mapper.valueToTree(writes));
  }
}
