package org.opencadc.sessionindex.scale.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What a run was made with, as its {@code run.json} says. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Facts(
    int sessions,
    boolean smoke,
    String started,
    int cores,
    long memoryBytes,
    String java,
    String kubernetes,
    boolean controllers) {}
