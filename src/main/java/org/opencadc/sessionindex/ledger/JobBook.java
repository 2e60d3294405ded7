package org.opencadc.sessionindex.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Jobs by uid, and what they add up to. */
final class JobBook {
  private final SessionRules rules;
  private final UserBook users;
  private final SkipBook skipped;
  private final SessionTally tally = new SessionTally();
  private final Map<String, JobEntry> jobs = new HashMap<>();
  private ResourceVector queued = ResourceVector.ZERO;
  private int epoch;

  JobBook(SessionRules rules, UserBook users, SkipBook skipped) {
    this.rules = rules;
    this.users = users;
    this.skipped = skipped;
  }

  void beginEpoch() {
    epoch++;
  }

  void apply(JobFacts facts, ChangeSet changes) {
    JobEntry entry = entry(facts.uid());
    JobFacts known = entry.facts;
    if (known != null) {
      if (entry.epoch == epoch
          && ResourceVersions.compare(facts.resourceVersion(), known.resourceVersion()) < 0) {
        return;
      }
      if (known.sameButVersion(facts)) {
        entry.facts = known.withResourceVersion(facts.resourceVersion());
        entry.epoch = epoch;
        return;
      }
    }
    entry.epoch = epoch;
    SessionLabels labels = rules.labels(facts);
    SkipReason objection = rules.objection(labels);
    Session session = objection == null ? rules.session(facts, labels) : null;
    boolean invalid = facts.template().demand().invalidQuantities() > 0;
    SkipReason skip = objection == null && invalid ? SkipReason.InvalidQuantity : objection;
    replace(facts.uid(), entry, facts, session, skip, changes);
  }

  void remove(String uid, ChangeSet changes) {
    JobEntry entry = jobs.get(uid);
    if (entry == null || entry.facts == null) {
      return;
    }
    replace(uid, entry, null, null, null, changes);
    forgetIfEmpty(uid, entry);
  }

  void sweep(Set<String> live, ChangeSet changes) {
    List<String> gone = new ArrayList<>();
    for (String uid : jobs.keySet()) {
      if (!live.contains(uid)) {
        gone.add(uid);
      }
    }
    for (String uid : gone) {
      remove(uid, changes);
    }
  }

  JobFacts facts(String uid) {
    JobEntry entry = jobs.get(uid);
    return entry == null ? null : entry.facts;
  }

  Set<String> uids() {
    Set<String> uids = new HashSet<>(jobs.size() * 2);
    jobs.forEach(
        (uid, entry) -> {
          if (entry.facts != null) {
            uids.add(uid);
          }
        });
    return uids;
  }

  Contents.Kept<JobFacts> contents() {
    List<Known<JobFacts>> all = new ArrayList<>(jobs.size());
    for (JobEntry entry : jobs.values()) {
      if (entry.facts != null) {
        all.add(new Known<>(entry.facts, entry.epoch));
      }
    }
    return new Contents.Kept<>(epoch, all);
  }

  void restore(Contents.Kept<JobFacts> contents) {
    ChangeSet unused = new ChangeSet();
    for (Known<JobFacts> known : contents.all()) {
      epoch = known.epoch();
      apply(known.facts(), unused);
    }
    epoch = contents.epoch();
  }

  /** The entry of a Job, made when it is not known yet. */
  JobEntry entry(String uid) {
    return jobs.computeIfAbsent(uid, unknown -> new JobEntry());
  }

  void forgetIfEmpty(String uid, JobEntry entry) {
    if (entry.isEmpty()) {
      jobs.remove(uid);
    }
  }

  SessionCounts counts() {
    return tally.counts();
  }

  ResourceVector queued() {
    return queued;
  }

  private void replace(
      String uid,
      JobEntry entry,
      JobFacts facts,
      Session session,
      SkipReason skip,
      ChangeSet changes) {
    nameOwner(entry, changes);
    if (!Session.same(entry.session, session)) {
      tally.move(entry.session, session);
      changes.platform();
    }
    if (PublicRow.differ(entry.facts, entry.session, facts, session)) {
      changes.publicRows();
    }
    if (skipped.move(uid, entry.skip, skip)) {
      changes.platform();
    }
    ResourceVector queuedBefore = entry.queued();
    users.move(entry, session);
    entry.facts = facts;
    entry.session = session;
    entry.skip = skip;
    ResourceVector queuedNow = entry.queued();
    if (!queuedBefore.equals(queuedNow)) {
      queued = queued.minus(queuedBefore).plus(queuedNow);
      changes.platform();
    }
    nameOwner(entry, changes);
  }

  private static void nameOwner(JobEntry entry, ChangeSet changes) {
    if (entry.owner != null) {
      changes.user(entry.owner.username);
    }
  }
}
