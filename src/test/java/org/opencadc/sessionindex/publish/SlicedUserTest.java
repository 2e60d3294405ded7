package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.UserSnapshot.SessionFacts;
import org.opencadc.sessionindex.publish.LastWrites.Known;
import org.opencadc.sessionindex.publish.PublishedSummary.Content;

/** Which slices are to be written first, and when all reflect what was dirty. */
class SlicedUserTest {
  private final SlicedUser user = new SlicedUser(new SliceBook(10));

  private static SliceBook.Plan plan(int slices, Integer... gained) {
    TreeMap<Integer, List<SessionFacts>> rows = new TreeMap<>();
    for (int slice = 0; slice <= slices; slice++) {
      rows.put(slice, List.of());
    }
    return new SliceBook.Plan(rows, Set.of(gained), 0);
  }

  @Test
  void whatHasWaitedIsFirstAndWhatTookOverRowsBeforeThat() {
    assertThat(user.plan(plan(4), true)).containsExactly(1, 2, 3, 4);
    user.reflects(1);
    user.reflects(2);
    assertThat(user.plan(plan(4), false)).containsExactly(3, 4, 1, 2);
    assertThat(user.plan(plan(4, 2), false)).containsExactly(2, 3, 4, 1);
  }

  @Test
  void aSliceThatTookOverRowsHasToBeWrittenOnceMore() {
    List<Integer> unused = user.plan(plan(2), true);
    user.reflects(1);
    unused = user.plan(plan(1, 1), false);
    assertThat(user.complete()).isFalse();
    user.reflects(1);
    assertThat(user.complete()).isTrue();
    unused = user.plan(plan(2), false);
    assertThat(user.complete()).as("one that came back is still to be written").isFalse();
  }

  @Test
  void aSliceThatSomebodyWroteIsToBeWritten() {
    List<Integer> unused = user.plan(plan(1), true);
    user.reflects(1);
    user.found(1, new Known("uid", "2", new Content("x", null, null, 1, List.of(), null, null)));
    assertThat(user.complete()).isFalse();
  }

  @Test
  void aSliceWhoseWriteFailedIsStillToBeWritten() {
    List<Integer> unused = user.plan(plan(1), true);
    user.reflects(1);
    user.awaits(1);
    unused = user.plan(plan(1), false);
    assertThat(user.complete()).isFalse();
  }

  @Test
  void aSliceThatIsNeitherPlannedNorNamedIsNotNeeded() {
    List<Integer> unused = user.plan(plan(1), true);
    user.existing.put(1, new Known("uid", "1", Content.NONE));
    user.existing.put(2, new Known("uid", "1", Content.NONE));
    assertThat(user.unneeded()).containsExactly(2);
  }
}
