package org.opencadc.sessionindex.publish;

import java.io.IOException;
import java.time.Duration;
import org.opencadc.sessionindex.api.SessionSummarySpec.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes summaries that ought not to be: those of users who have had no session for a while, and
 * those that others made under names of this index. An identity is immutable, so the latter cannot
 * be put right, and they would keep ours from being made.
 */
final class SurplusSummaries {
  private static final Logger log = LoggerFactory.getLogger(SurplusSummaries.class);

  private final SummaryQueue queue;
  private final SummaryObjects objects;
  private final EmptyUsers emptyUsers;
  private final DirtyUsers dirty;
  private final Budget budget;

  SurplusSummaries(
      SummaryQueue queue,
      SummaryObjects objects,
      EmptyUsers emptyUsers,
      DirtyUsers dirty,
      Budget budget) {
    this.queue = queue;
    this.objects = objects;
    this.emptyUsers = emptyUsers;
    this.dirty = dirty;
    this.budget = budget;
  }

  void delete(Iterable<PublishedSummary> existing, Duration grace) throws IOException {
    for (PublishedSummary summary : existing) {
      if (isOfNobody(summary, grace)) {
        objects.delete(summary);
      } else if (squats(summary) && !summary.isMarkedForDeletion()) {
        objects.delete(summary);
        budget.postpone(summary.key());
        log.warn(
            "deleted a summary of another identity under a name of {}: uid {}",
            queue.index(),
            summary.getMetadata().getUid());
      }
    }
  }

  /** Is asked just before the request: a user may come back while others are deleted. */
  private boolean isOfNobody(PublishedSummary summary, Duration grace) {
    return emptyUsers.outlasts(summary, grace)
        && queue.owns(summary)
        && !dirty.contains(summary.spec().username());
  }

  /** A scope that is not known may be that of a newer operator. */
  private boolean squats(PublishedSummary summary) {
    String name = summary.getMetadata().getName();
    Scope scope = summary.spec().scope();
    return (name.equals(queue.index()) || name.startsWith(queue.index() + "."))
        && scope != null
        && !queue.owns(summary);
  }
}
