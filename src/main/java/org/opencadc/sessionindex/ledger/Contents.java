package org.opencadc.sessionindex.ledger;

import java.util.List;

/** All facts of the books at one moment: what every figure follows from. */
record Contents(Kept<JobFacts> jobs, Kept<PodFacts> pods, Kept<NodeFacts> nodes) {

  /** Facts of one kind, and the epoch that its book is in. */
  record Kept<F>(int epoch, List<Known<F>> all) {}
}
