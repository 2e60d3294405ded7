package org.opencadc.sessionindex.testserver;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The server's own clock, which a test can put wrong. */
final class ServerDate extends Clock {
  private final Clock base;
  private volatile Duration skew = Duration.ZERO;

  ServerDate(Clock base) {
    this.base = base;
  }

  void skew(Duration wanted) {
    skew = wanted;
  }

  String header() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant().atOffset(ZoneOffset.UTC));
  }

  @Override
  public Instant instant() {
    return base.instant().plus(skew);
  }

  @Override
  public ZoneId getZone() {
    return base.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the server writes UTC");
  }
}
