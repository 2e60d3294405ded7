package org.opencadc.sessionindex.publish;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.opencadc.sessionindex.api.Resources.Amounts;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.ledger.JobFacts;
import org.opencadc.sessionindex.ledger.SessionLabels;
import org.opencadc.sessionindex.ledger.SessionStatus;
import org.opencadc.sessionindex.ledger.TemplateFacts;
import org.opencadc.sessionindex.ledger.UserSnapshot.SessionFacts;
import org.opencadc.sessionindex.ledger.Why;

/** A session as a row. */
final class RowDocument {
  private static final String UNSET = "default";
  private static final int LONGEST_IMAGE = 512;
  private static final int MOST_GROUPS = 256;
  private static final int LONGEST_QUANTITY = 64;

  /** RFC 3339 has four digits for a year, and the schema takes nothing else for a time. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private RowDocument() {}

  /** Whether the schema can hold the session; one that it cannot is left out, never cut. */
  static boolean fits(SessionFacts session) {
    TemplateFacts template = session.job().template();
    return (template.image() == null || template.image().length() <= LONGEST_IMAGE)
        && template.supplementalGroups().size() <= MOST_GROUPS
        && fits(AmountsDocument.verbatim(template.requests()))
        && fits(AmountsDocument.verbatim(template.limits()));
  }

  private static boolean fits(Amounts amounts) {
    return amounts == null
        || (fits(amounts.cpu())
            && fits(amounts.memory())
            && (amounts.extended() == null
                || (amounts.extended().size() <= AmountsDocument.MOST_EXTENDED
                    && amounts.extended().values().stream().allMatch(RowDocument::fits))));
  }

  private static boolean fits(String quantity) {
    return quantity == null || quantity.length() <= LONGEST_QUANTITY;
  }

  static SessionRow of(SessionFacts session) {
    JobFacts job = session.job();
    SessionLabels labels = session.labels();
    TemplateFacts template = job.template();
    Why why = session.why();
    boolean suspended = session.status() == SessionStatus.PENDING && job.suspend();
    return new SessionRow(
        job.name(),
        labels.id(),
        labels.kind(),
        labels.name(),
        labels.appId(),
        session.status().text(),
        suspended ? true : null,
        job.active() > 0 ? (long) job.active() : null,
        why == null ? null : why.reason(),
        why == null ? null : why.message(),
        why == null ? null : why.sinceTime(),
        template.image(),
        session.fixed(),
        labels.flavor(),
        job.creationTime(),
        job.startTime(),
        job.completionTime(),
        job.activeDeadlineSeconds(),
        expiry(job.startTime(), job.activeDeadlineSeconds()),
        template.runAsUser(),
        template.runAsGroup(),
        template.supplementalGroups().isEmpty() ? null : template.supplementalGroups(),
        AmountsDocument.verbatim(template.requests()),
        AmountsDocument.verbatim(template.limits()),
        session.podName(),
        job.queue(),
        unlessDefault(labels.community()),
        unlessDefault(labels.project()));
  }

  private static String unlessDefault(String label) {
    return UNSET.equals(label) ? null : label;
  }

  /**
   * Skaha's expiry: the start without its fraction of a second, plus the deadline; null when that
   * is beyond the calendar.
   */
  private static String expiry(String start, Long deadlineSeconds) {
    if (start == null || deadlineSeconds == null) {
      return null;
    }
    try {
      Instant expiry =
          OffsetDateTime.parse(start)
              .toInstant()
              .truncatedTo(ChronoUnit.SECONDS)
              .plusSeconds(deadlineSeconds);
      return expiry.isAfter(LATEST) ? null : expiry.toString();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
