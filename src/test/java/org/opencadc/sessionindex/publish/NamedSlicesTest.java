package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.JobFacts;
import org.opencadc.sessionindex.ledger.SessionStatus;
import org.opencadc.sessionindex.ledger.UserSnapshot.SessionFacts;
import org.opencadc.sessionindex.publish.LastWrites.Known;

/** What slice 0 says of the further slices while a round is under way, or after a crash. */
class NamedSlicesTest {
  private final Map<Integer, List<SessionFacts>> planned = new HashMap<>(Map.of(0, List.of()));
  private final Map<Integer, Known> existing = new HashMap<>();

  private void plan(int slice, String... jobs) {
    planned.put(slice, Stream.of(jobs).map(NamedSlicesTest::session).toList());
  }

  private static SessionFacts session(String name) {
    JobFacts job = SomeJob.of(name, "adal").name(name).facts();
    return new SessionFacts(job, job.canonical(), false, SessionStatus.RUNNING, null, null);
  }

  private void written(int slice, String... jobs) {
    List<Long> hashes = Stream.of(jobs).map(SliceBook::hash).toList();
    existing.put(
        slice,
        new Known(
            "uid",
            "1",
            new PublishedSummary.Content("digest", null, null, slice, hashes, Map.of(), null)));
  }

  private NamedSlices named() {
    return NamedSlices.of(new SliceBook.Plan(new TreeMap<>(planned), Set.of(), 0), existing);
  }

  @Test
  void whatIsWrittenIsNamed() {
    plan(1, "a", "b");
    plan(2, "c");
    written(1, "a", "b");
    written(2, "c");
    assertThat(named().slices()).containsExactly(1, 2);
    assertThat(named().rows()).isEqualTo(3);
  }

  @Test
  void rowsCountOnceTheyAreWritten() {
    plan(1, "a", "b");
    plan(2, "c", "d");
    written(1, "a", "gone");
    assertThat(named().slices()).containsExactly(1);
    assertThat(named().rows()).isEqualTo(1);
  }

  @Test
  void aSliceWithoutStatusIsNotNamed() {
    plan(1, "a");
    existing.put(1, new Known("uid", "1", PublishedSummary.Content.NONE));
    assertThat(named().slices()).isEmpty();
    assertThat(named().rows()).isZero();
  }

  @Test
  void aSliceThatIsToGoIsNamedWhileItAloneHoldsARow() {
    plan(1, "a", "moved");
    written(1, "a");
    written(2, "moved", "gone");
    assertThat(named().slices()).containsExactly(1, 2);
    assertThat(named().rows()).isEqualTo(2);
    written(1, "a", "moved");
    assertThat(named().slices()).containsExactly(1);
    assertThat(named().rows()).isEqualTo(2);
  }
}
