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

  /** Metadata, identity, observed and conditions. */
  private static final int BESIDE_STATUS = 4 << 10;

  private final ObjectMapper mapper;
  private final int mostRows;

  UserDocument(ObjectMapper mapper, int mostRows) {
    this.mapper = mapper;
    this.mostRows = mostRows;
  }

  /**
   * Composes the status of a user whose rows all go into one object, as far as they fit.
   *
   * @param truncatedSince when rows began to be left out, as published; null when none were
   * @param now API server's time, for a condition that begins now
   */
  ObjectNode compose(UserSnapshot user, String truncatedSince, String now) {
    return withRows(counts(user), user, user.sessions(), 0, truncatedSince, now);
  }

  /** Composes the status of slice 0: all counts, some of the rows, and where the others are. */
  ObjectNode first(UserSnapshot user, UserSlices.Round round, String truncatedSince, String now) {
    ObjectNode status = counts(user);
    // one without further slices says the same as one that never had any
    if (!round.named().isEmpty()) {
      status.put("sequence", round.sequence());
      status.set("slices", mapper.valueToTree(round.named()));
    }
    return withRows(status, user, round.first(), round.elsewhere(), truncatedSince, now);
  }

  /** Adds as many of the rows as fit beside what the status has already. */
  private ObjectNode withRows(
      ObjectNode status,
      UserSnapshot user,
      List<SessionFacts> sessions,
      int elsewhere,
      String truncatedSince,
      String now) {
    List<SessionRow> rows = rows(sessions, MOST_BYTES - BESIDE_STATUS - size(status));
    int shown = rows.size() + elsewhere;
    int all = user.sessions().size();
    List<Condition> conditions = new ArrayList<>();
    if (shown < all) {
      conditions.add(truncated(shown, all, truncatedSince == null ? now : truncatedSince));
    }
    status.set("rows", mapper.valueToTree(rows));
    status.set("conditions", mapper.valueToTree(conditions));
    return status;
  }

  /** Composes the status of a further slice: rows alone. */
  ObjectNode further(List<SessionFacts> sessions) {
    ObjectNode status = mapper.createObjectNode();
    status.set("rows", mapper.valueToTree(rows(sessions, MOST_BYTES - BESIDE_STATUS)));
    status.putArray("conditions");
    return status;
  }

  private ObjectNode counts(UserSnapshot user) {
    return mapper.valueToTree(
        new SessionSummaryStatus(
            null,
            null,
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
            QuotaDocument.of(user),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
  }

  private List<SessionRow> rows(List<SessionFacts> sessions, int mostBytes) {
    List<SessionFacts> interactiveFirst = new ArrayList<>(sessions);
    interactiveFirst.sort(Comparator.comparing(session -> SliceFill.headless(session)));
    List<SessionRow> rows = new ArrayList<>();
    // writing every row once more, to know its size, is for users with very many
    boolean roomForAll = SliceFill.neverMoreBytes(sessions) <= mostBytes;
    int left = mostBytes;
    for (SessionFacts session : interactiveFirst) {
      if (rows.size() == mostRows) {
        break;
      }
      if (!RowDocument.fits(session)) {
        continue;
      }
      SessionRow row = RowDocument.of(session);
      left -= roomForAll ? 0 : size(row) + 1;
      if (left < 0) {
        break;
      }
      rows.add(row);
    }
    rows.sort(Comparator.comparing(SessionRow::jobName));
    return rows;
  }

  private int size(Object value) {
    try {
      return mapper.writeValueAsBytes(value).length;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values are always writable", e);
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
