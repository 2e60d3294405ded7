package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleArgumentsTest {

  @Test
  void readsALine() {
    ScaleArguments all =
        ScaleArguments.of(
            "--sessions", "300", "--out", "target/x", "--smoke", "--steps", "start,churn");

    assertThat(all.sessions()).isEqualTo(300);
    assertThat(all.out()).isEqualTo(Path.of("target/x"));
    assertThat(all.smoke()).isTrue();
    assertThat(all.resume()).isFalse();
    assertThat(all.steps()).containsExactly("start", "churn");
  }

  @Test
  void theRecountRunsWhateverIsNamed() {
    ScaleArguments one = ScaleArguments.of("--sessions", "300", "--out", "x", "--steps", "start");

    assertThat(one.wants(new RecountStep())).isTrue();
    assertThat(one.wants(new StartStep())).isTrue();
    assertThat(one.wants(new WritesStep())).isFalse();
  }

  @Test
  void refusesWhatCannotBeUsed() {
    refuses("sessions", "--out", "x");
    refuses("value", "--sessions");
    refuses("number", "--sessions", "many", "--out", "x");
    refuses("unknown option --what", "--what");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Steps.require(List.of("nothing")))
        .withMessageContaining("recount");
  }

  private static void refuses(String because, String... line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScaleArguments.of(line))
        .withMessageContaining(because);
  }
}
