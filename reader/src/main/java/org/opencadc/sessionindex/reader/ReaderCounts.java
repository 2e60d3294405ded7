package org.opencadc.sessionindex.reader;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a reader did since it began, for metrics; no label names a user. Thread-safe. */
public final class ReaderCounts {
  private final Map<FallbackReason, LongAdder> fallbacks = new EnumMap<>(FallbackReason.class);
  private final Map<Origin, LongAdder> answers = new EnumMap<>(Origin.class);
  private final LongAdder gets = new LongAdder();
  private final LongAdder lists = new LongAdder();

  ReaderCounts() {
    for (FallbackReason reason : FallbackReason.values()) {
      fallbacks.put(reason, new LongAdder());
    }
    for (Origin origin : Origin.values()) {
      answers.put(origin, new LongAdder());
    }
  }

  /** GETs of summaries sent to the API server. */
  public long gets() {
    return gets.sum();
  }

  /** LISTs of Jobs sent to the API server. */
  public long lists() {
    return lists.sum();
  }

  /** Answers given, by origin. */
  public long answers(Origin origin) {
    return answers.get(origin).sum();
  }

  /** Answers that did not come from a trusted summary, by reason. */
  public long fallbacks(FallbackReason reason) {
    return fallbacks.get(reason).sum();
  }

  void get() {
    gets.increment();
  }

  void list() {
    lists.increment();
  }

  void fallback(FallbackReason reason) {
    fallbacks.get(reason).increment();
  }

  <T> Answer<T> answered(Answer<T> answer) {
    answers.get(answer.origin()).increment();
    return answer;
  }
}
