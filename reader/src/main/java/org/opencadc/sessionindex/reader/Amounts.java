package org.opencadc.sessionindex.reader;

import java.util.Map;

/**
 * Amounts of resources, Quantities as text.
 *
 * @param cpu in cores; null when not given
 * @param memory in bytes; null when not given
 * @param extended for instance nvidia.com/gpu; never null
 */
public record Amounts(String cpu, String memory, Map<String, String> extended) {

  /** No amount given. */
  public static final Amounts NONE = new Amounts(null, null, Map.of());

  /** Copies the extended resources. */
  public Amounts {
    extended = Map.copyOf(extended);
  }
}
