package org.opencadc.sessionindex.reader;

import java.util.Map;

/**
 * Counts of sessions as published. Each is null where it is not published: unknown, never zero.
 *
 * @param byKind sessions by kind, any status; never null, empty when not published
 */
public record SessionCounts(
    Long total,
    Long running,
    Long pending,
    Long completed,
    Long failed,
    Long terminating,
    Long suspended,
    Active interactive,
    Active headless,
    Active desktopApps,
    Map<String, Long> byKind,
    Long users,
    Long activeUsers) {

  /** Copies the map. */
  public SessionCounts {
    byKind = Map.copyOf(byKind);
  }

  /** Active sessions of a group of kinds; each is null where it is not published. */
  public record Active(Long active, Long running, Long pending) {}

  static SessionCounts of(Members sessions) {
    return new SessionCounts(
        sessions.number("total"),
        sessions.number("running"),
        sessions.number("pending"),
        sessions.number("completed"),
        sessions.number("failed"),
        sessions.number("terminating"),
        sessions.number("suspended"),
        active(sessions.object("interactive")),
        active(sessions.object("headless")),
        active(sessions.object("desktopApps")),
        sessions.counts("byKind"),
        sessions.number("users"),
        sessions.number("activeUsers"));
  }

  private static Active active(Members group) {
    return group == null
        ? null
        : new Active(group.number("active"), group.number("running"), group.number("pending"));
  }
}
