package org.opencadc.sessionindex.watch;

import java.time.Instant;

/**
 * Proof that a source was current.
 *
 * @param resourceVersion every event up to it was applied
 * @param time API server's time as of which that version was the newest
 */
public record Proof(String resourceVersion, Instant time) {}
