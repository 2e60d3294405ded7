package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.opencadc.sessionindex.http.ApiRefused;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.ledger.ResourceVersions;

/**
 * Proves that a source is current: a consistent LIST that returns nothing tells the newest version
 * R as of time T; the source is current as of T once it has applied R, or once a canary watch has
 * shown everything up to R and the source has applied what was shown.
 */
public final class CurrencyProof {
  private final ApiRequests requests;
  private final Canary canary;
  private final ServerClock clock;
  private final ProofPace pace;
  private final ObjectMapper mapper = new ObjectMapper();

  /** Proves by requests of their own, with a timeout of five seconds and no retries. */
  public CurrencyProof(ApiRequests requests, ServerClock clock, ProofPace pace) {
    this.requests = requests;
    this.canary = new Canary(requests);
    this.clock = clock;
    this.pace = pace;
  }

  /** What the attempt showed. */
  enum Verdict {
    /** Current as of the proof. */
    PROVEN,
    /** Neither proven nor refuted; try again. */
    UNKNOWN,
    /** It is being listed anew, as the server wants it: what it lacks comes with that. */
    LISTING,
    /** The server showed events that the source has not applied in time, or its version is gone. */
    LAGGING,
    /** The server's version is below the applied one: its storage was restored. */
    WENT_BACK
  }

  /** Outcome of an attempt; proof is null unless PROVEN. */
  record Outcome(Verdict verdict, Proof proof) {}

  /** What a proof needs of a source. */
  interface Subject {
    WatchedCollection collection();

    String applied();

    long relists();

    /** Whether a list is under way; nothing is applied until its end. */
    boolean listing();

    boolean awaitApplied(String resourceVersion, Duration timeout) throws InterruptedException;
  }

  Outcome attempt(Subject subject) throws IOException, InterruptedException {
    String before = subject.applied();
    long relists = subject.relists();
    Proof proof = newest(subject.collection());
    String newest = proof.resourceVersion();
    if (subject.relists() == relists && ResourceVersions.compare(newest, before) < 0) {
      return new Outcome(Verdict.WENT_BACK, null);
    }
    if (subject.awaitApplied(newest, pace.quick())) {
      return new Outcome(Verdict.PROVEN, proof);
    }
    if (subject.listing()) {
      return new Outcome(Verdict.LISTING, null);
    }
    Canary.Sighting sighting = canary.watch(subject.collection(), subject.applied(), newest);
    if (sighting.gone()) {
      return behind(subject, relists);
    }
    boolean caughtUp =
        sighting.lastEvent() == null || subject.awaitApplied(sighting.lastEvent(), pace.patient());
    if (!caughtUp) {
      return behind(subject, relists);
    }
    return sighting.reached()
        ? new Outcome(Verdict.PROVEN, proof)
        : new Outcome(Verdict.UNKNOWN, null);
  }

  private static Outcome behind(Subject subject, long relists) {
    Verdict relisted = subject.relists() == relists ? Verdict.LAGGING : Verdict.UNKNOWN;
    return new Outcome(subject.listing() ? Verdict.LISTING : relisted, null);
  }

  /** The API server's time just before it answered. */
  Instant serverTime(WatchedCollection collection) throws IOException {
    return newest(collection).time();
  }

  private Proof newest(WatchedCollection collection) throws IOException {
    Instant sent = clock.local();
    ApiRequests.Answer answer = requests.get(collection.emptyListPath());
    clock.sample(answer.date(), sent, clock.local());
    if (answer.code() != 200) {
      throw new ApiRefused("list " + collection.resource(), answer.code(), "");
    }
    String version = mapper.readTree(answer.body()).at("/metadata/resourceVersion").asText("");
    if (version.isEmpty()) {
      throw new ApiRefused("list " + collection.resource(), answer.code(), " without a version");
    }
    return new Proof(version, time(sent, answer.date()));
  }

  /** When it was asked, by the server's clock: not after the second that the answer names. */
  private Instant time(Instant sent, Instant date) {
    Instant time = clock.toServer(sent);
    // ours may have been put forward since the offset was taken
    Instant latest = date == null ? time : date.plusSeconds(1);
    return time.isAfter(latest) ? latest : time;
  }
}
