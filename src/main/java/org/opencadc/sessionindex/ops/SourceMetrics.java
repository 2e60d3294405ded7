package org.opencadc.sessionindex.ops;

import static java.util.stream.Collectors.groupingBy;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.opencadc.sessionindex.watch.Proof;
import org.opencadc.sessionindex.watch.SourceState;

/**
 * How the sources are doing. Sources with the same labels, such as Nodes by two selectors, share
 * one value: the worst, so that none hides another; their LISTs are added.
 */
final class SourceMetrics {
  private final MultiGauge live;
  private final MultiGauge proofAge;
  private final MultiGauge lists;
  private final ToDoubleFunction<Instant> secondsSince;

  SourceMetrics(
      MultiGauge live,
      MultiGauge proofAge,
      MultiGauge lists,
      ToDoubleFunction<Instant> secondsSince) {
    this.live = live;
    this.proofAge = proofAge;
    this.lists = lists;
    this.secondsSince = secondsSince;
  }

  /** Shows these, and no others any more. */
  void refresh(List<SourceState> sources) {
    List<MultiGauge.Row<?>> liveRows = new ArrayList<>();
    List<MultiGauge.Row<?>> ageRows = new ArrayList<>();
    List<MultiGauge.Row<?>> listRows = new ArrayList<>();
    Map<Tags, List<SourceState>> alike =
        sources.stream().collect(groupingBy(SourceMetrics::labels));
    alike.forEach(
        (labels, some) -> {
          boolean proven = some.stream().allMatch(SourceMetrics::proven);
          liveRows.add(MultiGauge.Row.of(labels, proven ? 1 : 0));
          listRows.add(
              MultiGauge.Row.of(labels, some.stream().mapToLong(SourceState::lists).sum()));
          some.stream()
              .map(SourceState::proof)
              .filter(Objects::nonNull)
              .map(Proof::time)
              .min(Comparator.naturalOrder())
              .ifPresent(
                  oldest ->
                      ageRows.add(MultiGauge.Row.of(labels, secondsSince.applyAsDouble(oldest))));
        });
    live.register(liveRows, true);
    proofAge.register(ageRows, true);
    lists.register(listRows, true);
  }

  private static Tags labels(SourceState source) {
    String namespace = source.collection().namespace();
    return Tags.of(
        "resource",
        source.collection().resource(),
        "namespace",
        Objects.requireNonNullElse(namespace, ""));
  }

  private static boolean proven(SourceState source) {
    return source.listed() && source.proof() != null && source.problem() == null;
  }
}
