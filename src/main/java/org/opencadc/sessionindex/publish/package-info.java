/** Objects out: snapshots become SessionSummary objects, paced by a budget, fenced by version. */
package org.opencadc.sessionindex.publish;
