package org.opencadc.sessionindex.watch;

import org.opencadc.sessionindex.ledger.PodDemand;

/** Adds up what the parts of a pod ask for. */
final class DemandSum {

  private Amount allocated = new Amount();
  private Amount running = new Amount();
  private Amount sidecars = new Amount();
  private Amount initPeak = new Amount();
  private Amount podRequests = new Amount();
  private Amount podLimits = new Amount();
  private Amount overhead = new Amount();
  private int unreadable;

  void add(ResourcesReader container) {
    allocated = allocated.plus(count(Amount.of(container.requests())));
    running = running.plus(defaulted(container));
    unreadable += container.unreadable();
  }

  void addInit(ResourcesReader container, boolean sidecar) {
    count(Amount.of(container.requests()));
    unreadable += container.unreadable();
    if (sidecar) {
      sidecars = sidecars.plus(defaulted(container));
      initPeak = initPeak.max(sidecars);
    } else {
      initPeak = initPeak.max(sidecars.plus(defaulted(container)));
    }
  }

  void podLevel(ResourcesReader pod) {
    count(Amount.of(pod.requests()));
    unreadable += pod.unreadable();
    podRequests = Amount.of(pod.requests()).ordinary();
    podLimits = Amount.of(pod.limits()).ordinary();
  }

  void overhead(AmountsReader pod) {
    overhead = count(Amount.of(pod.amounts()));
    unreadable += pod.unreadable();
  }

  private static Amount defaulted(ResourcesReader container) {
    return Amount.of(container.requests()).orElse(Amount.of(container.limits()));
  }

  private Amount count(Amount amount) {
    unreadable += amount.unreadable();
    return amount;
  }

  PodDemand demand() {
    Amount containers = initPeak.max(running.plus(sidecars));
    Amount pod = podRequests.orElse(containers).orElse(podLimits);
    return new PodDemand(allocated.vector(), pod.plus(overhead).vector(), unreadable);
  }
}
