package org.opencadc.sessionindex.publish;

/** Where a summary lives. */
public record SummaryKey(String namespace, String name) {

  /** Where the platform's summary of an index lives. */
  public static SummaryKey ofPlatform(String namespace, String index) {
    return new SummaryKey(namespace, SummaryNames.ofPlatform(index));
  }
}
