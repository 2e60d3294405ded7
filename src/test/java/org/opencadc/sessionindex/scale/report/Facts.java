package org.opencadc.sessionindex.scale.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a run was made with, as its {@code run.json} says.
 *
 * @param settings what {@code make scale} was given besides; null in one of before that was kept
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Facts(
    int sessions,
    boolean smoke,
    String started,
    int cores,
    long memoryBytes,
    String java,
    String kubernetes,
    boolean controllers,
    String settings) {}
