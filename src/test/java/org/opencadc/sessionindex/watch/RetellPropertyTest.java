package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.opencadc.sessionindex.ledger.NodeFacts;
import org.opencadc.sessionindex.ledger.ObjectKind;

/**
 * What a listener knows is compared at any moment of random sequences: between the change of the
 * store and its event, in lists, after a restore. Nothing differs then but what somebody spoilt.
 */
class RetellPropertyTest {
  private static final int MOST_LISTENERS = 4;

  private static final List<Action> ACTIONS =
      Stream.of(
              Collections.nCopies(20, Action.PUT),
              Collections.nCopies(8, Action.DELETE),
              Collections.nCopies(20, Action.TELL),
              Collections.nCopies(3, Action.TELL_ALL),
              Collections.nCopies(5, Action.PROVE),
              Collections.nCopies(5, Action.LOOK),
              Collections.nCopies(5, Action.SETTLE),
              Collections.nCopies(20, Action.AUDIT),
              Collections.nCopies(2, Action.BEGIN_LIST),
              Collections.nCopies(4, Action.END_LIST),
              Collections.nCopies(1, Action.REBUILD),
              Collections.nCopies(1, Action.RESTORE),
              Collections.nCopies(2, Action.COME),
              Collections.nCopies(1, Action.LEAVE))
          .flatMap(List::stream)
          .toList();

  enum Action {
    PUT,
    DELETE,
    TELL,
    TELL_ALL,
    PROVE,
    LOOK,
    SETTLE,
    AUDIT,
    BEGIN_LIST,
    END_LIST,
    REBUILD,
    RESTORE,
    COME,
    LEAVE
  }

  /** One thing that happens, and to which object. */
  record Step(Action action, int object) {}

  @Property(tries = 2000, shrinking = ShrinkingMode.BOUNDED)
  void onlyWhatWasSpoiltDiffers(@ForAll("steps") List<Step> steps, @ForAll Random random) {
    Run run = new Run();
    steps.forEach(run::play);
    run.spoilAndRepair(random);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.randomValue(
            random -> new Step(ACTIONS.get(random.nextInt(ACTIONS.size())), random.nextInt(6)))
        .list()
        .ofMaxSize(120);
  }

  private static final class Run {
    private final ScriptedInformer informer = new ScriptedInformer();
    private final List<NodeLedger> listeners = new ArrayList<>();
    private final Map<NodeLedger, List<String>> looked = new HashMap<>();
    private int left;

    Run() {
      come();
    }

    void play(Step step) {
      switch (step.action()) {
        case PUT -> informer.put(step.object());
        case DELETE -> informer.delete(step.object());
        case TELL -> informer.tell();
        case TELL_ALL -> informer.tellAll();
        case PROVE -> informer.prove();
        case LOOK -> look();
        case SETTLE -> settle();
        case AUDIT -> assertNothingDiffers();
        case BEGIN_LIST -> informer.beginList();
        case END_LIST -> informer.endList();
        case REBUILD -> informer.rebuild();
        case RESTORE -> informer.restore();
        case COME -> come();
        case LEAVE -> leave();
      }
    }

    /** Those that leave go on being asked, and are told nothing any more. */
    private void leave() {
      if (left < listeners.size() - 1) {
        informer.source.remove(listeners.get(left));
        left++;
      }
    }

    private void come() {
      if (listeners.size() < MOST_LISTENERS) {
        NodeLedger next = new NodeLedger();
        listeners.add(next);
        informer.source.add(next);
      }
    }

    /** The first half of an audit; anything may come before the other half. */
    private void look() {
      for (NodeLedger listener : listeners) {
        looked.put(listener, informer.source.store().differing(listener));
      }
    }

    private void settle() {
      looked.forEach(
          (listener, uids) ->
              assertThat(uids)
                  .allSatisfy(uid -> assertThat(informer.source.retell(listener, uid)).isFalse()));
    }

    private void assertNothingDiffers() {
      for (NodeLedger listener : listeners) {
        assertThat(informer.source.retell(listener)).isZero();
      }
    }

    void spoilAndRepair(Random random) {
      if (informer.isRestored()) {
        informer.rebuild();
      }
      informer.endList();
      informer.tellAll();
      assertNothingDiffers();
      for (NodeLedger listener : listeners.subList(left, listeners.size())) {
        assertThat(listener.known()).isEqualTo(informer.facts());
        long spoilt = spoil(listener, random);
        assertThat(informer.source.retell(listener)).isEqualTo(spoilt);
        assertThat(listener.known()).isEqualTo(informer.facts());
      }
      assertNothingDiffers();
    }

    private long spoil(NodeLedger listener, Random random) {
      long spoilt = 0;
      for (Map.Entry<String, NodeFacts> entry : informer.facts().entrySet()) {
        String uid = entry.getKey();
        long version = Long.parseLong(entry.getValue().resourceVersion());
        int how = random.nextInt(5);
        if (how == 0) {
          listener.removed(uid);
        } else if (how == 1) {
          listener.upsert(ScriptedInformer.node(uid, version, "other").facts());
        } else if (how == 2) {
          listener.upsert(ScriptedInformer.node(uid, version + 1_000_000, "newer").facts());
        } else if (how == 3) {
          listener.epoch();
          listener.upsert(ScriptedInformer.node(uid, version - 1, "older").facts());
        }
        spoilt += how < 4 ? 1 : 0;
      }
      if (random.nextBoolean()) {
        listener.upsert(ScriptedInformer.node("ghost", 1).facts());
        spoilt++;
      }
      assertThat(listener.ledger.uids(ObjectKind.NODE)).isEqualTo(listener.known().keySet());
      return spoilt;
    }
  }
}
