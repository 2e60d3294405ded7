package org.opencadc.sessionindex.testserver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Label and field selectors as the query string carries them. */
final class Selectors {
  private static final Pattern SET =
      Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s+\\(([^)]*)\\)\\s*");
  private static final Pattern EQUALITY = Pattern.compile("\\s*([^=!\\s]+)\\s*(==|!=|=)\\s*(.*)");

  private final Predicate<Stored> predicate;
  private final boolean any;

  private Selectors(Predicate<Stored> predicate, boolean any) {
    this.predicate = predicate;
    this.any = any;
  }

  static Selectors of(ResourceType type, String namespace, String labels, String fields) {
    Predicate<Stored> all = namespace.isEmpty() ? s -> true : s -> s.namespace().equals(namespace);
    for (String requirement : split(labels)) {
      all = all.and(label(requirement));
    }
    for (String requirement : split(fields)) {
      all = all.and(field(type, requirement, labels, fields));
    }
    return new Selectors(all, !labels.isBlank() || !fields.isBlank());
  }

  boolean matches(Stored object) {
    return object != null && predicate.test(object);
  }

  /** Whether a label or field selector was given. */
  boolean any() {
    return any;
  }

  private static List<String> split(String selector) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= selector.length(); i++) {
      char c = i == selector.length() ? ',' : selector.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && (depth == 0 || i == selector.length())) {
        if (!selector.substring(start, i).isBlank()) {
          parts.add(selector.substring(start, i).trim());
        }
        start = i + 1;
      }
    }
    return parts;
  }

  private static Predicate<Stored> label(String requirement) {
    Matcher set = SET.matcher(requirement);
    if (set.matches()) {
      Set<String> values =
          Arrays.stream(set.group(3).split(",", -1)).map(String::trim).collect(Collectors.toSet());
      return set.group(2).equals("in")
          ? s ->
              s.labels().containsKey(set.group(1)) && values.contains(s.labels().get(set.group(1)))
          : s ->
              !s.labels().containsKey(set.group(1))
                  || !values.contains(s.labels().get(set.group(1)));
    }
    Matcher equality = EQUALITY.matcher(requirement);
    if (equality.matches()) {
      String key = equality.group(1);
      String value = equality.group(3).trim();
      return equality.group(2).equals("!=")
          ? s -> !value.equals(s.labels().get(key))
          : s -> value.equals(s.labels().get(key));
    }
    if (requirement.startsWith("!")) {
      String key = requirement.substring(1).trim();
      return s -> !s.labels().containsKey(key);
    }
    if (requirement.matches("[A-Za-z0-9][A-Za-z0-9._/-]*")) {
      return s -> s.labels().containsKey(requirement);
    }
    throw Failure.badRequest("unable to parse requirement: found '" + requirement + "'");
  }

  private static Predicate<Stored> field(
      ResourceType type, String requirement, String labels, String fields) {
    Matcher equality = EQUALITY.matcher(requirement);
    if (!equality.matches()) {
      throw Failure.badRequest("invalid selector: '" + requirement + "'; can't understand it");
    }
    String key = equality.group(1);
    String value = equality.group(3).trim();
    boolean known =
        key.equals("metadata.name")
            || (key.equals("metadata.namespace") && type.namespaced())
            || type.selectable().containsKey(key);
    if (!known) {
      throw Failure.badRequest(
          String.format(
              "Unable to find \"%s, Resource=%s\" that match label selector \"%s\", field selector"
                  + " \"%s\": field label not supported: %s",
              type.apiVersion(), type.plural(), labels, fields, key));
    }
    return equality.group(2).equals("!=")
        ? s -> !value.equals(s.fields().get(key))
        : s -> value.equals(s.fields().get(key));
  }
}
