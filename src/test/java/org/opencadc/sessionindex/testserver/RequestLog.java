package org.opencadc.sessionindex.testserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** What was asked of the server and how much it sent. */
public final class RequestLog {
  private static final int MOST = 200_000;

  /**
   * One request. Of a watch, objects and bytes are those sent so far.
   *
   * @param verb get, list, watch, create, update, patch, delete or deletecollection
   * @param status the HTTP status, 0 while unanswered
   */
  public record Request(
      String verb,
      String resource,
      String subresource,
      String namespace,
      String name,
      String fieldSelector,
      String labelSelector,
      int status,
      long objectsReturned,
      long requestBytes,
      long responseBytes,
      String userAgent) {}

  /** A request under way. */
  static final class Entry {
    private final Target target;
    private final Exchange exchange;
    private final AtomicLong objects = new AtomicLong();

    Entry(Target target, Exchange exchange) {
      this.target = target;
      this.exchange = exchange;
    }

    void objects(long more) {
      objects.addAndGet(more);
    }

    private Request snapshot() {
      return new Request(
          target.verb(),
          target.type().plural(),
          target.subresource(),
          target.namespace(),
          target.name(),
          exchange.query("fieldSelector"),
          exchange.query("labelSelector"),
          exchange.status(),
          objects.get(),
          exchange.body().length,
          exchange.sent(),
          exchange.header("user-agent"));
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private long dropped;

  RequestLog() {}

  synchronized Entry begin(Target target, Exchange exchange) {
    if (entries.size() == MOST) {
      entries.subList(0, MOST / 2).clear();
      dropped += MOST / 2;
    }
    Entry entry = new Entry(target, exchange);
    entries.add(entry);
    return entry;
  }

  /** A place in the log, to ask later for what came after it. */
  public synchronized long mark() {
    return dropped + entries.size();
  }

  /** All requests, oldest first. */
  public List<Request> requests() {
    return since(0);
  }

  /** The requests that began after a mark, oldest first. */
  public synchronized List<Request> since(long mark) {
    int from = (int) Math.max(0, mark - dropped);
    return entries.subList(from, entries.size()).stream().map(Entry::snapshot).toList();
  }

  /** The LISTs after a mark that returned at least one object. */
  public List<Request> listsThatReturnedObjects(long mark) {
    return since(mark).stream()
        .filter(r -> r.verb().equals("list") && r.objectsReturned() > 0)
        .toList();
  }

  /** Bytes sent and received after a mark, bodies only, by verb. */
  public Map<String, Long> bytesByVerb(long mark) {
    Map<String, Long> bytes = new TreeMap<>();
    since(mark)
        .forEach(r -> bytes.merge(r.verb(), r.requestBytes() + r.responseBytes(), Long::sum));
    return bytes;
  }
}
