package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.List;

/**
 * Settings of a reader; {@link #of} has the defaults, {@link #builder} makes others.
 *
 * @param namespace of the Jobs and of the index
 * @param index name of the SessionIndex
 * @param generations label generations in order of precedence, as in the index; one or two
 * @param platformKeep how long a platform summary is shared among requests; at most 10 s
 * @param readTimeout after which a GET of a summary counts as failed, in silence after two thirds
 *     of it; at least 10 ms
 * @param listTimeout after which a LIST of the Jobs of one generation counts as failed, likewise;
 *     whether it was sent once or, because its connection was dead, again
 * @param staleFor how long display paths may show the last good summary
 * @param listKeep how long a LIST is kept for the next request of the same kind; at most 1 min
 * @param limitAge how old what the users' summaries reflect may be for the limit check; at most
 *     writeKeep, as a summary that was older than a forgotten write would not count it
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
  private static final Duration LONGEST_PLATFORM_KEEP = Duration.ofSeconds(10);
  private static final Duration LONGEST_LIST_KEEP = Duration.ofMinutes(1);
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException when one is not allowed
   */
  public ReaderSettings {
    generations = List.copyOf(generations);
    check(!namespace.isBlank(), "namespace", namespace, "the name of a namespace");
    check(!index.isBlank(), "index", index, "the name of a SessionIndex");
    check(
        !generations.isEmpty() && generations.stream().distinct().count() == generations.size(),
        "generations",
        generations,
        "one or two different ones");
    checkKeep("platformKeep", platformKeep, LONGEST_PLATFORM_KEEP, "0 to 10 s");
    checkTimeout("readTimeout", readTimeout);
    checkTimeout("listTimeout", listTimeout);
    checkAge("staleFor", staleFor);
    checkKeep("listKeep", listKeep, LONGEST_LIST_KEEP, "0 to 1 min");
    checkAge("publicAge", publicAge);
    checkAge("writeKeep", writeKeep);
    checkKeep("limitAge", limitAge, writeKeep, "0 to writeKeep, which is " + writeKeep);
    check(staleRows >= 0, "staleRows", staleRows, "0 or more");
  }

  // to the client a timeout of zero is none
  private static void checkTimeout(String name, Duration value) {
    check(value.compareTo(SHORTEST_TIMEOUT) >= 0, name, value, "10 ms or more");
  }

  private static void checkAge(String name, Duration value) {
    check(!value.isNegative(), name, value, "0 or more");
  }

  private static void checkKeep(String name, Duration value, Duration longest, String what) {
    check(!value.isNegative() && value.compareTo(longest) <= 0, name, value, what);
  }

  private static void check(boolean allowed, String name, Object value, String what) {
    if (!allowed) {
      throw new IllegalArgumentException(name + " is " + value + ", allowed is " + what);
    }
  }

  /** The defaults for an index. */
  public static ReaderSettings of(String namespace, String index) {
    return builder(namespace, index).build();
  }

  /** Settings for an index that begin as the defaults. */
  public static Builder builder(String namespace, String index) {
    return new Builder(namespace, index);
  }

  /** Settings that begin as these. */
  public Builder toBuilder() {
    return new Builder(namespace, index)
        .generations(generations.toArray(LabelGeneration[]::new))
        .platformKeep(platformKeep)
        .readTimeout(readTimeout)
        .listTimeout(listTimeout)
        .staleFor(staleFor)
        .listKeep(listKeep)
        .limitAge(limitAge)
        .publicAge(publicAge)
        .writeKeep(writeKeep)
        .staleRows(staleRows);
  }

  /** Makes settings, which {@link #build} checks. */
  public static final class Builder {
    private final String namespace;
    private final String index;
    private List<LabelGeneration> generations =
        List.of(LabelGeneration.CANONICAL, LabelGeneration.LEGACY);
    private Duration platformKeep = Duration.ofSeconds(2);
    private Duration readTimeout = Duration.ofSeconds(3);
    private Duration listTimeout = Duration.ofSeconds(30);
    private Duration staleFor = Duration.ofMinutes(5);
    private Duration listKeep = Duration.ofSeconds(5);
    private Duration limitAge = Duration.ofSeconds(30);
    private Duration publicAge = Duration.ofMinutes(2);
    private Duration writeKeep = Duration.ofMinutes(1);
    private int staleRows = 20_000;

    private Builder(String namespace, String index) {
      this.namespace = namespace;
      this.index = index;
    }

    /** Label generations in order of precedence, as in the index; both by default. */
    public Builder generations(LabelGeneration... values) {
      this.generations = List.of(values);
      return this;
    }

    /** How long a platform summary is shared among requests; 2 s by default. */
    public Builder platformKeep(Duration value) {
      this.platformKeep = value;
      return this;
    }

    /** After which a GET counts as failed; 3 s by default. */
    public Builder readTimeout(Duration value) {
      this.readTimeout = value;
      return this;
    }

    /** After which a LIST of one generation counts as failed; 30 s by default. */
    public Builder listTimeout(Duration value) {
      this.listTimeout = value;
      return this;
    }

    /** How long display paths may show the last good summary; 5 min by default. */
    public Builder staleFor(Duration value) {
      this.staleFor = value;
      return this;
    }

    /** How long a LIST is kept; 5 s by default, at most 1 min. */
    public Builder listKeep(Duration value) {
      this.listKeep = value;
      return this;
    }

    /** How old summaries may be for the limit check; 30 s by default, at most writeKeep. */
    public Builder limitAge(Duration value) {
      this.limitAge = value;
      return this;
    }

    /** How old the public rows may be; 2 min by default. */
    public Builder publicAge(Duration value) {
      this.publicAge = value;
      return this;
    }

    /** How long a write makes the reader LIST at most; 1 min by default. */
    public Builder writeKeep(Duration value) {
      this.writeKeep = value;
      return this;
    }

    /** How many rows are kept in memory at most; 20,000 by default. */
    public Builder staleRows(int value) {
      this.staleRows = value;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException when one is not allowed
     */
    public ReaderSettings build() {
      return new ReaderSettings(
          namespace,
          index,
          generations,
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
  }
}
