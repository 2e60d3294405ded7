package org.opencadc.sessionindex;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.opencadc.sessionindex.reconcile.Controllers;
import org.opencadc.sessionindex.reconcile.PermittedNamespaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the controllers once what they need is there, takes in namespaces that are permitted
 * later, and begins anew when nothing else helps. Thread-safe.
 */
final class Lifecycle implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(2);
  private static final int LOOKS_UNTIL_ALL_ARE_ASKED_ABOUT = 6;
  private static final Duration STUCK = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(3);

  private final PermittedNamespaces namespaces;
  private final Supplier<Controllers> newControllers;
  private final Duration looks;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final ReentrantLock changing = new ReentrantLock();
  private final AtomicBoolean beginningAnew = new AtomicBoolean();
  private volatile Controllers controllers;
  private volatile String starting = "starting";
  private volatile String failed;
  private String told;

  /**
   * Nothing runs yet.
   *
   * @param looks time from one look for namespaces that are permitted now to the next
   */
  Lifecycle(PermittedNamespaces namespaces, Supplier<Controllers> newControllers, Duration looks) {
    this.namespaces = namespaces;
    this.newControllers = newControllers;
    this.looks = looks;
    this.controllers = newControllers.get();
  }

  Controllers controllers() {
    return controllers;
  }

  /**
   * Waits for what must be there and serves the namespaces that are permitted.
   *
   * @return true once one is served, false when this was closed meanwhile
   */
  boolean run() throws InterruptedException {
    boolean runs = serveWhenPossible();
    if (runs) {
      inBackground("namespaces", "takes in no further namespaces", this::lookAgain);
    }
    return runs;
  }

  private boolean serveWhenPossible() throws InterruptedException {
    while (!serve(namespaces.ask())) {
      if (stopped.await(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return !isStopped();
  }

  private void lookAgain() throws InterruptedException {
    for (int look = 1; !stopped.await(looks.toMillis(), TimeUnit.MILLISECONDS); look++) {
      // a permission that is lost is told; one that is given is waited for
      boolean all = look % LOOKS_UNTIL_ALL_ARE_ASKED_ABOUT == 0;
      if (starting == null && (all ? namespaces.ask() : namespaces.askLeftOut()) == null) {
        var unused = serve(null);
      }
    }
  }

  /** Serves what is permitted and not served yet; true when something is served, or all is over. */
  private boolean serve(String missing) {
    changing.lock();
    try {
      return isStopped() || servePermitted(missing);
    } finally {
      changing.unlock();
    }
  }

  private boolean servePermitted(String missing) {
    String failed = null;
    for (String namespace : missing == null ? namespaces.permitted() : Set.<String>of()) {
      try {
        controllers.serve(namespace);
      } catch (RuntimeException e) {
        // the API server may have gone since it was asked, or the permission
        failed = "the controllers of namespace " + namespace + " did not start";
        log.warn("{}: {}", failed, e.toString());
      }
    }
    if (controllers.served().isEmpty()) {
      waitFor(failed != null ? failed : missing);
      return false;
    }
    if (starting != null) {
      controllers.start();
      starting = null;
    }
    return true;
  }

  private void waitFor(String missing) {
    starting = missing;
    if (!missing.equals(told)) {
      log.warn("waiting: {}", missing);
      told = missing;
    }
  }

  /**
   * Begins anew as after a restart, soon: whoever calls must not wait for its own end.
   *
   * @param why for a person
   */
  void beginAnew(String why) {
    if (beginningAnew.compareAndSet(false, true)) {
      inBackground(
          "begin-anew",
          "could not begin anew",
          () -> {
            try {
              log.warn("{}: beginning anew, as after a restart", why);
              renew(why);
              var unused = serveWhenPossible();
            } finally {
              beginningAnew.set(false);
            }
          });
    }
  }

  private void renew(String why) {
    changing.lock();
    try {
      starting = "beginning anew: " + why;
      controllers.close();
      controllers = newControllers.get();
    } finally {
      changing.unlock();
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  void awaitEnd() throws InterruptedException {
    stopped.await();
  }

  /** Whether the loop that publishes stands still, or will never be; null when neither is so. */
  String notAlive() {
    if (failed != null) {
      return failed;
    }
    boolean stuck = starting == null && controllers.nanosSinceRound() > STUCK.toNanos();
    return stuck ? "the pacer has not gone round for " + STUCK.toSeconds() + " s" : null;
  }

  /** Why nothing is served; null when something is. */
  String notReady() {
    String waits = starting;
    return waits != null ? waits : controllers.noneListed() ? controllers.notListed() : null;
  }

  private interface Task {
    void run() throws InterruptedException;
  }

  private void inBackground(String name, String otherwise, Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                // half of it may be done, and nobody would do the rest: another process is whole
                log.error("the operator {}", otherwise, e);
                failed = otherwise + ": " + e.getClass().getSimpleName();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    stopped.countDown();
    if (!lockSoon()) {
      // the Lease must be given up before the process is killed, and then nothing is written
      log.warn("ending while a namespace is being listed");
      return;
    }
    try {
      controllers.close();
    } finally {
      changing.unlock();
    }
  }

  private boolean lockSoon() {
    try {
      return changing.tryLock(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return changing.tryLock();
    }
  }
}
