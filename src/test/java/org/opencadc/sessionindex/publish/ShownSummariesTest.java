package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publishing begins with what the informer shows, so that must not be older than what there is. */
class ShownSummariesTest {
  private static final String LABEL = "{\"metadata\":{\"labels\":{\"own\":\"y\"}}}";

  private final PublishingBench bench;

  ShownSummariesTest() throws IOException {
    bench = new PublishingBench();
  }

  @BeforeEach
  void publish() {
    bench.publishTwo();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private boolean current(Supplier<List<PublishedSummary>> informed) throws IOException {
    return bench.shown.current(PublishingBench.NAMESPACE, informed);
  }

  private interface Step {
    void take() throws IOException;
  }

  /** Takes a step just before the informer is asked for the n-th time. */
  private Supplier<List<PublishedSummary>> informedWith(int n, Step step) {
    return new Supplier<>() {
      private int asked;

      @Override
      public List<PublishedSummary> get() {
        asked++;
        try {
          if (asked == n) {
            step.take();
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return bench.existing();
      }
    };
  }

  @Test
  void allIsShown() throws IOException {
    assertThat(current(bench::existing)).isTrue();
  }

  @Test
  void oneIsShownAsItWas() throws IOException {
    List<PublishedSummary> before = bench.existing();
    bench.tamper("main.adal", "", LABEL);
    assertThat(current(() -> before)).isFalse();
  }

  @Test
  void oneIsNotShownYet() throws IOException {
    List<PublishedSummary> before = bench.existing();
    bench.foreign("main.zoe", "main", "User", "zoe", 0);
    assertThat(current(() -> before)).isFalse();
  }

  @Test
  void oneIsShownThatIsGone() throws IOException {
    List<PublishedSummary> before = bench.existing();
    bench.deleteUnseen("main.adal");
    assertThat(current(() -> before)).isFalse();
  }

  @Test
  void whatIsUnderWayIsWaitedFor() throws IOException {
    List<PublishedSummary> before = bench.existing();
    bench.tamper("main.adal", "", LABEL);
    int[] looks = new int[1];
    assertThat(current(() -> looks[0]++ < 3 ? before : bench.existing())).isTrue();
  }

  /** The first time is before the LIST, the second one after it. */
  @Test
  void oneIsDeletedAfterTheList() throws IOException {
    assertThat(current(informedWith(2, () -> bench.deleteUnseen("main.adal")))).isTrue();
  }

  @Test
  void oneIsMadeAfterTheList() throws IOException {
    assertThat(current(informedWith(2, () -> bench.foreign("main.zoe", "main", "User", "zoe", 0))))
        .isTrue();
  }

  @Test
  void oneIsWrittenAfterTheList() throws IOException {
    assertThat(current(informedWith(2, () -> bench.tamper("main.adal", "", LABEL)))).isTrue();
  }

  @Test
  void aRefusalIsTold() {
    bench.server.failNext(1, 403, "list", "sessionsummaries");
    assertThatThrownBy(() -> current(List::of)).hasMessage("list sessionsummaries: HTTP 403");
  }
}
