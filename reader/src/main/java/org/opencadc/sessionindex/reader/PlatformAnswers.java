package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Answers about the platform: its figures, and the public part of everybody's sessions. */
final class PlatformAnswers {
  private final PlatformSource platforms;
  private final PublicSource everybody;
  private final JobSource jobs;
  private final Duration staleFor;
  private final LongSupplier nanoTime;
  private final ReaderCounts counts;
  private final LastGood<String, PublicSession> lastPublic;

  PlatformAnswers(
      PlatformSource platforms,
      PublicSource everybody,
      JobSource jobs,
      Duration staleFor,
      LongSupplier nanoTime,
      ReaderCounts counts) {
    this.platforms = platforms;
    this.everybody = everybody;
    this.jobs = jobs;
    this.staleFor = staleFor;
    this.nanoTime = nanoTime;
    this.counts = counts;
    this.lastPublic = new LastGood<>(nanoTime, staleFor, Integer.MAX_VALUE);
  }

  Answer<List<PublicSession>> everybody() {
    PublicSource.Reading reading = everybody.read();
    if (reading.objection() == null) {
      lastPublic.put("", reading.rows(), reading.versions(), reading.platform().sentAt());
      return counts.answered(
          new Answer<>(reading.rows(), Origin.SUMMARY, reading.versions(), Duration.ZERO));
    }
    counts.fallback(reading.objection());
    Optional<Answer<List<PublicSession>>> stale =
        reading.objection().untrusted() ? lastPublic.get("", null) : Optional.empty();
    return counts.answered(
        stale.orElseGet(
            () ->
                jobs.list(JobQuery.EVERYTHING, null, found -> true)
                    .map(found -> found.stream().map(PublicSession::of).toList())));
  }

  Optional<Answer<PlatformFigures>> figures(Purpose purpose) {
    PlatformReading reading = platforms.current();
    long now = nanoTime.getAsLong();
    FallbackReason objection = reading.objectionAt(now);
    if (objection == null) {
      return Optional.of(
          counts.answered(figures(reading, reading.nodesValidAt(now), Origin.SUMMARY, now)));
    }
    counts.fallback(objection);
    PlatformReading last = platforms.lastGood();
    boolean showable =
        purpose == Purpose.SHOW && last != null && now - last.sentAt() <= staleFor.toNanos();
    if (!showable) {
      return Optional.empty();
    }
    // figures of nodes that were out of proof when they were read are older than the rest
    boolean nodes = last.nodesValidAt(last.sentAt());
    return Optional.of(counts.answered(figures(last, nodes, Origin.STALE_SUMMARY, now)));
  }

  private static Answer<PlatformFigures> figures(
      PlatformReading reading, boolean withNodes, Origin origin, long now) {
    return new Answer<>(
        withNodes ? reading.figures() : reading.figures().withoutNodes(),
        origin,
        reading.observed(),
        origin == Origin.SUMMARY ? Duration.ZERO : Duration.ofNanos(now - reading.sentAt()));
  }
}
