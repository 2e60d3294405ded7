package org.opencadc.sessionindex.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Reads the slices of a summary so that they belong together. */
final class SliceSource {
  private final SummaryClient client;

  SliceSource(SummaryClient client) {
    this.client = client;
  }

  /**
   * Reads slice 0 and, if wanted, those it names; once more when they do not belong together.
   *
   * @param username null for scopes without one
   * @param wantsAll whether the others are wanted, too, given slice 0
   */
  SliceSet read(String name, String scope, String username, Predicate<SummarySlice> wantsAll) {
    SliceSet first = attempt(name, scope, username, wantsAll);
    return first.objection() == FallbackReason.TORN
        ? attempt(name, scope, username, wantsAll)
        : first;
  }

  private SliceSet attempt(
      String name, String scope, String username, Predicate<SummarySlice> wantsAll) {
    SliceSet zero = slice(name, scope, username);
    if (zero.objection() != null || zero.missing()) {
      return zero;
    }
    List<SummarySlice> slices = new ArrayList<>();
    slices.add(zero.zero());
    if (!wantsAll.test(zero.zero())) {
      return new SliceSet(null, slices);
    }
    for (SummarySlice.Following named : zero.zero().following()) {
      SliceSet other = slice(named.name(), scope, username);
      if (other.objection() != null) {
        return other;
      }
      if (other.missing() || !other.zero().reaches(named)) {
        return SliceSet.objection(FallbackReason.TORN);
      }
      slices.add(other.zero());
    }
    return new SliceSet(null, slices);
  }

  private SliceSet slice(String name, String scope, String username) {
    SummaryClient.Got got = client.get(name);
    if (got.failure() != null) {
      return SliceSet.objection(got.failure());
    }
    if (got.object() == null) {
      return SliceSet.MISSING;
    }
    try {
      Members spec = got.object().object("spec");
      Members status = got.object().object("status");
      if (spec == null
          || !scope.equals(spec.text("scope"))
          || !Objects.equals(username, spec.text("username"))) {
        return SliceSet.objection(FallbackReason.OTHER_USER);
      }
      return status == null
          ? SliceSet.objection(FallbackReason.USER_UNPUBLISHED)
          : new SliceSet(null, List.of(SummarySlice.of(status)));
    } catch (RuntimeException e) {
      return SliceSet.objection(FallbackReason.MALFORMED);
    }
  }
}
