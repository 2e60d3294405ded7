package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionIndexSpec;

/** A slice whose rows moved to another, but which could not be deleted: it was written to. */
class LeftoverSlicesTest {
  private static final String LEFTOVER = "main.adal.s5";
  private static final int ROWS = 10;
  private static final List<Integer> MOVED = IntStream.range(55, 60).boxed().toList();

  private final PublishingBench bench;
  private final JobHistory history;

  LeftoverSlicesTest() throws IOException {
    bench = new PublishingBench();
    history = new JobHistory(bench, "adal");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  static SessionIndexSpec.Publish spec(int rowsPerSlice) {
    return SessionIndexSpec.orDefaults(
            new SessionIndexSpec(
                null,
                null,
                null,
                new SessionIndexSpec.Publish(null, null, null, null, rowsPerSlice, null)))
        .publish();
  }

  private static String job(int number) {
    return String.format("job-%02d", number);
  }

  private void change(Iterable<Integer> numbers) {
    numbers.forEach(number -> history.change(job(number)));
  }

  private void publish() {
    for (int i = 0; i < 5; i++) {
      bench.pass(Duration.ofSeconds(2));
      bench.publication.tick();
      bench.round();
    }
  }

  /** What changes later is claimed of all summaries, the leftover still has it as it was. */
  @BeforeEach
  void leaveASlice() throws IOException {
    bench.fence = history::check;
    bench.restart(spec(ROWS));
    change(IntStream.range(0, 60).boxed().toList());
    bench.begin();
    publish();
    bench.inform();
    assertThat(bench.status(LEFTOVER).path("rows")).hasSize(ROWS);

    label();
    IntStream.range(10, 60).filter(i -> i % 10 < 5).forEach(i -> history.remove(job(i)));
    publish();
    assertThat(bench.status("main.adal").path("slices")).hasSize(4);
    assertThat(bench.status("main.adal.s1").path("rows")).hasSize(ROWS);
    assertThat(bench.find(LEFTOVER)).isNotNull();

    change(MOVED);
    // as many as keep the slices from being emptied further
    change(IntStream.range(60, 66).boxed().toList());
    publish();
    assertThat(history.check()).isTrue();
  }

  private void label() throws IOException {
    bench.tamper(LEFTOVER, "", "{\"metadata\":{\"labels\":{\"own\":\"y\"}}}");
  }

  private void restart() {
    bench.restart(spec(ROWS));
    history.list();
  }

  @Test
  void isNotNamedAgainAfterARestart() {
    restart();
    change(List.of(15, 25, 35, 45, 55));
    bench.begin();
    assertNeverNamed();
  }

  @Test
  void isNotNamedAgainWhenTheInformerShowsIt() {
    change(List.of(15, 25, 35, 45, 55));
    bench.inform();
    assertNeverNamed();
  }

  private void assertNeverNamed() {
    publish();
    assertThat(history.check()).isTrue();
    assertThat(bench.failures).isEmpty();
    assertThat(bench.find(LEFTOVER)).isNull();
    assertThat(bench.status("main.adal").path("slices")).hasSize(4);
  }

  @Test
  void isWrittenAnewBeforeItIsNamedAgain() {
    restart();
    change(IntStream.range(70, 90).boxed().toList());
    change(MOVED);
    bench.begin();
    publish();
    assertThat(history.check()).isTrue();
    assertThat(bench.status("main.adal").path("slices")).hasSizeGreaterThan(4);
    assertThat(bench.failures).isEmpty();
  }

  @Test
  void aSliceThatWasOnlyLabelledKeepsItsRows() throws IOException {
    bench.tamper("main.adal.s2", "", "{\"metadata\":{\"labels\":{\"own\":\"y\"}}}");
    String version = bench.find("main.adal.s2").getMetadata().getResourceVersion();
    bench.inform();
    publish();
    assertThat(bench.find("main.adal.s2").getMetadata().getResourceVersion()).isEqualTo(version);
  }

  @Test
  void aSliceThatIsGoneUnseenIsMadeAgain() throws IOException {
    bench.deleteUnseen("main.adal.s2");
    change(List.of(25));
    publish();
    assertThat(bench.failures).singleElement().asString().contains("HTTP 404");
    assertThat(history.check()).isTrue();
  }

  @Test
  void aSliceThatSomebodyWroteIsNotNamedUntilItIsRight() throws IOException {
    bench.tamper("main.adal.s2", "/status", "{\"status\":{\"rows\":[]}}");
    change(List.of(15, 25, 35, 45));
    bench.inform();
    publish();
    assertThat(history.check()).isTrue();
  }
}
