package org.opencadc.sessionindex.testserver;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep the JVM alive, of one name. */
record DaemonThreads(String name) implements ThreadFactory {
  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
