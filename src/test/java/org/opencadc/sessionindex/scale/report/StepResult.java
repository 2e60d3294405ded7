package org.opencadc.sessionindex.scale.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/**
 * What one step of a run wrote.
 *
 * @param started RFC 3339, UTC
 * @param figures by name
 * @param notes by name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record StepResult(
    String step,
    String started,
    double seconds,
    Map<String, Measured> figures,
    Map<String, String> notes) {}
