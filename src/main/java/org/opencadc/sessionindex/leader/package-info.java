/**
 * Which of the replicas writes: the one that holds the Lease, and no longer than it is sure of it.
 */
package org.opencadc.sessionindex.leader;
