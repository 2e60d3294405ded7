package org.opencadc.sessionindex.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads the slices of a summary so that they belong together. */
final class SliceSource {
  /** The most further slices that are read one by one. */
  private static final int MOST_GETS = 4;

  private final CachedSummaries summaries;

  SliceSource(CachedSummaries summaries) {
    this.summaries = summaries;
  }

  /**
   * Reads slice 0 and, if wanted, those it names; what does not belong together is read once more,
   * the newest there is.
   *
   * @param notOlder resourceVersion of the platform summary that says what all of them reflect
   * @param username null for scopes without one
   * @param wanted which others are wanted
   */
  SliceSet read(String name, String notOlder, String scope, String username, Wanted wanted) {
    Map<String, SummarySlice> others = new HashMap<>();
    SliceSet first = attempt(name, notOlder, scope, username, wanted, others);
    return first.objection() == FallbackReason.TORN
        ? attempt(name, null, scope, username, wanted, others)
        : first;
  }

  /**
   * Which slices besides slice 0 are wanted.
   *
   * @param all whether all others are, given slice 0
   * @param belongs whether one belongs to what slice 0 says of it
   */
  record Wanted(
      Predicate<SummarySlice> all, BiPredicate<SummarySlice, SummarySlice.Following> belongs) {}

  private SliceSet attempt(
      String name,
      String notOlder,
      String scope,
      String username,
      Wanted wanted,
      Map<String, SummarySlice> others) {
    SliceSet zero = slice(name, notOlder, scope, username);
    if (zero.objection() != null || zero.missing()) {
      return zero;
    }
    // what the platform says of them may be newer than slice 0, which is not written without need
    String following = notOlder == null ? null : Versions.newer(notOlder, zero.zero().version());
    try {
      if (!wanted.all().test(zero.zero())) {
        return zero;
      }
    } catch (RuntimeException e) {
      return SliceSet.objection(FallbackReason.MALFORMED);
    }
    if (username != null && zero.zero().following().size() > MOST_GETS) {
      return together(name, following, scope, username, wanted.belongs());
    }
    return withFollowing(
        zero.zero(), wanted.belongs(), others, other -> slice(other, following, scope, username));
  }

  /**
   * Slice 0 and those that it names, unless one does not belong to it.
   *
   * @param others that were read before, and those that are read now
   */
  private static SliceSet withFollowing(
      SummarySlice zero,
      BiPredicate<SummarySlice, SummarySlice.Following> belongs,
      Map<String, SummarySlice> others,
      Function<String, SliceSet> read) {
    List<SummarySlice> slices = new ArrayList<>();
    slices.add(zero);
    for (SummarySlice.Following named : zero.following()) {
      // one that is newer than slice 0 knew is the one that slice 0 names by now
      SummarySlice other = others.get(named.name());
      if (other == null || !belongs.test(other, named)) {
        SliceSet found = read.apply(named.name());
        if (found.objection() != null) {
          return found;
        }
        if (found.missing()) {
          return SliceSet.objection(FallbackReason.TORN);
        }
        other = found.zero();
        others.put(named.name(), other);
      }
      if (!belongs.test(other, named)) {
        return SliceSet.objection(FallbackReason.TORN);
      }
      slices.add(other);
    }
    return new SliceSet(null, slices);
  }

  /**
   * All slices of a user by one LIST: of one moment, at which the operator is most likely not in
   * the middle of writing them.
   */
  private SliceSet together(
      String name,
      String notOlder,
      String scope,
      String username,
      BiPredicate<SummarySlice, SummarySlice.Following> belongs) {
    SummaryClient.Got got = summaries.allOfUser(username, notOlder);
    if (got.failure() != null) {
      return SliceSet.objection(got.failure());
    }
    try {
      Map<String, Members> objects = new HashMap<>();
      for (Members object : got.object().objects("items")) {
        objects.put(object.object("metadata").text("name"), object);
      }
      SliceSet zero = slice(objects.get(name), scope, username);
      return zero.objection() != null || zero.missing()
          ? zero
          : withFollowing(
              zero.zero(),
              belongs,
              new HashMap<>(),
              other -> slice(objects.get(other), scope, username));
    } catch (RuntimeException e) {
      return SliceSet.objection(FallbackReason.MALFORMED);
    }
  }

  private SliceSet slice(String name, String notOlder, String scope, String username) {
    SummaryClient.Got got = summaries.notOlder(name, notOlder);
    return got.failure() == null
        ? slice(got.object(), scope, username)
        : SliceSet.objection(got.failure());
  }

  private static SliceSet slice(Members object, String scope, String username) {
    if (object == null) {
      return SliceSet.MISSING;
    }
    try {
      Members spec = object.object("spec");
      Members status = object.object("status");
      if (spec == null
          || !scope.equals(spec.text("scope"))
          || !Objects.equals(username, spec.text("username"))) {
        return SliceSet.objection(FallbackReason.OTHER_USER);
      }
      return status == null
          ? SliceSet.objection(FallbackReason.USER_UNPUBLISHED)
          : new SliceSet(null, List.of(SummarySlice.of(object)));
    } catch (RuntimeException e) {
      return SliceSet.objection(FallbackReason.MALFORMED);
    }
  }
}
