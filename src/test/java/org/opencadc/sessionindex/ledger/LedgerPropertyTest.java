package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The ledger against a recount from scratch, after every step of random sequences. */
class LedgerPropertyTest {
  private static final List<String> USERS = List.of("adal", "bchen", "Adal", "nobody");

  /** Each as often as it should happen. */
  private static final List<Action> ACTIONS =
      Stream.of(
              Collections.nCopies(30, Action.PUT),
              Collections.nCopies(8, Action.DELETE),
              Collections.nCopies(3, Action.REPEAT),
              Collections.nCopies(2, Action.TOUCH),
              Collections.nCopies(2, Action.SWEEP),
              Collections.nCopies(2, Action.RELIST),
              Collections.nCopies(2, Action.NEW_EPOCH),
              Collections.nCopies(2, Action.REBUILD))
          .flatMap(List::stream)
          .toList();

  /** One thing that happens: to which kind and object, and a seed for what it says. */
  record Step(Action action, ObjectKind kind, int object, int lag, long seed) {}

  enum Action {
    PUT,
    REPEAT,
    TOUCH,
    DELETE,
    SWEEP,
    RELIST,
    NEW_EPOCH,
    REBUILD
  }

  @Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
  void everyFigureIsThatOfARecount(
      @ForAll("steps") List<Step> steps, @ForAll("generations") List<LabelGeneration> generations) {
    new Run(generations).play(steps);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.randomValue(LedgerPropertyTest::step).list().ofMaxSize(80);
  }

  @Provide
  Arbitrary<List<LabelGeneration>> generations() {
    return Arbitraries.of(
        List.of(LabelGeneration.CANONICAL, LabelGeneration.LEGACY),
        List.of(LabelGeneration.LEGACY, LabelGeneration.CANONICAL),
        List.of(LabelGeneration.CANONICAL),
        List.of(LabelGeneration.LEGACY));
  }

  private static Step step(Random random) {
    Action action = ACTIONS.get(random.nextInt(ACTIONS.size()));
    ObjectKind kind =
        random.nextInt(6) == 0
            ? ObjectKind.NODE
            : random.nextBoolean() ? ObjectKind.JOB : ObjectKind.POD;
    int lag = random.nextInt(4) == 0 ? random.nextInt(12) : 0;
    return new Step(action, kind, random.nextInt(6), lag, random.nextLong());
  }

  /** What a test compares of the state before and after a step: all but the versions. */
  private record Shown(
      PlatformSnapshot platform, Map<String, UserSnapshot> users, List<PublicRow> publicRows) {}

  private static final class Run {
    private final List<LabelGeneration> generations;
    private final Ledger ledger;
    private final TinyCluster cluster = new TinyCluster();
    private int now = 8;

    Run(List<LabelGeneration> generations) {
      this.generations = generations;
      this.ledger = new Ledger(generations);
    }

    void play(List<Step> steps) {
      Shown before = shown();
      for (Step step : steps) {
        now++;
        Changes changes = play(step);
        NaiveRecount recount = cluster.recount(generations);
        compare(recount);
        Shown after = shown();
        assertNamed(before, after, changes);
        before = after;
      }
      assertThat(ledger.audit().drifted()).isZero();
    }

    private Changes play(Step step) {
      ObjectKind kind = step.kind();
      String uid = kind.name() + step.object();
      Random random = new Random(step.seed());
      return switch (step.action()) {
        case PUT -> put(kind, uid, Math.max(1, now - step.lag()), random);
        case REPEAT -> known(kind, uid) ? again(kind, uid, 0) : Changes.NONE;
        case TOUCH -> known(kind, uid) ? again(kind, uid, now) : Changes.NONE;
        case DELETE -> delete(kind, uid);
        case SWEEP -> sweep(kind, random);
        case RELIST -> relist(kind, random);
        case NEW_EPOCH -> newEpoch(kind);
        case REBUILD -> ledger.rebuild(Set.of());
      };
    }

    private Changes delete(ObjectKind kind, String uid) {
      cluster.remove(kind, uid);
      return ledger.remove(kind, uid);
    }

    private Changes newEpoch(ObjectKind kind) {
      now = Math.max(8, now / 2);
      cluster.beginEpoch(kind);
      ledger.beginEpoch(kind);
      return Changes.NONE;
    }

    private boolean known(ObjectKind kind, String uid) {
      return cluster.uids(kind).contains(uid);
    }

    private Changes put(ObjectKind kind, String uid, int version, Random random) {
      RandomFacts facts = new RandomFacts(random);
      String text = Integer.toString(version);
      return switch (kind) {
        case JOB -> take(kind, uid, version, facts.job(uid, text));
        case POD -> take(kind, uid, version, facts.pod(uid, text, jobOf(random)));
        case NODE -> take(kind, uid, version, facts.node(uid, text));
      };
    }

    /** Mostly a Job that there is or will be, sometimes one that there never is, or none. */
    private static String jobOf(Random random) {
      int job = random.nextInt(9);
      return job == 8 ? null : ObjectKind.JOB.name() + job;
    }

    private Changes take(ObjectKind kind, String uid, int version, Object facts) {
      cluster.apply(kind, uid, version, facts);
      return switch (kind) {
        case JOB -> ledger.apply((JobFacts) facts);
        case POD -> ledger.apply((PodFacts) facts);
        case NODE -> ledger.apply((NodeFacts) facts);
      };
    }

    /** The same facts once more, at the same version (0) or at another. */
    private Changes again(ObjectKind kind, String uid, int version) {
      Object facts = cluster.facts(kind, uid);
      Object same = version == 0 ? facts : atVersion(facts, Integer.toString(version));
      Changes changes = take(kind, uid, Integer.parseInt(versionOf(same)), same);
      assertThat(changes).isSameAs(Changes.NONE);
      return changes;
    }

    private Changes sweep(ObjectKind kind, Random random) {
      Set<String> live = new HashSet<>(Set.of("never seen"));
      for (String uid : cluster.uids(kind)) {
        if (random.nextInt(3) > 0) {
          live.add(uid);
        }
      }
      cluster.sweep(kind, live);
      return ledger.sweep(kind, live);
    }

    /** A new list of a new informer: versions went back, some changes and deletes were missed. */
    private Changes relist(ObjectKind kind, Random random) {
      List<Changes> all = new ArrayList<>();
      now = 8;
      cluster.beginEpoch(kind);
      ledger.beginEpoch(kind);
      Set<String> live = new HashSet<>();
      for (String uid : cluster.uids(kind)) {
        int fate = random.nextInt(3);
        if (fate == 1) {
          all.add(again(kind, uid, 1 + random.nextInt(8)));
        } else if (fate == 2) {
          all.add(put(kind, uid, 1 + random.nextInt(8), random));
        }
        if (fate > 0) {
          live.add(uid);
        }
      }
      cluster.sweep(kind, live);
      all.add(ledger.sweep(kind, live));
      Set<String> users = new HashSet<>();
      all.forEach(changes -> users.addAll(changes.users()));
      return new Changes(
          all.stream().anyMatch(Changes::platform),
          users,
          all.stream().anyMatch(Changes::publicRows));
    }

    private void compare(NaiveRecount recount) {
      PlatformSnapshot actual = ledger.platform(2);
      assertThat(comparable(actual)).isEqualTo(comparable(recount.platform(2)));
      recount
          .skippedUids()
          .forEach(
              (reason, uids) ->
                  assertThat(actual.skipped().get(reason).uids())
                      .hasSize(Math.min(5, uids.size()))
                      .doesNotHaveDuplicates()
                      .isSubsetOf(uids));
      assertThat(ledger.users()).isEqualTo(recount.users());
      assertThat(ledger.publicRows().rows()).isEqualTo(recount.publicRows());
      for (String user : USERS) {
        assertThat(ledger.user(user)).isEqualTo(recount.user(user));
      }
    }

    /** Every scope that shows something else than before has to be named. */
    private static void assertNamed(Shown before, Shown after, Changes changes) {
      if (!before.platform.equals(after.platform)) {
        assertThat(changes.platform()).isTrue();
      }
      boolean rebuilt = changes.publicRows() && changes.users().isEmpty();
      if (!rebuilt) {
        assertThat(changes.publicRows()).isEqualTo(!before.publicRows.equals(after.publicRows));
      }
      for (String user : USERS) {
        if (!before.users.get(user).equals(after.users.get(user))) {
          assertThat(changes.users()).contains(user);
        }
      }
    }

    private Shown shown() {
      Map<String, UserSnapshot> users = new HashMap<>();
      for (String user : USERS) {
        users.put(user, withoutVersions(ledger.user(user)));
      }
      return new Shown(comparable(ledger.platform(2)), users, ledger.publicRows().rows());
    }
  }

  /** Without node versions and without the choice of skipped uids. */
  private static PlatformSnapshot comparable(PlatformSnapshot snapshot) {
    Map<SkipReason, Skipped> skipped = new HashMap<>();
    snapshot
        .skipped()
        .forEach((reason, some) -> skipped.put(reason, new Skipped(some.count(), List.of())));
    PlatformSnapshot.NodeTotals nodes = snapshot.nodes();
    return new PlatformSnapshot(
        snapshot.observed(),
        snapshot.counts(),
        snapshot.users(),
        snapshot.activeUsers(),
        snapshot.allocated(),
        snapshot.effective(),
        snapshot.pending(),
        snapshot.queued(),
        new PlatformSnapshot.NodeTotals(
            nodes.selected(),
            nodes.schedulable(),
            nodes.cordoned(),
            nodes.notReady(),
            nodes.capacity(),
            nodes.allocatable(),
            (NodeFacts) atVersion(nodes.largestByCpu(), ""),
            (NodeFacts) atVersion(nodes.largestByMemory(), "")),
        snapshot.table(),
        snapshot.usersOmitted(),
        skipped);
  }

  private static UserSnapshot withoutVersions(UserSnapshot snapshot) {
    return new UserSnapshot(
        snapshot.username(),
        snapshot.observed(),
        snapshot.counts(),
        snapshot.allocated(),
        snapshot.pending(),
        snapshot.queued(),
        snapshot.fixed(),
        snapshot.flexible(),
        snapshot.sessions().stream()
            .map(
                row ->
                    new UserSnapshot.SessionFacts(
                        (JobFacts) atVersion(row.job(), ""),
                        row.labels(),
                        row.fixed(),
                        row.status(),
                        row.podName(),
                        row.why()))
            .toList());
  }

  private static Object atVersion(Object facts, String version) {
    if (facts instanceof JobFacts job) {
      return job.withResourceVersion(version);
    } else if (facts instanceof PodFacts pod) {
      return pod.withResourceVersion(version);
    }
    return facts == null ? null : ((NodeFacts) facts).withResourceVersion(version);
  }

  private static String versionOf(Object facts) {
    if (facts instanceof JobFacts job) {
      return job.resourceVersion();
    } else if (facts instanceof PodFacts pod) {
      return pod.resourceVersion();
    }
    return ((NodeFacts) facts).resourceVersion();
  }
}
