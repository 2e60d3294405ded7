package org.opencadc.sessionindex.watch;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A LabelSelector as the text of a request's labelSelector parameter. */
public final class SelectorText {
  private SelectorText() {}

  /**
   * Writes a selector.
   *
   * @param selector null selects all
   * @return empty for all; the same text for the same selector
   * @throws IllegalArgumentException if an operator is unknown or its values do not fit; the
   *     message says what is allowed
   */
  public static String of(LabelSelector selector) {
    List<String> terms = new ArrayList<>();
    if (selector != null && selector.getMatchLabels() != null) {
      new TreeMap<>(selector.getMatchLabels()).forEach((k, v) -> terms.add(k + "=" + v));
    }
    if (selector != null && selector.getMatchExpressions() != null) {
      selector.getMatchExpressions().forEach(requirement -> terms.add(term(requirement)));
    }
    return String.join(",", terms);
  }

  private static String term(LabelSelectorRequirement requirement) {
    List<String> values = requirement.getValues() == null ? List.of() : requirement.getValues();
    String operator = String.valueOf(requirement.getOperator());
    return switch (operator) {
      case "In", "NotIn" -> {
        if (values.isEmpty()) {
          throw new IllegalArgumentException(
              "selector operator "
                  + operator
                  + " on key "
                  + requirement.getKey()
                  + " needs at least one value");
        }
        String word = operator.equals("In") ? " in (" : " notin (";
        yield requirement.getKey() + word + String.join(",", values) + ")";
      }
      case "Exists" -> requirement.getKey();
      case "DoesNotExist" -> "!" + requirement.getKey();
      default ->
          throw new IllegalArgumentException(
              "selector operator "
                  + operator
                  + " on key "
                  + requirement.getKey()
                  + " is unknown: In, NotIn, Exists or DoesNotExist is allowed");
    };
  }
}
