package org.opencadc.sessionindex.reader;

/** Where a session is reached: Skaha's configuration, so Skaha's to say. */
@FunctionalInterface
public interface ConnectUrls {

  /**
   * Skaha's connectURL of a session.
   *
   * @return empty text for kinds that have none (headless, desktop-app); null leaves the field out
   */
  String of(Session session);
}
