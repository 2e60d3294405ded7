package org.opencadc.sessionindex.ledger;

import java.util.List;

/**
 * What a Job's pod template says.
 *
 * @param image image of container 0; null when there is no container
 * @param runAsUser null when the pod's security context does not say
 * @param runAsGroup null when the pod's security context does not say
 * @param supplementalGroups empty when the pod's security context does not say
 * @param requests of container 0, verbatim
 * @param limits of container 0, verbatim
 * @param demand what the scheduler will reckon with for one such pod; see {@link PodDemand}
 */
public record TemplateFacts(
    String image,
    Long runAsUser,
    Long runAsGroup,
    List<Long> supplementalGroups,
    VerbatimAmounts requests,
    VerbatimAmounts limits,
    PodDemand demand) {}
