package org.opencadc.sessionindex.reader;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of summaries as sessions. */
final class SummaryRows {
  private SummaryRows() {}

  static Session session(String username, Members row) {
    Long active = row.number("active");
    return new Session(
        required(row, "jobName"),
        required(row, "id"),
        username,
        required(row, "kind"),
        row.text("name"),
        row.text("appId"),
        required(row, "status"),
        row.flag("suspended"),
        active == null ? 0 : active,
        row.text("reason"),
        row.text("message"),
        row.time("sinceTime"),
        row.text("image"),
        row.flag("fixed"),
        row.text("flavor"),
        row.time("creationTime"),
        row.time("startTime"),
        row.time("completionTime"),
        row.number("activeDeadlineSeconds"),
        row.number("runAsUser"),
        row.number("runAsGroup"),
        row.numbers("supplementalGroups"),
        amountsOf(row, "requests"),
        amountsOf(row, "limits"),
        row.text("podName"),
        row.text("queue"),
        row.text("community"),
        row.text("project"));
  }

  /** No count tells that public rows are missing, but they are there if there are none, too. */
  static List<PublicSession> publicSessions(Members status) {
    if (!status.has("publicRows")) {
      throw new IllegalArgumentException("a status without publicRows");
    }
    return status.objects("publicRows").stream().map(SummaryRows::publicSession).toList();
  }

  private static PublicSession publicSession(Members row) {
    return new PublicSession(
        required(row, "username"),
        required(row, "kind"),
        required(row, "status"),
        row.time("startTime"));
  }

  /**
   * Amounts as published.
   *
   * @param of what they are a member of; null when absent
   * @return null when they are absent
   */
  static Amounts amounts(Members of, String name) {
    Members amounts = of == null ? null : of.object(name);
    return amounts == null
        ? null
        : new Amounts(amounts.text("cpu"), amounts.text("memory"), amounts.texts("extended"));
  }

  private static Amounts amountsOf(Members row, String name) {
    Amounts amounts = amounts(row, name);
    return amounts == null ? Amounts.NONE : canonical(amounts);
  }

  /**
   * The client that reads Jobs drops the plus of +4, which API servers keep, and cannot write 1Ei.
   */
  private static Amounts canonical(Amounts verbatim) {
    Map<String, String> extended = new HashMap<>(verbatim.extended());
    extended.replaceAll((name, amount) -> SkahaFormat.canonical(amount));
    return new Amounts(
        SkahaFormat.canonical(verbatim.cpu()), SkahaFormat.canonical(verbatim.memory()), extended);
  }

  private static String required(Members row, String name) {
    String text = row.text(name);
    if (text == null) {
      throw new IllegalArgumentException("a row without " + name);
    }
    return text;
  }
}
