package org.opencadc.sessionindex.ledger;

/**
 * What the index keeps of a Pod.
 *
 * @param uid never null
 * @param name never null
 * @param resourceVersion never null
 * @param jobUid uid of the controlling ownerReference when that is a Job, else null. Never by
 *     labels: migrated Jobs restart pods with old labels, and labels can be forged
 * @param creationTime RFC 3339 text; null when absent
 * @param phase never null
 * @param bound whether spec.nodeName is set
 * @param demand never null
 */
public record PodFacts(
    String uid,
    String name,
    String resourceVersion,
    String jobUid,
    String creationTime,
    PodPhase phase,
    boolean bound,
    PodDemand demand) {}
