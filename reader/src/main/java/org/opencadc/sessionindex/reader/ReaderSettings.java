package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.List;

/**
 * Settings of a reader; {@link #of} has the defaults.
 *
 * @param namespace of the Jobs and of the index
 * @param index name of the SessionIndex
 * @param generations label generations in order of precedence, as in the index; one or two
 * @param platformKeep how long a platform summary is shared among requests; at most 10 s
 * @param readTimeout after which a GET of a summary counts as failed, in silence after two thirds
 *     of it; at least 10 ms
 * @param listTimeout after which a LIST of Jobs counts as failed, likewise
 * @param staleFor how long display paths may show the last good summary
 * @param listKeep how long a LIST is kept for the next request of the same kind
 * @param limitAge how old what the users' summaries reflect may be for the limit check
 * @param publicAge how old what the public rows reflect may be
 * @param writeKeep how long a write that the reader was told of makes it LIST at most
 * @param staleRows how many rows of last good summaries are kept in memory at most; those that are
 *     still right besides, most of which are the same. Nothing is kept of a user who has more; as
 *     many sessions of LISTs wait in a {@link ShadowComparison}
 */
public record ReaderSettings(
    String namespace,
    String index,
    List<LabelGeneration> generations,
    Duration platformKeep,
    Duration readTimeout,
    Duration listTimeout,
    Duration staleFor,
    Duration listKeep,
    Duration limitAge,
    Duration publicAge,
    Duration writeKeep,
    int staleRows) {
  private static final Duration LONGEST_KEEP = Duration.ofSeconds(10);
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException when one is not allowed
   */
  public ReaderSettings {
    generations = List.copyOf(generations);
    if (generations.isEmpty() || generations.stream().distinct().count() < generations.size()) {
      throw new IllegalArgumentException("generations: one or two different ones");
    }
    if (platformKeep.isNegative() || platformKeep.compareTo(LONGEST_KEEP) > 0) {
      throw new IllegalArgumentException("platformKeep: from 0 to 10 s");
    }
    // to the client a timeout of zero is none
    if (readTimeout.compareTo(SHORTEST_TIMEOUT) < 0
        || listTimeout.compareTo(SHORTEST_TIMEOUT) < 0) {
      throw new IllegalArgumentException("readTimeout, listTimeout: at least 10 ms");
    }
    if (staleRows < 0) {
      throw new IllegalArgumentException("staleRows: at least 0");
    }
  }

  /** The defaults for an index. */
  public static ReaderSettings of(String namespace, String index) {
    return new ReaderSettings(
        namespace,
        index,
        List.of(LabelGeneration.CANONICAL, LabelGeneration.LEGACY),
        Duration.ofSeconds(2),
        Duration.ofSeconds(3),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(1),
        20_000);
  }

  /** These settings with other label generations. */
  public ReaderSettings withGenerations(LabelGeneration... others) {
    return new ReaderSettings(
        namespace,
        index,
        List.of(others),
        platformKeep,
        readTimeout,
        listTimeout,
        staleFor,
        listKeep,
        limitAge,
        publicAge,
        writeKeep,
        staleRows);
  }

  /** These settings with another time to share the platform summary and another GET timeout. */
  public ReaderSettings withTimes(Duration otherPlatformKeep, Duration otherReadTimeout) {
    return new ReaderSettings(
        namespace,
        index,
        generations,
        otherPlatformKeep,
        otherReadTimeout,
        listTimeout,
        staleFor,
        listKeep,
        limitAge,
        publicAge,
        writeKeep,
        staleRows);
  }

  /** These settings with another timeout of LISTs. */
  public ReaderSettings withListTimeout(Duration otherListTimeout) {
    return new ReaderSettings(
        namespace,
        index,
        generations,
        platformKeep,
        readTimeout,
        otherListTimeout,
        staleFor,
        listKeep,
        limitAge,
        publicAge,
        writeKeep,
        staleRows);
  }
}
