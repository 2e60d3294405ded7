package org.opencadc.sessionindex.reader;

import io.kubernetes.client.openapi.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Threads that take turns again and again until this is closed. A turn that throws is wrong. */
final class RepeatedTurns implements AutoCloseable {
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();
  private final Findings findings;

  /** What a thread does again and again. */
  interface Turn {
    void take() throws Exception;
  }

  RepeatedTurns(Findings findings) {
    this.findings = findings;
  }

  void start(Turn turn) {
    Thread thread = new Thread(() -> repeat(turn));
    threads.add(thread);
    thread.start();
  }

  private void repeat(Turn turn) {
    while (!over.get()) {
      try {
        turn.take();
      } catch (Throwable e) {
        findings.wrong("a turn failed: " + (e instanceof ApiException a ? a.getResponseBody() : e));
        over.set(true);
      }
    }
  }

  /** Waits until the last turns have ended. */
  @Override
  public void close() {
    over.set(true);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
