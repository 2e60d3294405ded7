package org.opencadc.sessionindex.ledger;

/** Builds the facts of a pod: by default bound, Running, of no Job and asking for nothing. */
final class APod {
  private final String uid;
  private String name;
  private String version = "10";
  private String jobUid;
  private String creationTime = "2026-11-23T10:00:00Z";
  private PodPhase phase = PodPhase.RUNNING;
  private boolean bound = true;
  private PodDemand demand = PodDemand.NONE;
  private Why waiting;
  private PodEnd end;

  private APod(String uid) {
    this.uid = uid;
    this.name = "pod-" + uid;
  }

  static APod of(String uid) {
    return new APod(uid);
  }

  APod job(String given) {
    jobUid = given;
    return this;
  }

  APod name(String given) {
    name = given;
    return this;
  }

  APod version(String given) {
    version = given;
    return this;
  }

  APod created(String given) {
    creationTime = given;
    return this;
  }

  APod phase(PodPhase given) {
    phase = given;
    return this;
  }

  APod unbound() {
    bound = false;
    phase = PodPhase.PENDING;
    return this;
  }

  APod waiting(String reason, String message, String since) {
    waiting = new Why(reason, message, since);
    return this;
  }

  APod end(String reason, Integer exitCode, String time) {
    end = new PodEnd(reason, exitCode, time);
    return this;
  }

  APod demand(PodDemand given) {
    demand = given;
    return this;
  }

  /** Asks for so many cores in its app containers and so many in the scheduler's eyes. */
  APod cores(int allocated, int effective) {
    return demand(new PodDemand(Amounts.cores(allocated), Amounts.cores(effective), 0));
  }

  PodFacts facts() {
    return new PodFacts(
        uid, name, version, jobUid, creationTime, phase, bound, demand, waiting, end);
  }
}
