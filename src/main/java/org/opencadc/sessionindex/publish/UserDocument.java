package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opencadc.sessionindex.api.Resources;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.ledger.UserSnapshot;
import org.opencadc.sessionindex.ledger.UserSnapshot.SessionFacts;

/**
 * A user's status without its freshness. When there are more sessions than one object may hold, the
 * interactive ones have their rows first; the counts are exact in any case.
 */
final class UserDocument {
  private static final int MOST_BYTES = 384 << 10;
  private static final int MOST_BYTES_OF_ROWS = MOST_BYTES - (8 << 10);
  private static final String HEADLESS = "headless";

  private final ObjectMapper mapper;
  private final int mostRows;

  UserDocument(ObjectMapper mapper, int mostRows) {
    this.mapper = mapper;
    this.mostRows = mostRows;
  }

  /**
   * Composes the status.
   *
   * @param truncatedSince when rows began to be left out, as published; null when none were
   * @param now API server's time, for a condition that begins now
   */
  ObjectNode compose(UserSnapshot user, String truncatedSince, String now) {
    List<SessionFacts> sessions = user.sessions();
    List<SessionRow> rows = rows(sessions);
    List<Condition> conditions = new ArrayList<>();
    if (rows.size() < sessions.size()) {
      conditions.add(
          truncated(rows.size(), sessions.size(), truncatedSince == null ? now : truncatedSince));
    }
    return mapper.valueToTree(
        new SessionSummaryStatus(
            null,
            null,
            null,
            CountsDocument.of(user),
            new Resources(
                null,
                null,
                AmountsDocument.of(user.allocated()),
                null,
                AmountsDocument.of(user.pending()),
                AmountsDocument.of(user.queued())),
            null,
            null,
            null,
            rows,
            conditions));
  }

  private List<SessionRow> rows(List<SessionFacts> sessions) {
    List<SessionFacts> wanted = sessions;
    if (sessions.size() > mostRows) {
      wanted =
          sessions.stream()
              .sorted(Comparator.comparing((SessionFacts s) -> s.labels().kind().equals(HEADLESS)))
              .limit(mostRows)
              .toList();
    }
    List<SessionRow> rows = new ArrayList<>();
    int bytes = 0;
    for (SessionFacts session : wanted) {
      if (!RowDocument.fits(session)) {
        continue;
      }
      SessionRow row = RowDocument.of(session);
      bytes += size(row);
      if (bytes > MOST_BYTES_OF_ROWS) {
        break;
      }
      rows.add(row);
    }
    if (wanted != sessions) {
      rows.sort(Comparator.comparing(SessionRow::jobName));
    }
    return rows;
  }

  private int size(SessionRow row) {
    try {
      return mapper.writeValueAsBytes(row).length + 1;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row of plain values is always writable", e);
    }
  }

  private static Condition truncated(int shown, int all, String since) {
    return new ConditionBuilder()
        .withType("Truncated")
        .withStatus("True")
        .withReason("TooManyRows")
        .withMessage(shown + " of " + all + " sessions have rows; counts are exact")
        .withLastTransitionTime(since)
        .build();
  }
}
