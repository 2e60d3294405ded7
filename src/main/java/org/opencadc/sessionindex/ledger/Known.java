package org.opencadc.sessionindex.ledger;

/** Facts as a book has them, and the epoch that they were taken in. */
record Known<F>(F facts, int epoch) {}
