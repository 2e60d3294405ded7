/**
 * Exact totals from facts: pure Java, no client, no clock. Facts come in per uid; tallies change by
 * subtracting the old contribution and adding the new one.
 */
package org.opencadc.sessionindex.ledger;
