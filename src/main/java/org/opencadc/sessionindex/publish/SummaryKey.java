package org.opencadc.sessionindex.publish;

/** Where a summary lives. */
public record SummaryKey(String namespace, String name) {}
