package org.opencadc.sessionindex.reader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * LISTs that wait to be compared, the oldest first: one of a query, and so many sessions at most
 * together. Thread-safe.
 */
final class WaitingLists {
  private final int mostRows;
  private final Map<JobQuery, ListedSessions> lists = new LinkedHashMap<>();
  private long rows;

  WaitingLists(int mostRows) {
    this.mostRows = mostRows;
  }

  synchronized boolean has(JobQuery query) {
    return lists.containsKey(query);
  }

  /** Takes one in if there is room for it and none of the same query. */
  synchronized boolean add(ListedSessions list) {
    if (rows + size(list) > mostRows || lists.putIfAbsent(list.query(), list) != null) {
      return false;
    }
    rows += size(list);
    return true;
  }

  synchronized void remove(ListedSessions list) {
    if (lists.remove(list.query(), list)) {
      rows -= size(list);
    }
  }

  synchronized List<ListedSessions> all() {
    return List.copyOf(lists.values());
  }

  synchronized int size() {
    return lists.size();
  }

  /** One without sessions takes room, too. */
  private static int size(ListedSessions list) {
    return list.sessions().size() + 1;
  }
}
