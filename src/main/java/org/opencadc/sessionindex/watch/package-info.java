/**
 * Kubernetes in: Jobs, Pods and Nodes as slim types, so that a full object never stands in memory.
 */
package org.opencadc.sessionindex.watch;
