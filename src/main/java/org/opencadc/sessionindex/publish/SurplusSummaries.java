package org.opencadc.sessionindex.publish;

import java.io.IOException;
import java.time.Duration;
import org.opencadc.sessionindex.api.SessionSummarySpec.Scope;
import org.opencadc.sessionindex.http.ApiRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes summaries that ought not to be: those of users who have had no session for a while,
 * public rows that are not wanted any more, and those that others made under names of this index.
 * An identity is immutable, so the latter cannot be put right, and they would keep ours from being
 * made.
 */
final class SurplusSummaries {
  private static final Logger log = LoggerFactory.getLogger(SurplusSummaries.class);

  /** Whoever deletes also creates, and takes note of what is gone: that must not wait for long. */
  private static final int MOST_AT_ONCE = 25;

  private final boolean publicRows;
  private final SummaryQueue queue;
  private final SummaryObjects objects;
  private final EmptyUsers emptyUsers;
  private final DirtyUsers dirty;
  private final Budget budget;

  /**
   * Nothing is deleted yet.
   *
   * @param publicRows whether they are wanted
   */
  SurplusSummaries(
      boolean publicRows,
      SummaryQueue queue,
      SummaryObjects objects,
      EmptyUsers emptyUsers,
      DirtyUsers dirty,
      Budget budget) {
    this.publicRows = publicRows;
    this.queue = queue;
    this.objects = objects;
    this.emptyUsers = emptyUsers;
    this.dirty = dirty;
    this.budget = budget;
  }

  /**
   * Deletes those that ought not to be, some at a time; the rest with a later call.
   *
   * @param existing as the informer shows them
   * @throws IOException if the API server refused some: the first refusal, after the others were
   *     tried; or if it did not answer, which is not waited for again
   */
  void delete(Iterable<PublishedSummary> existing, Duration grace) throws IOException {
    ApiRefused first = null;
    int deleted = 0;
    for (PublishedSummary summary : existing) {
      if (deleted == MOST_AT_ONCE) {
        break;
      }
      try {
        deleted += deleteIfSurplus(summary, grace) ? 1 : 0;
      } catch (ApiRefused e) {
        if (e.code() == ApiRefused.NO_ANSWER) {
          throw e;
        }
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private boolean deleteIfSurplus(PublishedSummary summary, Duration grace) throws IOException {
    if (isUnwanted(summary)) {
      objects.delete(summary);
    } else if (isOfNobody(summary, grace)) {
      deleteEmpty(summary);
    } else if (!squats(summary) || summary.isMarkedForDeletion()) {
      return false;
    } else {
      objects.delete(summary);
      budget.postpone(summary.key());
      log.warn(
          "deleted a summary of another identity under a name of {}: uid {}",
          queue.index(),
          summary.getMetadata().getUid());
    }
    return true;
  }

  private void deleteEmpty(PublishedSummary summary) throws IOException {
    try {
      objects.delete(summary);
    } catch (IOException e) {
      // where none may be deleted, each look at the index would ask for all of them in vain
      emptyUsers.beginAgain(summary.spec().username());
      throw e;
    }
  }

  private boolean isUnwanted(PublishedSummary summary) {
    return !publicRows && summary.spec().scope() == Scope.Public && queue.owns(summary);
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
