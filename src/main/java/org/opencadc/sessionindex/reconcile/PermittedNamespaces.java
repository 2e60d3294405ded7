package org.opencadc.sessionindex.reconcile;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the wanted namespaces the operator may serve. A refused one is left out and told once;
 * it is for the caller to ask again. Thread-safe.
 */
public final class PermittedNamespaces {
  /** Stands for every namespace of the cluster, those to come too; never beside another name. */
  public static final String ALL = "*";

  private static final Logger log = LoggerFactory.getLogger(PermittedNamespaces.class);
  private static final String PERMITTED = "";

  private final Prerequisites prerequisites;
  private final List<String> wanted;

  /** What is missing by namespace, or {@link #PERMITTED}; only those that were asked about. */
  private final Map<String, String> answers = new ConcurrentSkipListMap<>();

  /**
   * Nothing is asked yet.
   *
   * @param wanted names, or {@link #ALL} alone
   */
  public PermittedNamespaces(Prerequisites prerequisites, Collection<String> wanted) {
    this.prerequisites = prerequisites;
    this.wanted = List.copyOf(wanted);
  }

  /**
   * Asks the API server anew. Without an answer it stays with what is known.
   *
   * @return why nothing can be served, for a person; null when something can
   */
  public String ask() {
    return ask(wanted);
  }

  /** As {@link #ask}, about what is left out alone: where nothing is, no request is sent. */
  public String askLeftOut() {
    Set<String> permitted = permitted();
    return ask(wanted.stream().filter(namespace -> !permitted.contains(namespace)).toList());
  }

  private String ask(List<String> about) {
    try {
      String missing = about.isEmpty() ? null : prerequisites.missing();
      if (missing != null) {
        return missing;
      }
      for (String namespace : about) {
        learn(namespace, Objects.requireNonNullElse(prerequisites.denied(namespace), PERMITTED));
      }
    } catch (IOException e) {
      return "the API server does not say what is there: " + e.getMessage();
    }
    return permitted().isEmpty() ? leftOut() : null;
  }

  private void learn(String namespace, String answer) {
    String before = answers.put(namespace, answer);
    if (answer.equals(before)) {
      return;
    }
    if (!answer.equals(PERMITTED)) {
      log.warn("left out: {}", answer);
    } else if (before != null) {
      log.info("namespace {} is permitted now", namespace);
    }
  }

  /** The namespaces that may be served, as of the last answers. */
  public Set<String> permitted() {
    return answers.entrySet().stream()
        .filter(answer -> answer.getValue().equals(PERMITTED))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The permissions that are missing, for a person; null when none is. */
  public String leftOut() {
    String missing =
        answers.values().stream()
            .filter(answer -> !answer.equals(PERMITTED))
            .collect(Collectors.joining("; "));
    return missing.isEmpty() ? null : missing;
  }

  /** Whether each namespace may be served, as of the last answers; for metrics. */
  public Map<String, Boolean> figures() {
    return answers.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, answer -> answer.getValue().equals(PERMITTED)));
  }
}
