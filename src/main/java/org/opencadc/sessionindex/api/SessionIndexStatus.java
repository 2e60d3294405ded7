package org.opencadc.sessionindex.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** How the index itself is doing. No session figures: those are in the summaries. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SessionIndexStatus(
    @JsonPropertyDescription("The generation of the spec that this status speaks of.")
        Long observedGeneration,
    @JsonPropertyDescription("Name of the platform's SessionSummary in this namespace.")
        @Size(max = 63)
        String summary,
    @JsonPropertyDescription(
            "Objects that are not, or not fully, counted: Jobs that are not Skaha's or of an"
                + " unknown kind, and objects with a quantity that cannot be read. The condition"
                + " ObjectsSkipped has the reasons.")
        Long skipped,
    @JsonPropertyDescription(
            "Ready: the index is served. SourcesLive: Jobs, Pods and Nodes are listed, watched and"
                + " proven current. Consistent: whether the last audit, every five minutes, found"
                + " all objects and figures right; absent before the first one. ObjectsSkipped:"
                + " what was left out, per reason.")
        @Size(max = 8)
        List<Condition> conditions) {}
