package org.opencadc.sessionindex.verify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one LIST or GET brought, and what it cost.
 *
 * @param resourceVersion of the list; null on a GET
 * @param serverTime Date header of the last response
 */
record Listing<T>(List<T> items, String resourceVersion, Instant serverTime, Cost cost) {

  /** The object of a GET; empty when there is none. */
  Optional<T> first() {
    return items.stream().findFirst();
  }
}
