package org.opencadc.sessionindex.testserver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What goes wrong on purpose. */
final class Faults {
  private static final class Planned {
    private int left;
    private final int status;
    private final String verb;
    private final String resource;

    Planned(int times, int status, String verb, String resource) {
      this.left = times;
      this.status = status;
      this.verb = verb;
      this.resource = resource;
    }

    boolean fits(Target target) {
      return left > 0 && verb.equals(target.verb()) && resource.equals(target.resource());
    }
  }

  private final List<Planned> planned = new ArrayList<>();
  private final Set<String> held = new HashSet<>();
  private boolean frozen;

  synchronized void freeze() {
    frozen = true;
  }

  synchronized void thaw() {
    frozen = false;
    notifyAll();
  }

  synchronized boolean frozen() {
    return frozen;
  }

  synchronized void awaitThaw() throws IOException {
    try {
      while (frozen) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  synchronized void hold(String verb, String resource) {
    held.add(verb + " " + resource);
  }

  synchronized void release() {
    held.clear();
    notifyAll();
  }

  synchronized void awaitRelease(Target target) throws IOException {
    try {
      while (held.contains(target.verb() + " " + target.resource())) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** A status of 0 means that the request is carried out and its answer lost. */
  synchronized void plan(int times, int status, String verb, String resource) {
    planned.add(new Planned(times, status, verb, resource));
  }

  synchronized boolean losesAnswer(Target target) {
    return take(target, true) != null;
  }

  synchronized void strike(Target target) {
    Planned fault = take(target, false);
    if (fault != null) {
      throw new Failure(fault.status, reason(fault.status), "a fault asked for by the test");
    }
  }

  private Planned take(Target target, boolean loses) {
    for (Planned fault : planned) {
      if (fault.fits(target) && (fault.status == 0) == loses) {
        fault.left--;
        return fault;
      }
    }
    return null;
  }

  private static String reason(int status) {
    return switch (status) {
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 409 -> "Conflict";
      case 410 -> "Expired";
      case 422 -> "Invalid";
      case 429 -> "TooManyRequests";
      case 503 -> "ServiceUnavailable";
      case 504 -> "Timeout";
      default -> "InternalError";
    };
  }
}
