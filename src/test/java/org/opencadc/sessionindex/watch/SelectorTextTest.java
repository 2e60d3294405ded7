package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTextTest {

  private static LabelSelector expression(String key, String operator, String... values) {
    return new LabelSelectorBuilder()
        .addToMatchExpressions(new LabelSelectorRequirement(key, operator, Arrays.asList(values)))
        .build();
  }

  @Test
  void nothingSelectsAll() {
    assertThat(SelectorText.of(null)).isEmpty();
    assertThat(SelectorText.of(new LabelSelector())).isEmpty();
    assertThat(SelectorText.of(new LabelSelector(null, null))).isEmpty();
  }

  @Test
  void everyForm() {
    LabelSelector selector =
        new LabelSelectorBuilder()
            .addToMatchLabels("z", "")
            .addToMatchLabels("app.kubernetes.io/managed-by", "skaha")
            .addToMatchExpressions(new LabelSelectorRequirement("tier", "In", List.of("b", "a")))
            .addToMatchExpressions(new LabelSelectorRequirement("tier", "NotIn", List.of("c")))
            .addToMatchExpressions(new LabelSelectorRequirement("example.org/gpu", "Exists", null))
            .addToMatchExpressions(new LabelSelectorRequirement("old", "DoesNotExist", List.of()))
            .build();
    assertThat(SelectorText.of(selector))
        .isEqualTo(
            "app.kubernetes.io/managed-by=skaha,z=,tier in (b,a),tier notin (c),example.org/gpu,!old");
  }

  @Test
  void whatTheApiServerWouldRefuseIsRefusedWithWhatIsAllowed() {
    assertThatThrownBy(() -> SelectorText.of(expression("a", "in", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "selector operator in on key a is unknown: In, NotIn, Exists or DoesNotExist is"
                + " allowed");
    assertThatThrownBy(() -> SelectorText.of(expression("a", null)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SelectorText.of(expression("a", "In")))
        .hasMessage("selector operator In on key a needs at least one value");
    assertThatThrownBy(() -> SelectorText.of(expression("a", "Exists", "b")))
        .hasMessage("selector operator Exists on key a takes no values");
    assertThatThrownBy(() -> SelectorText.of(expression("a", "In", "b,c)")))
        .hasMessageStartingWith("selector value 'b,c)' is no label value: at most 63 letters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a=b", "/a", "a/", "A.example/a", "-a", "a,b", "a/b/c"})
  void keysThatAreNone(String key) {
    assertThatThrownBy(() -> SelectorText.of(expression(key, "Exists")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("selector key '" + key + "' is no label key");
  }
}
