package org.opencadc.sessionindex.reader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Users' summaries. */
final class UserSource {
  private static final String SCOPE = "User";

  /** Which rows are wanted; a later one has those of an earlier one, too. */
  enum Rows {
    /** Those of slice 0, complete or not. */
    OF_SLICE_ZERO,
    /** All but the headless ones. */
    INTERACTIVE,
    /** All. */
    ALL
  }

  private final PlatformSource platforms;
  private final SliceSource slices;
  private final String index;
  private final LongSupplier nanoTime;
  private final Flights<UserCopies.Key, UserReading> flights;
  private final UserCopies copies;

  UserSource(
      PlatformSource platforms,
      SliceSource slices,
      ReaderSettings settings,
      LongSupplier nanoTime) {
    this.platforms = platforms;
    this.slices = slices;
    this.index = settings.index();
    this.nanoTime = nanoTime;
    this.flights = new Flights<>(nanoTime, Duration.ZERO);
    this.copies = new UserCopies(settings.staleRows());
  }

  /** What is claimed of all users' summaries: of those that are read from now on. */
  PlatformReading platform() {
    return platforms.current();
  }

  /** The summary as it is now. */
  UserReading read(String username, Rows rows) {
    UserCopies.Key key = new UserCopies.Key(username, rows);
    return flights.fresh(key, () -> load(key)).value();
  }

  /**
   * A summary that may be as old as the platform's that requests share, if that is enough; else as
   * it is now. So it mostly takes no request at all.
   */
  UserReading kept(String username, Rows rows, Predicate<UserReading> enough) {
    PlatformReading platform = platforms.current();
    long now = nanoTime.getAsLong();
    FallbackReason objection = platform.usersObjectionAt(now);
    if (objection != null) {
      return UserReading.objection(objection);
    }
    return EnumSet.range(rows, Rows.ALL).stream()
        .map(kept -> copies.get(new UserCopies.Key(username, kept), platform.userWrites()))
        .flatMap(Optional::stream)
        .map(copy -> copy.asOf(platform, now))
        .filter(enough)
        .findFirst()
        .orElseGet(() -> read(username, rows));
  }

  private UserReading load(UserCopies.Key key) {
    String username = key.username();
    Rows wanted = key.rows();
    // before the user's: what it says of the users' summaries is true of later readings only
    PlatformReading platform = platforms.current();
    FallbackReason objection = platform.usersObjectionAt(nanoTime.getAsLong());
    if (objection != null) {
      return UserReading.objection(objection);
    }
    SliceSet set =
        slices.read(
            SummaryNames.ofUser(index, username),
            platform.version(),
            SCOPE,
            username,
            new SliceSource.Wanted(zero -> wantsAll(zero, wanted), SummarySlice::is));
    long now = nanoTime.getAsLong();
    objection = set.objection() == null ? platform.usersObjectionAt(now) : set.objection();
    if (objection == null && set.missing()) {
      objection = doubt(platform, username);
    }
    if (objection != null) {
      return UserReading.objection(objection);
    }
    try {
      UserReading reading = reading(username, wanted, platform, set, now);
      if (reading.objection() == null) {
        copies.put(key, reading, platform.userWrites());
      }
      return reading;
    } catch (RuntimeException e) {
      return UserReading.objection(FallbackReason.MALFORMED);
    }
  }

  /** Why a summary that is missing is no proof that there are no sessions; null when it is. */
  private FallbackReason doubt(PlatformReading platform, String username) {
    if (platform.figures().nameActive(username)) {
      return FallbackReason.USER_MISSING;
    }
    // it may have gone with all others since the platform's was read, which need not name its user
    return platform.figures().nameAll()
        ? null
        : platforms.confirmed().usersObjectionAt(nanoTime.getAsLong());
  }

  private static UserReading reading(
      String username, Rows wanted, PlatformReading platform, SliceSet set, long now) {
    if (set.missing()) {
      return new UserReading(
          null,
          UserFigures.NO_SESSIONS,
          List.of(),
          true,
          platform.versions(),
          null,
          platform.throughAge(now),
          platform.sentAt());
    }
    UserFigures figures = UserFigures.of(set.zero().status());
    List<Session> rows = rows(username, set);
    boolean zeroAlone = wanted == Rows.OF_SLICE_ZERO;
    return zeroAlone || !lacksRows(set, wanted, figures.sessions(), rows)
        ? new UserReading(
            null,
            figures,
            rows,
            !zeroAlone || set.zero().holdsInteractive(),
            platform.versions().max(set.observed()),
            set.computed(),
            platform.throughAge(now),
            platform.sentAt())
        : UserReading.objection(FallbackReason.TRUNCATED);
  }

  /** Whether rows are missing: counts are exact, so enough rows are proof that none is. */
  private static boolean lacksRows(
      SliceSet set, Rows wanted, SessionCounts counts, List<Session> rows) {
    if (wanted == Rows.INTERACTIVE && set.zero().holdsInteractive()) {
      return false;
    }
    return set.slices().stream().anyMatch(SummarySlice::truncated)
        || counts == null
        || counts.total() == null
        || rows.size() < counts.total();
  }

  private static boolean wantsAll(SummarySlice zero, Rows wanted) {
    return switch (wanted) {
      case OF_SLICE_ZERO -> false;
      case INTERACTIVE -> !zero.holdsInteractive();
      case ALL -> !zero.truncated();
    };
  }

  /** A row on its way to another slice is in both for a moment: the later write is right. */
  private static List<Session> rows(String username, SliceSet set) {
    Map<String, Session> byName = new TreeMap<>();
    Map<String, Long> orders = new HashMap<>();
    for (SummarySlice slice : set.slices()) {
      for (Members row : slice.status().objects("rows")) {
        Session session = SummaryRows.session(username, row);
        Long known = orders.get(session.jobName());
        if (known == null || slice.order() > known) {
          byName.put(session.jobName(), session);
          orders.put(session.jobName(), slice.order());
        }
      }
    }
    return new ArrayList<>(byName.values());
  }
}
