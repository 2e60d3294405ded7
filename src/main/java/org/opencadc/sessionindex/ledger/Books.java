package org.opencadc.sessionindex.ledger;

import java.util.List;
import java.util.Map;

/** The books of one index: they hold the facts, and what the facts add up to. */
final class Books {
  final UserBook users = new UserBook();
  final JobBook jobs;
  final PodBook pods;
  final NodeBook nodes;
  private final SkipBook skipped = new SkipBook();

  Books(List<LabelGeneration> generations) {
    jobs = new JobBook(new SessionRules(generations), users, skipped);
    pods = new PodBook(jobs, skipped);
    nodes = new NodeBook(skipped);
  }

  /** Books that hold the same facts, with every figure made from scratch. */
  Books(List<LabelGeneration> generations, Contents contents) {
    this(generations);
    jobs.restore(contents.jobs());
    pods.restore(contents.pods());
    nodes.restore(contents.nodes());
  }

  Contents contents() {
    return new Contents(jobs.contents(), pods.contents(), nodes.contents());
  }

  Map<String, List<JobView>> views() {
    return users.views();
  }

  PlatformSnapshot platform(ResourceVersions observed) {
    return new PlatformSnapshot(
        observed,
        jobs.counts(),
        users.size(),
        users.activeUsers(),
        pods.allocated(),
        pods.effective(),
        pods.pending(),
        jobs.queued(),
        nodes.totals(),
        users.lines(),
        0,
        skipped.snapshot());
  }
}
