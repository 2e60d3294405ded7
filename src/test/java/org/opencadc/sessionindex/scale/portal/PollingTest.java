package org.opencadc.sessionindex.scale.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PollingTest {
  private static final List<String> USERS =
      IntStream.range(0, 100).mapToObj(number -> "user" + number).toList();

  /** Answers of one row, or none at all. */
  private record Fixed(boolean failing) implements Answers {
    @Override
    public void start() {
      // there is nothing to wait for
    }

    @Override
    public int interactive(String user) throws IOException {
      if (failing) {
        throw new IOException("no answer");
      }
      return 1;
    }

    @Override
    public int stats() throws IOException {
      return interactive("");
    }

    @Override
    public int all() throws IOException {
      return interactive("");
    }

    @Override
    public void close() {
      // there is nothing to close
    }
  }

  @Test
  void everyPollThatFallsDueIsAnswered() throws InterruptedException {
    Tally.Result result = new Polling(new Fixed(false), 1).run(USERS, 1);

    assertThat(result.wanted()).isPositive().isLessThan(USERS.size());
    assertThat(result.millis()).hasSize((int) result.wanted());
    assertThat(result.rows()).isEqualTo(result.wanted());
    assertThat(result.failed()).isZero();
  }

  @Test
  void theSameSeedPlansTheSamePolls() throws InterruptedException {
    assertThat(new Polling(new Fixed(false), 1).run(USERS, 7).wanted())
        .isEqualTo(new Polling(new Fixed(false), 1).run(USERS, 7).wanted());
  }

  @Test
  void aPollWithoutAnAnswerIsCountedWithItsReason() throws InterruptedException {
    Tally.Result result = new Polling(new Fixed(true), 1).run(USERS, 1);

    assertThat(result.failed()).isEqualTo(result.wanted());
    assertThat(result.millis()).isEmpty();
    assertThat(result.failure()).isEqualTo("IOException");
  }

  @Test
  void mostPollsAreAboutOwnSessions() {
    Random random = new Random(3);
    Map<View, Long> views =
        Stream.generate(() -> View.any(random))
            .limit(100_000)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(views.get(View.INTERACTIVE)).isBetween(96_500L, 97_500L);
    assertThat(views.get(View.STATS)).isBetween(2_300L, 2_700L);
    assertThat(views.get(View.ALL)).isBetween(400L, 600L);
  }
}
