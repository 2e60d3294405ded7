package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests together keep no more LISTs waiting than there is room for. */
class WaitingListsTest {
  private static final int ROOM = 2000;

  @Test
  void threadsTogetherTakeWhatThereIsRoomFor() throws Exception {
    WaitingLists lists = new WaitingLists(ROOM);
    AtomicInteger taken = new AtomicInteger();
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(
                thread ->
                    new Thread(
                        () -> {
                          for (int i = 0; i < ROOM; i++) {
                            if (lists.add(empty("u" + thread + "-" + i))) {
                              taken.incrementAndGet();
                            }
                          }
                        }))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(taken).hasValue(ROOM);
    assertThat(lists.all()).hasSize(ROOM);
    lists.all().forEach(lists::remove);
    assertThat(lists.size()).isZero();
    assertThat(lists.add(empty("adal"))).isTrue();
  }

  /** One that is removed twice makes room once. */
  @Test
  void roomIsMadeOnce() {
    WaitingLists lists = new WaitingLists(2);
    ListedSessions first = empty("adal");
    lists.add(first);
    lists.add(empty("bchen"));
    lists.remove(first);
    lists.remove(first);
    assertThat(lists.add(empty("c.o_dell"))).isTrue();
    assertThat(lists.add(empty("dvgil"))).isFalse();
  }

  private static ListedSessions empty(String user) {
    return new ListedSessions(new JobQuery(user, null, false), "1", List.of(), 0);
  }
}
