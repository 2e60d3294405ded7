package org.opencadc.sessionindex.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pods by uid, joined to their Jobs, and what they add up to. */
final class PodBook {
  private final JobBook jobs;
  private final SkipBook skipped;
  private final Map<String, PodEntry> pods = new HashMap<>();
  private ResourceVector allocated = ResourceVector.ZERO;
  private ResourceVector effective = ResourceVector.ZERO;
  private ResourceVector pending = ResourceVector.ZERO;
  private int epoch;

  PodBook(JobBook jobs, SkipBook skipped) {
    this.jobs = jobs;
    this.skipped = skipped;
  }

  void beginEpoch() {
    epoch++;
  }

  void apply(PodFacts facts, ChangeSet changes) {
    PodEntry entry = pods.get(facts.uid());
    if (entry == null) {
      pods.put(facts.uid(), added(facts, changes));
      return;
    }
    PodFacts known = entry.facts;
    if (entry.epoch == epoch
        && ResourceVersions.compare(facts.resourceVersion(), known.resourceVersion()) < 0) {
      return;
    }
    entry.epoch = epoch;
    if (known.sameButVersion(facts)) {
      entry.facts = known.withResourceVersion(facts.resourceVersion());
    } else {
      replace(entry, facts, changes);
    }
  }

  void remove(String uid, ChangeSet changes) {
    PodEntry entry = pods.remove(uid);
    if (entry != null) {
      leave(entry, changes);
      count(entry.facts, null, changes);
      skip(entry.facts, null, changes);
    }
  }

  void sweep(Set<String> live, ChangeSet changes) {
    List<String> gone = new ArrayList<>();
    for (String uid : pods.keySet()) {
      if (!live.contains(uid)) {
        gone.add(uid);
      }
    }
    for (String uid : gone) {
      remove(uid, changes);
    }
  }

  PodFacts facts(String uid) {
    PodEntry entry = pods.get(uid);
    return entry == null ? null : entry.facts;
  }

  Set<String> uids() {
    return new HashSet<>(pods.keySet());
  }

  Contents.Kept<PodFacts> contents() {
    List<Known<PodFacts>> all = new ArrayList<>(pods.size());
    for (PodEntry entry : pods.values()) {
      all.add(new Known<>(entry.facts, entry.epoch));
    }
    return new Contents.Kept<>(epoch, all);
  }

  void restore(Contents.Kept<PodFacts> contents) {
    ChangeSet unused = new ChangeSet();
    for (Known<PodFacts> known : contents.all()) {
      epoch = known.epoch();
      apply(known.facts(), unused);
    }
    epoch = contents.epoch();
  }

  ResourceVector allocated() {
    return allocated;
  }

  ResourceVector effective() {
    return effective;
  }

  ResourceVector pending() {
    return pending;
  }

  private PodEntry added(PodFacts facts, ChangeSet changes) {
    PodEntry entry = new PodEntry(facts, epoch);
    join(entry, changes);
    count(null, facts, changes);
    skip(null, facts, changes);
    return entry;
  }

  private void replace(PodEntry entry, PodFacts facts, ChangeSet changes) {
    PodFacts known = entry.facts;
    JobEntry job = entry.job;
    if (job != null && known.jobUid().equals(facts.jobUid())) {
      nameOwner(job, job.change(entry, facts), changes);
    } else {
      leave(entry, changes);
      entry.facts = facts;
      join(entry, changes);
    }
    count(known, facts, changes);
    skip(known, facts, changes);
  }

  private void join(PodEntry entry, ChangeSet changes) {
    String jobUid = entry.facts.jobUid();
    if (jobUid != null) {
      JobEntry job = jobs.entry(jobUid);
      nameOwner(job, job.add(entry), changes);
    }
  }

  private void leave(PodEntry entry, ChangeSet changes) {
    JobEntry job = entry.job;
    if (job != null) {
      nameOwner(job, job.remove(entry), changes);
      jobs.forgetIfEmpty(entry.facts.jobUid(), job);
    }
  }

  /** Counts a pod as what it is now, no longer as what it was; null is no pod. */
  private void count(PodFacts from, PodFacts to, ChangeSet changes) {
    ResourceVector allocatedNow = allocated.moved(allocated(from), allocated(to));
    ResourceVector effectiveNow = effective.moved(effective(from), effective(to));
    ResourceVector pendingNow = pending.moved(pending(from), pending(to));
    if (!allocatedNow.equals(allocated)
        || !effectiveNow.equals(effective)
        || !pendingNow.equals(pending)) {
      changes.platform();
    }
    allocated = allocatedNow;
    effective = effectiveNow;
    pending = pendingNow;
  }

  private static ResourceVector allocated(PodFacts facts) {
    return facts == null ? ResourceVector.ZERO : facts.allocated();
  }

  private static ResourceVector effective(PodFacts facts) {
    return facts == null ? ResourceVector.ZERO : facts.effective();
  }

  private static ResourceVector pending(PodFacts facts) {
    return facts == null ? ResourceVector.ZERO : facts.pending();
  }

  /** Moves an object between the reasons to skip it; null is no object. */
  private void skip(PodFacts from, PodFacts to, ChangeSet changes) {
    String uid = from == null ? to.uid() : from.uid();
    if (skipped.move(uid, reason(from), reason(to))) {
      changes.platform();
    }
  }

  private static SkipReason reason(PodFacts facts) {
    return facts != null && facts.demand().invalidQuantities() > 0
        ? SkipReason.InvalidQuantity
        : null;
  }

  private static void nameOwner(JobEntry job, boolean changed, ChangeSet changes) {
    if (changed && job.owner != null) {
      changes.user(job.owner.username);
    }
  }
}
