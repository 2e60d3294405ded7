package org.opencadc.sessionindex.scale;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Samples in the Prometheus text format. */
record PrometheusText(List<Sample> samples) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})? (\\S+)(?: -?\\d+)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** One line. */
  record Sample(String name, Map<String, String> labels, double value) {

    /** Whether it has these labels with these values, whatever else it has. */
    boolean has(Map<String, String> wanted) {
      return labels.entrySet().containsAll(wanted.entrySet());
    }
  }

  /**
   * Reads the lines of some metrics.
   *
   * @param names of the metrics; none for all of them. A server's text has 20,000 lines
   */
  static PrometheusText parse(String text, String... names) {
    List<String> wanted = List.of(names);
    List<Sample> samples = new ArrayList<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .filter(line -> wanted.isEmpty() || wanted.contains(line.split("[{ ]", 2)[0]))
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(
            line ->
                samples.add(
                    new Sample(line.group(1), labels(line.group(2)), number(line.group(3)))));
    return new PrometheusText(List.copyOf(samples));
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    if (text != null) {
      Matcher label = LABEL.matcher(text);
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    return labels;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** The samples of a metric, summed by what a key makes of their labels, in its order. */
  SortedMap<String, Double> sums(String name, Function<Map<String, String>, String> key) {
    SortedMap<String, Double> sums = new TreeMap<>();
    samples.stream()
        .filter(sample -> sample.name().equals(name))
        .forEach(sample -> sums.merge(key.apply(sample.labels()), sample.value(), Double::sum));
    return sums;
  }

  /** The sum of a metric's samples that have these labels; 0 when there is none. */
  double sum(String name, Map<String, String> labels) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name) && sample.has(labels))
        .mapToDouble(Sample::value)
        .sum();
  }
}
