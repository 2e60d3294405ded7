/**
 * An independent recount: the published summaries against what LISTs of Jobs, Pods and Nodes say.
 * Plain and slow on purpose; it shares the published shapes with the rest and no rule, so that a
 * mistake there shows here.
 */
package org.opencadc.sessionindex.verify;
