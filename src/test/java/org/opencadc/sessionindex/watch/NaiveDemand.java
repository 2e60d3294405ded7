package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.opencadc.sessionindex.ledger.PodDemand;
import org.opencadc.sessionindex.ledger.ResourceVector;

/** What a pod asks for, resource by resource, out of the tree of its spec. */
final class NaiveDemand {

  private final List<Map<String, String>> app = new ArrayList<>();
  private final List<Map<String, String>> appLimits = new ArrayList<>();
  private final List<Map<String, String>> init = new ArrayList<>();
  private final List<Map<String, String>> initLimits = new ArrayList<>();
  private final List<Boolean> sidecar = new ArrayList<>();
  private final Map<String, String> overhead;
  private final Map<String, String> pod;

  private NaiveDemand(JsonNode spec) {
    for (JsonNode container : NaiveReading.elements(spec.path("containers"))) {
      app.add(defaulted(container.path("resources")));
      appLimits.add(texts(container.path("resources").path("limits")));
    }
    for (JsonNode container : NaiveReading.elements(spec.path("initContainers"))) {
      init.add(defaulted(container.path("resources")));
      initLimits.add(texts(container.path("resources").path("limits")));
      sidecar.add("Always".equals(NaiveReading.text(container.path("restartPolicy"))));
    }
    overhead = texts(spec.path("overhead"));
    pod = texts(spec.path("resources").path("requests"));
    Map<String, String> limits = texts(spec.path("resources").path("limits"));
    app.forEach(each -> limits.keySet().removeAll(each.keySet()));
    init.forEach(each -> limits.keySet().removeAll(each.keySet()));
    limits.forEach(pod::putIfAbsent);
    pod.keySet().removeIf(name -> name.contains("/"));
  }

  static PodDemand of(JsonNode spec) {
    return new NaiveDemand(spec).demand();
  }

  static ResourceVector vector(JsonNode quantities) {
    Map<String, Long> values = new HashMap<>();
    texts(quantities).forEach((name, text) -> values.put(name, orZero(amount(name, text))));
    return vector(values);
  }

  static int invalid(JsonNode quantities) {
    return invalid(texts(quantities));
  }

  private PodDemand demand() {
    List<Map<String, String>> all = new ArrayList<>(app);
    all.addAll(init);
    all.add(overhead);
    all.add(pod);
    var names = new TreeSet<String>();
    all.forEach(each -> names.addAll(each.keySet()));
    Map<String, Long> running = new HashMap<>();
    Map<String, Long> effective = new HashMap<>();
    for (String name : names) {
      running.put(name, app.stream().mapToLong(each -> of(each, name)).sum());
      Long asked = pod.containsKey(name) ? amount(name, pod.get(name)) : null;
      effective.put(name, (asked == null ? containers(name) : asked) + of(overhead, name));
    }
    Map<String, Long> limits = new HashMap<>();
    for (Map<String, String> each : appLimits) {
      each.keySet().forEach(name -> limits.merge(name, of(each, name), Long::sum));
    }
    all.addAll(appLimits);
    all.addAll(initLimits);
    int invalid = all.stream().mapToInt(NaiveDemand::invalid).sum();
    return new PodDemand(vector(running), vector(effective), vector(limits), invalid);
  }

  private long containers(String name) {
    long beside = 0;
    long peak = 0;
    for (int i = 0; i < init.size(); i++) {
      peak = Math.max(peak, beside + of(init.get(i), name));
      beside += sidecar.get(i) ? of(init.get(i), name) : 0;
    }
    return Math.max(peak, beside + app.stream().mapToLong(each -> of(each, name)).sum());
  }

  private static Map<String, String> defaulted(JsonNode resources) {
    Map<String, String> texts = texts(resources.path("requests"));
    texts(resources.path("limits")).forEach(texts::putIfAbsent);
    return texts;
  }

  private static Map<String, String> texts(JsonNode quantities) {
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, JsonNode> each : quantities.properties()) {
      String name = each.getKey();
      boolean extended = name.contains("/") && !name.contains("kubernetes.io/");
      boolean counted = extended || name.equals("cpu") || name.equals("memory");
      if (counted && !each.getValue().isNull()) {
        texts.put(name, Objects.requireNonNullElse(NaiveReading.text(each.getValue()), "no text"));
      }
    }
    return texts;
  }

  private static long of(Map<String, String> texts, String name) {
    return texts.containsKey(name) ? orZero(amount(name, texts.get(name))) : 0;
  }

  private static long orZero(Long amount) {
    return amount == null ? 0 : amount;
  }

  private static int invalid(Map<String, String> texts) {
    return (int)
        texts.entrySet().stream().filter(e -> amount(e.getKey(), e.getValue()) == null).count();
  }

  private static Long amount(String name, String text) {
    try {
      BigDecimal value =
          Quantity.getAmountInBytes(Quantity.parse(text))
              .movePointRight(name.equals("cpu") ? 3 : 0)
              .setScale(0, RoundingMode.CEILING);
      long most = name.equals("cpu") ? 1L << 40 : 1L << 50;
      boolean absurd = value.signum() < 0 || value.compareTo(BigDecimal.valueOf(most)) > 0;
      return absurd ? null : value.longValueExact();
    } catch (IllegalArgumentException unreadable) {
      return null;
    }
  }

  private static ResourceVector vector(Map<String, Long> values) {
    Map<String, Long> extended = new HashMap<>(values);
    extended.keySet().removeAll(List.of("cpu", "memory"));
    extended.values().removeIf(value -> value == 0);
    return new ResourceVector(
        values.getOrDefault("cpu", 0L), values.getOrDefault("memory", 0L), extended);
  }
}
