package org.opencadc.sessionindex.verify;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.ArrayList;
import java.util.List;

/** A LabelSelector as the text that a LIST takes. */
final class SelectorText {
  private SelectorText() {}

  static String of(LabelSelector selector) {
    List<String> terms = new ArrayList<>();
    if (selector != null && selector.getMatchLabels() != null) {
      selector.getMatchLabels().forEach((key, value) -> terms.add(key + "=" + value));
    }
    if (selector != null && selector.getMatchExpressions() != null) {
      selector.getMatchExpressions().forEach(expression -> terms.add(term(expression)));
    }
    return String.join(",", terms);
  }

  private static String term(LabelSelectorRequirement expression) {
    String key = expression.getKey();
    String values = expression.getValues() == null ? "" : String.join(",", expression.getValues());
    return switch (expression.getOperator()) {
      case "In" -> key + " in (" + values + ")";
      case "NotIn" -> key + " notin (" + values + ")";
      case "Exists" -> key;
      case "DoesNotExist" -> "!" + key;
      default ->
          throw new CannotCompareException("unknown selector operator " + expression.getOperator());
    };
  }
}
