package org.opencadc.sessionindex.watch;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A LabelSelector as the text of a request's labelSelector parameter. */
public final class SelectorText {
  private static final String NAME = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
  private static final Pattern VALUE = Pattern.compile("(" + NAME + ")?");
  private static final Pattern KEY =
      Pattern.compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?" + NAME);

  private SelectorText() {}

  /**
   * Writes a selector.
   *
   * @param selector null selects all
   * @return empty for all; the same text for the same selector
   * @throws IllegalArgumentException if the API server would refuse it; the message says what is
   *     allowed
   */
  public static String of(LabelSelector selector) {
    List<String> terms = new ArrayList<>();
    if (selector != null && selector.getMatchLabels() != null) {
      new TreeMap<>(selector.getMatchLabels())
          .forEach((k, v) -> terms.add(key(k) + "=" + value(v)));
    }
    if (selector != null && selector.getMatchExpressions() != null) {
      selector.getMatchExpressions().forEach(requirement -> terms.add(term(requirement)));
    }
    return String.join(",", terms);
  }

  private static String term(LabelSelectorRequirement requirement) {
    String key = key(requirement.getKey());
    List<String> values = requirement.getValues() == null ? List.of() : requirement.getValues();
    String operator = String.valueOf(requirement.getOperator());
    return switch (operator) {
      case "In" -> key + " in " + list(key, operator, values);
      case "NotIn" -> key + " notin " + list(key, operator, values);
      case "Exists" -> without(key, operator, values);
      case "DoesNotExist" -> "!" + without(key, operator, values);
      default ->
          throw refused(key, operator, "is unknown: In, NotIn, Exists or DoesNotExist is allowed");
    };
  }

  private static String list(String key, String operator, List<String> values) {
    if (values.isEmpty()) {
      throw refused(key, operator, "needs at least one value");
    }
    return "(" + String.join(",", values.stream().map(SelectorText::value).toList()) + ")";
  }

  private static String without(String key, String operator, List<String> values) {
    if (!values.isEmpty()) {
      throw refused(key, operator, "takes no values");
    }
    return key;
  }

  private static String key(String key) {
    if (key == null || !KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "selector key '" + key + "' is no label key: [DNS name/]name of at most 63 characters");
    }
    return key;
  }

  private static String value(String value) {
    if (value == null || !VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "selector value '"
              + value
              + "' is no label value: at most 63 letters, digits, '-', '_' and '.', the first and"
              + " the last a letter or digit");
    }
    return value;
  }

  private static IllegalArgumentException refused(String key, String operator, String why) {
    return new IllegalArgumentException(
        "selector operator " + operator + " on key " + key + " " + why);
  }
}
