package org.opencadc.sessionindex.reader;

import java.util.List;
import java.util.stream.Stream;

/**
 * The platform's figures. What is null is not published: unknown, never zero.
 *
 * @param sessions counts of sessions
 * @param capacity of the selected schedulable nodes; null when nodes are off, refused or not proven
 * @param allocatable as capacity
 * @param allocated requests of the app containers of Running pods
 * @param effective what the scheduler reckons with for bound pods
 * @param pending demand of pods that are not bound yet
 * @param queued demand of suspended Jobs
 * @param largestByCpu the schedulable node with most CPU; null as capacity or when there is no node
 * @param largestByMemory the same by memory
 * @param users the users with most active sessions; never null
 * @param usersOmitted users with a session who are not in users
 */
public record PlatformFigures(
    SessionCounts sessions,
    Amounts capacity,
    Amounts allocatable,
    Amounts allocated,
    Amounts effective,
    Amounts pending,
    Amounts queued,
    Node largestByCpu,
    Node largestByMemory,
    List<User> users,
    Long usersOmitted) {

  /** Copies the list. */
  public PlatformFigures {
    users = List.copyOf(users);
  }

  /** A node by its capacity, Quantities as text. */
  public record Node(String name, String cpu, String memory) {}

  /** Active sessions of a user. */
  public record User(String username, Long interactive, Long headless, Long running, Long pending) {

    private boolean active() {
      return Stream.of(interactive, headless, running, pending)
          .anyMatch(count -> count != null && count > 0);
    }
  }

  /** Whether a user is known to have an active session; not all are among the users. */
  boolean nameActive(String username) {
    return users.stream().anyMatch(user -> username.equals(user.username()) && user.active());
  }

  /** Whether every user with a session is among the users. */
  boolean nameAll() {
    return usersOmitted != null && usersOmitted == 0;
  }

  /** These figures without those of the nodes. */
  PlatformFigures withoutNodes() {
    return new PlatformFigures(
        sessions,
        null,
        null,
        allocated,
        effective,
        pending,
        queued,
        null,
        null,
        users,
        usersOmitted);
  }

  static PlatformFigures of(Members status) {
    Members resources = status.object("resources");
    Members nodes = status.object("nodes");
    Members sessions = status.object("sessions");
    return new PlatformFigures(
        sessions == null ? null : SessionCounts.of(sessions),
        SummaryRows.amounts(resources, "capacity"),
        SummaryRows.amounts(resources, "allocatable"),
        SummaryRows.amounts(resources, "allocated"),
        SummaryRows.amounts(resources, "effective"),
        SummaryRows.amounts(resources, "pending"),
        SummaryRows.amounts(resources, "queued"),
        node(nodes, "largestByCpu"),
        node(nodes, "largestByMemory"),
        status.objects("users").stream().map(PlatformFigures::user).toList(),
        status.number("usersOmitted"));
  }

  private static User user(Members user) {
    return new User(
        user.text("username"),
        user.number("interactive"),
        user.number("headless"),
        user.number("running"),
        user.number("pending"));
  }

  private static Node node(Members nodes, String name) {
    Members node = nodes == null ? null : nodes.object(name);
    return node == null ? null : new Node(node.text("name"), node.text("cpu"), node.text("memory"));
  }
}
